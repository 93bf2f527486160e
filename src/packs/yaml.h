// Reads the YAML that packs and scenarios are written in: one document of plain maps, lists and
// scalars.
//
// Anchors, aliases, tags, merge keys and duplicate keys are problems with their place.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace packs {

// A place in a file, both 1-based.
struct Mark {
  int line = 0;
  int column = 0;
  friend bool operator==(const Mark&, const Mark&) = default;
};

// One thing of a document, with its place.
struct Node {
  enum class Kind { Null, Scalar, List, Map };
  struct Entry;

  Kind kind = Kind::Null;
  Mark mark;
  std::string text;            // of a Scalar
  bool is_quoted = false;      // a quoted or block scalar is always text
  std::vector<Node> items;     // of a List
  std::vector<Entry> entries;  // of a Map, in the order written

  bool is_map() const { return kind == Kind::Map; }
  bool is_list() const { return kind == Kind::List; }
  bool is_scalar() const { return kind == Kind::Scalar; }
  bool is_null() const { return kind == Kind::Null; }
  // The value of a map's key, or nullptr.
  const Node* find(std::string_view key) const;
  // The text of the key's scalar; empty when absent or no scalar.
  std::string text_of(std::string_view key) const;
  // The texts of a list, or of one scalar as a list of one; of nothing an empty list.
  std::vector<std::string> texts() const;
  std::vector<std::string> texts_of(std::string_view key) const;
  bool is_true(std::string_view key) const;
};

struct Node::Entry {
  std::string key;
  Mark mark;
  Node value;
};

struct Document {
  Node root;
  std::vector<base::Problem> problems;
};

// Files above 1 MB and nesting above 32 levels are refused.
Document read_yaml(std::string_view text, std::string_view file);

// Plain scalars become null, booleans or numbers where they look like them (numbers of more than 15
// digits stay text, so that no digit is lost); quoted ones are text.
base::Json to_json(const Node& node);

}  // namespace packs
