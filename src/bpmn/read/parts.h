// The parts of the reader, each for one region of the file.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "bpmn/read/xml.h"

namespace bpmn {

// What the parts share while one file is read.
struct ReadState {
  const Xml& xml;
  Model& model;
  std::vector<base::Problem>& problems;
  std::map<std::string, Place, std::less<>> ids;
  // Everything with an id, filled when data is first looked for.
  std::map<std::string_view, pugi::xml_node> nodes = {};

  void complain(Place at, std::string text) {
    problems.push_back({model.file, at.line, at.column, std::move(text)});
  }
  // An expression below `node`: FEEL that its language names gets the "=" that marks it.
  Written expression(pugi::xml_node node) const;
  // Remembers the id of a node; complains when it is missing or doubled.
  std::string take_id(pugi::xml_node node);
};

void read_process(ReadState& state, pugi::xml_node node);
void read_extensions(ReadState& state, pugi::xml_node node, Element& element);
std::vector<Property> read_properties(const Xml& xml, pugi::xml_node extension_elements);
std::vector<Property> read_headers(const Xml& xml, pugi::xml_node list);
std::vector<Listener> read_listeners(const Xml& xml, pugi::xml_node list);
void read_events(ReadState& state, pugi::xml_node node, Element& element);
void read_loops(ReadState& state, pugi::xml_node node, Element& element);
void read_ad_hoc(ReadState& state, pugi::xml_node node, Element& element);
void read_collaboration(ReadState& state, pugi::xml_node node);
void read_declaration(ReadState& state, pugi::xml_node node);
void read_diagram(ReadState& state, pugi::xml_node node);
// How many an attribute says: from 1 on; -1 when that is no such whole number, or none that an int
// holds.
int count_in(pugi::xml_attribute attribute);
// References are QNames; the part before the colon is the namespace of another file or our own.
std::string_view local(std::string_view name);
// The variable that holds the data that `reference` of `activity` names: the data object, property,
// input or output of that id, by its name where that can be a variable's, else by its id; what an
// input is filled from, or an output fills, goes before it. What is no id of data is the variable's
// name itself. Empty: none.
std::string variable_of(ReadState& state, pugi::xml_node activity, std::string_view reference);
// The variable that a data item is called; `other_name`: of what it refers to.
std::string variable_named_at(pugi::xml_node item, std::string_view other_name = {});
// Complains about references to nothing.
void check_references(ReadState& state);
// Complains about attributes that are to say yes or no and say something else.
void check_booleans(ReadState& state);

}  // namespace bpmn
