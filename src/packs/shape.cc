#include "packs/shape.h"

#include <algorithm>

#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "feel/feel.h"

namespace packs {

namespace shape {

namespace {
Shape of(Shape::Kind kind) {
  Shape result;
  result.kind = kind;
  return result;
}
Shape of(Shape::Kind kind, Shape item) {
  Shape result = of(kind);
  result.item = std::make_shared<const Shape>(std::move(item));
  return result;
}
}  // namespace

Shape any() { return of(Shape::Kind::Any); }
Shape value() { return of(Shape::Kind::Value); }
Shape text() { return of(Shape::Kind::Text); }
Shape id() { return of(Shape::Kind::Id); }
Shape feel() { return of(Shape::Kind::Feel); }
Shape integer() { return of(Shape::Kind::Integer); }
Shape number() { return of(Shape::Kind::Number); }
Shape boolean() { return of(Shape::Kind::Boolean); }
Shape date() { return of(Shape::Kind::Date); }
Shape choice(std::vector<std::string> choices) {
  Shape result = of(Shape::Kind::Choice);
  result.choices = std::move(choices);
  return result;
}
Shape list(Shape item) { return of(Shape::Kind::List, std::move(item)); }
Shape list_or_one(Shape item) {
  Shape result = list(std::move(item));
  result.takes_single = true;
  return result;
}
Shape map(Shape item) { return of(Shape::Kind::Map, std::move(item)); }
Shape id_map(Shape item) {
  Shape result = map(std::move(item));
  result.has_id_keys = true;
  return result;
}
Shape object(std::vector<Key> keys) {
  Shape result = of(Shape::Kind::Object);
  result.keys = std::move(keys);
  return result;
}
Shape either(std::vector<Shape> shapes) {
  Shape result = of(Shape::Kind::Either);
  result.either = std::move(shapes);
  return result;
}
Key required(std::string name, Shape shape) { return {std::move(name), std::move(shape), true}; }
Key optional(std::string name, Shape shape) { return {std::move(name), std::move(shape), false}; }

}  // namespace shape

namespace {

using Kind = Shape::Kind;

// One walk over one file.
class Walk {
 public:
  Walk(const std::string& file, std::vector<base::Problem>& problems)
      : file_(file), problems_(problems) {}

  void check(const Node& node, const Shape& shape) {
    switch (shape.kind) {
      case Kind::Any: return;
      case Kind::Value:
        if (!node.is_scalar() && !node.is_null()) report(node.mark, "expected a plain value");
        return;
      case Kind::List: return check_list(node, shape);
      case Kind::Map: return check_map(node, shape);
      case Kind::Object: return check_object(node, shape);
      case Kind::Either: return check_either(node, shape);
      default: return check_scalar(node, shape);
    }
  }

 private:
  void report(Mark mark, std::string text) {
    problems_.push_back({file_, mark.line, mark.column, std::move(text)});
  }

  void check_scalar(const Node& node, const Shape& shape) {
    if (!node.is_scalar() || node.text.empty())
      return report(node.mark, "expected " + wanted(shape));
    if (shape.kind == Kind::Feel) return check_feel(node);
    if (!takes_text(shape, node.text))
      report(node.mark, "expected " + wanted(shape) + ", not: " + node.text);
  }

  void check_feel(const Node& node) {
    const auto expression = feel::compile(node.text);
    if (expression.ok()) return;
    const base::Error& error = expression.error();
    report(node.mark,
           "FEEL " + error.place + ": " + (error.detail.empty() ? error.title.en : error.detail));
  }

  void check_list(const Node& node, const Shape& shape) {
    if (node.is_list()) {
      for (const Node& item : node.items) check(item, *shape.item);
    } else if (shape.takes_single && !node.is_null()) {
      check(node, *shape.item);
    } else {
      report(node.mark, "expected a list");
    }
  }

  void check_map(const Node& node, const Shape& shape) {
    if (!node.is_map()) return report(node.mark, "expected a map");
    for (const auto& entry : node.entries) {
      if (shape.has_id_keys && !base::is_snake_case(entry.key))
        report(entry.mark, "an id must be snake_case: " + entry.key);
      check(entry.value, *shape.item);
    }
  }

  void check_object(const Node& node, const Shape& shape) {
    if (!node.is_map()) return report(node.mark, "expected a map with " + names(shape));
    for (const auto& entry : node.entries) {
      const auto key =
          std::find_if(shape.keys.begin(), shape.keys.end(),
                       [&](const Key& candidate) { return candidate.name == entry.key; });
      if (key == shape.keys.end()) {
        report(entry.mark, "unknown key: " + entry.key + " (known: " + names(shape) + ")");
      } else {
        check(entry.value, key->shape);
      }
    }
    for (const Key& key : shape.keys)
      if (key.is_required && !node.find(key.name)) report(node.mark, "missing key: " + key.name);
  }

  void check_either(const Node& node, const Shape& shape) {
    for (const Shape& option : shape.either)
      if (takes_kind(node, option)) return check(node, option);
    std::string text;
    for (const Shape& option : shape.either) text += (text.empty() ? "" : " or ") + wanted(option);
    report(node.mark, "expected " + text);
  }

  static bool takes_kind(const Node& node, const Shape& shape) {
    switch (shape.kind) {
      case Kind::Any: return true;
      case Kind::List: return node.is_list();
      case Kind::Map:
      case Kind::Object: return node.is_map();
      case Kind::Either:
        return std::any_of(shape.either.begin(), shape.either.end(),
                           [&](const Shape& option) { return takes_kind(node, option); });
      case Kind::Value: return node.is_scalar() || node.is_null();
      case Kind::Text:
      case Kind::Feel: return node.is_scalar() && !node.text.empty();
      default: return node.is_scalar() && takes_text(shape, node.text);
    }
  }

  static bool takes_text(const Shape& shape, const std::string& text) {
    switch (shape.kind) {
      case Kind::Id: return base::is_snake_case(text);
      case Kind::Integer: {
        const auto number = base::Decimal::parse(text);
        return number && number->to_int64();
      }
      case Kind::Number: return base::Decimal::parse(text).has_value();
      case Kind::Boolean: return text == "true" || text == "false";
      case Kind::Date: return base::parse_date(text).has_value();
      case Kind::Choice:
        return std::find(shape.choices.begin(), shape.choices.end(), text) != shape.choices.end();
      default: return true;
    }
  }

  static std::string wanted(const Shape& shape) {
    switch (shape.kind) {
      case Kind::Id: return "an id in snake_case";
      case Kind::Feel: return "a FEEL expression";
      case Kind::Integer: return "a whole number";
      case Kind::Number: return "a number";
      case Kind::Boolean: return "true or false";
      case Kind::Date: return "a date like 2026-03-02";
      case Kind::Choice: return "one of " + base::join(shape.choices, ", ");
      case Kind::List: return "a list";
      case Kind::Map:
      case Kind::Object: return "a map";
      default: return "a text";
    }
  }

  static std::string names(const Shape& shape) {
    std::vector<std::string> result;
    for (const Key& key : shape.keys) result.push_back(key.name);
    return base::join(result, ", ");
  }

  const std::string& file_;
  std::vector<base::Problem>& problems_;
};

base::JsonObject schema_of(const Shape& shape);

base::JsonArray strings(const std::vector<std::string>& texts) {
  base::JsonArray result;
  for (const auto& text : texts) result.emplace_back(text);
  return result;
}

base::JsonObject object_schema(const Shape& shape) {
  base::JsonObject properties;
  base::JsonArray required;
  for (const Key& key : shape.keys) {
    properties[key.name] = schema_of(key.shape);
    if (key.is_required) required.emplace_back(key.name);
  }
  base::JsonObject result{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  if (!required.empty()) result["required"] = std::move(required);
  return result;
}

base::JsonObject schema_of(const Shape& shape) {
  switch (shape.kind) {
    case Kind::Any: return {};
    case Kind::Value: return {{"type", base::JsonArray{"string", "number", "boolean", "null"}}};
    case Kind::Text: return {{"type", base::JsonArray{"string", "number", "boolean"}}};
    case Kind::Id: return {{"type", "string"}, {"pattern", "^[a-z][a-z0-9_]*$"}};
    case Kind::Feel:
      return {{"type", base::JsonArray{"string", "number", "boolean"}},
              {"description", "FEEL expression"}};
    case Kind::Integer: return {{"type", "integer"}};
    case Kind::Number: return {{"type", "number"}};
    case Kind::Boolean: return {{"type", "boolean"}};
    case Kind::Date: return {{"type", "string"}, {"format", "date"}};
    case Kind::Choice: return {{"enum", strings(shape.choices)}};
    case Kind::List: {
      base::JsonObject list{{"type", "array"}, {"items", schema_of(*shape.item)}};
      if (!shape.takes_single) return list;
      return {{"anyOf", base::JsonArray{std::move(list), schema_of(*shape.item)}}};
    }
    case Kind::Map: {
      base::JsonObject map{{"type", "object"}, {"additionalProperties", schema_of(*shape.item)}};
      if (shape.has_id_keys)
        map["propertyNames"] = base::JsonObject{{"pattern", "^[a-z][a-z0-9_]*$"}};
      return map;
    }
    case Kind::Object: return object_schema(shape);
    case Kind::Either: {
      base::JsonArray options;
      for (const Shape& option : shape.either) options.emplace_back(schema_of(option));
      return {{"anyOf", std::move(options)}};
    }
  }
  return {};
}

void print_pretty(const base::Json& json, size_t depth, std::string& out) {
  const std::string inner(2 * depth + 2, ' ');
  const std::string outer(2 * depth, ' ');
  const auto is_flat = [](const base::JsonArray& array) {
    return std::all_of(array.begin(), array.end(), [](const base::Json& item) {
      return !item.is_object() && !item.is_array();
    });
  };
  if (json.is_object() && !json.get_object().empty()) {
    out += "{\n";
    bool is_first = true;
    for (const auto& [key, value] : json.get_object()) {
      if (!is_first) out += ",\n";
      is_first = false;
      out += inner + boost::json::serialize(key) + ": ";
      print_pretty(value, depth + 1, out);
    }
    out += "\n" + outer + "}";
  } else if (json.is_array() && !is_flat(json.get_array())) {
    out += "[\n";
    bool is_first = true;
    for (const auto& value : json.get_array()) {
      if (!is_first) out += ",\n";
      is_first = false;
      out += inner;
      print_pretty(value, depth + 1, out);
    }
    out += "\n" + outer + "]";
  } else {
    out += boost::json::serialize(json);
  }
}

}  // namespace

void check(const Node& node, const Shape& shape, const std::string& file,
           std::vector<base::Problem>& problems) {
  Walk(file, problems).check(node, shape);
}

base::JsonObject json_schema(const Shape& shape, std::string_view title) {
  base::JsonObject result{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                          {"title", title}};
  for (const auto& [key, value] : schema_of(shape)) result[key] = value;
  return result;
}

std::string print_pretty(const base::Json& json) {
  std::string result;
  print_pretty(json, 0, result);
  return result + "\n";
}

}  // namespace packs
