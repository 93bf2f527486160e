// Reads boxed expressions and collects problems.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dmn/reader/xml.h"

namespace dmn {

class Reader {
 public:
  Reader(std::string_view file, const Places& places, std::vector<base::Problem>& problems)
      : file_(file), places_(places), problems_(problems) {}

  Place place_of(const pugi::xml_node& node) const { return places_.at(node.offset_debug()); }
  void problem(const pugi::xml_node& node, std::string text) {
    problem_at(place_of(node), std::move(text));
  }
  void problem_at(Place place, std::string text) {
    problems_.push_back({std::string(file_), place.line, place.column, std::move(text)});
  }

  Item item(const pugi::xml_node& node) const;
  // The first child that is an expression; empty node when there is none.
  pugi::xml_node first_expression(const pugi::xml_node& node) const;
  Boxed boxed(const pugi::xml_node& node, int depth);
  Boxed function(const pugi::xml_node& node, int depth);

 private:
  Boxed inside(const pugi::xml_node& node, std::string_view name, int depth);
  void literal(const pugi::xml_node& node, Boxed& boxed);
  void context(const pugi::xml_node& node, Boxed& boxed, int depth);
  void relation(const pugi::xml_node& node, Boxed& boxed, int depth);
  void invocation(const pugi::xml_node& node, Boxed& boxed, int depth);
  void table(const pugi::xml_node& node, Boxed& boxed);
  void loop(const pugi::xml_node& node, Boxed& boxed, std::string_view body, int depth);
  void rule(const pugi::xml_node& node, TableText& table);

  std::string_view file_;
  const Places& places_;
  std::vector<base::Problem>& problems_;
};

}  // namespace dmn
