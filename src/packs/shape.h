// What a YAML file may hold, as a value: the reader checks files against it and the JSON Schemas
// are printed from it.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "packs/yaml.h"

namespace packs {

struct Key;

struct Shape {
  enum class Kind {
    Any,    // whatever
    Value,  // any scalar, also nothing
    Text,   // a scalar that is not empty
    Id,     // snake_case
    Feel,   // an expression; its syntax is checked
    Integer,
    Number,
    Boolean,
    Date,    // 2026-03-02
    Choice,  // one of `choices`
    List,    // of `item`
    Map,     // any key, each value an `item`
    Object,  // the `keys`, no others
    Either,  // the first of `either` that takes the node's kind
  };
  Kind kind = Kind::Any;
  std::vector<std::string> choices = {};
  std::vector<Key> keys = {};
  std::shared_ptr<const Shape> item = {};
  std::vector<Shape> either = {};
  bool takes_single = false;  // a List may be written as its only item
  bool has_id_keys = false;   // keys of a Map are snake_case
};

struct Key {
  std::string name;
  Shape shape;
  bool is_required = false;
};

// Builders, so that formats read like tables.
namespace shape {
Shape any();
Shape value();
Shape text();
Shape id();
Shape feel();
Shape integer();
Shape number();
Shape boolean();
Shape date();
Shape choice(std::vector<std::string> choices);
Shape list(Shape item);
Shape list_or_one(Shape item);
Shape map(Shape item);     // keys are any text
Shape id_map(Shape item);  // keys are snake_case
Shape object(std::vector<Key> keys);
Shape either(std::vector<Shape> shapes);
Key required(std::string name, Shape shape);
Key optional(std::string name, Shape shape);
}  // namespace shape

// Appends every departure of `node` from `shape`, each with its place.
void check(const Node& node, const Shape& shape, const std::string& file,
           std::vector<base::Problem>& problems);

// The shape as JSON Schema (draft 2020-12).
base::JsonObject json_schema(const Shape& shape, std::string_view title);

// JSON with two blanks of indentation and a line end, as files hold it.
std::string print_pretty(const base::Json& json);

}  // namespace packs
