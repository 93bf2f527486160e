// The XML below the reader: pugixml with namespaces and places.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "bpmn/reader.h"

namespace bpmn {

enum class Space { Bpmn, Diagram, Bounds, Waypoint, Zeebe, Other };

class Xml {
 public:
  // Adds to `problems` and gives false when the text is no acceptable XML.
  bool parse(std::string_view file, std::string_view text, const Limits& limits,
             std::vector<base::Problem>& problems);

  pugi::xml_node root() const;
  Space space(pugi::xml_node node) const;
  // The name without its prefix.
  std::string_view name(pugi::xml_node node) const;
  bool is(pugi::xml_node node, Space space, std::string_view name) const;
  // First child of that name; an empty node when there is none.
  pugi::xml_node child(pugi::xml_node node, Space space, std::string_view name) const;

  Place place(pugi::xml_node node) const;
  // Where the attribute's value begins.
  Place place(pugi::xml_node node, const char* attribute) const;
  Written attribute(pugi::xml_node node, const char* name) const;
  // The text content, trimmed, with the place of its first character.
  Written content(pugi::xml_node node) const;

 private:
  Place place_at(size_t offset) const;
  size_t count_before(size_t offset) const;  // characters
  std::string_view uri_of(pugi::xml_node node) const;

  pugi::xml_document document_;
  std::string_view text_;
  std::vector<size_t> line_starts_;
  // Characters before each stretch of the text, which may be one line as a whole.
  std::vector<size_t> characters_before_;
};

}  // namespace bpmn
