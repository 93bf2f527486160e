// DMN's XML without prefixes, with the line and column of each element.
#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/model.h"

namespace dmn {

std::string_view local_name(const pugi::xml_node& node);
// First child element of that local name; empty node when there is none.
pugi::xml_node child(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> children(const pugi::xml_node& node, std::string_view name);
std::vector<pugi::xml_node> elements(const pugi::xml_node& node);
// The text of the child element <text>, or of the node itself.
std::string text_of(const pugi::xml_node& node);
std::string attribute(const pugi::xml_node& node, std::string_view name);

// Lines and columns of offsets in a text.
class Places {
 public:
  explicit Places(std::string_view text);
  Place at(int64_t offset) const;

 private:
  std::string_view text_;
  std::vector<size_t> lines_;
};

}  // namespace dmn
