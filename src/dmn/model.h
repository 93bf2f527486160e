// A DMN model as read from XML, before it is compiled.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/feel.h"

namespace dmn {

struct Place {
  int line = 0;
  int column = 0;
};

// A named and typed slot: the variable of a decision, a parameter, a context entry.
struct Item {
  std::string name;
  std::string type;
};

// A name as FEEL reads it: its words parted by one blank.
std::string plain_name(std::string_view text);

struct Boxed;

struct Input {
  std::string text;
  std::string type;
  std::string allowed;  // unary tests, may be empty
  std::string label;
  Place place;
  std::string id = {};
};
struct Output {
  std::string name;
  std::string type;
  std::string allowed;
  std::string otherwise;  // default output entry, may be empty
  Place place;
  std::string id = {};
};
struct RuleText {
  std::string id;
  std::vector<std::string> inputs;
  std::vector<std::string> outputs;
  std::vector<std::string> annotations;
  Place place;
  bool is_whole = true;  // it has a cell for each column
};
enum class HitPolicy { Unique, Any, Priority, First, Collect, RuleOrder, OutputOrder };
enum class Aggregator { None, Sum, Min, Max, Count };
struct TableText {
  std::vector<Input> inputs;
  std::vector<Output> outputs;
  std::vector<RuleText> rules;
  HitPolicy policy = HitPolicy::Unique;
  Aggregator aggregator = Aggregator::None;
};

enum class BoxedKind {
  Literal,
  Table,
  Context,
  Relation,
  List,
  Invocation,
  Function,
  Conditional,
  Filter,
  For,
  Some,
  Every,
};

// Any boxed expression. Which members are used depends on the kind.
struct Boxed {
  BoxedKind kind = BoxedKind::Literal;
  Place place;
  std::string id;
  std::string type;
  std::string text;      // Literal; Function: its kind ("FEEL", "Java", "PMML")
  std::string language;  // of Literal, empty: FEEL
  // Context: entries (the last may be nameless: the result). Relation: columns. Invocation:
  // bindings. Function: parameters. For, Some, Every: the iterator variable.
  std::vector<Item> items;
  // Context: values. List: items. Relation: rows as List. Invocation: called, then arguments.
  // Function: body. Conditional: if, then, else. Filter: in, match. Loops: in, return or satisfies.
  std::vector<Boxed> children;
  std::unique_ptr<TableText> table;
};

struct ItemDefinition {
  std::string name;
  std::string type;        // empty when it has components or is a function
  std::string allowed;     // unary tests on the value, or on each item of a collection
  std::string constraint;  // unary tests on the value as a whole
  bool is_collection = false;
  bool is_function = false;
  std::vector<ItemDefinition> components;  // of a function: parameters
  Place place;
};

enum class ElementKind { InputData, Decision, Knowledge, Service };

struct Element {
  ElementKind kind = ElementKind::InputData;
  std::string id;
  std::string name;
  Item variable;
  Place place;
  std::vector<std::string> inputs;     // hrefs of required input data and decisions; of a service:
                                       // input data
  std::vector<std::string> knowledge;  // hrefs of required business knowledge models and services
  std::vector<std::string> decisions;  // of a service: input decisions
  std::vector<std::string> outputs;    // of a service: output decisions
  std::vector<std::string> encapsulated;
  std::unique_ptr<Boxed> logic;  // absent when there is none
};

struct Import {
  std::string namespace_uri;
  std::string name;
  std::string location;
  Place place;
};

struct Definitions {
  std::string file;
  std::string id;
  std::string name;
  std::string namespace_uri;
  std::string version;  // "1.1" … "1.5"
  // Camunda's when its modeler wrote the file (`executionPlatform`).
  feel::Dialect dialect = feel::Dialect::Standard;
  std::vector<Import> imports;
  std::vector<ItemDefinition> types;
  std::vector<Element> elements;
  std::string diagram;  // DMNDI as XML text, empty when there is none
};

struct DefinitionsReading {
  std::unique_ptr<Definitions> definitions;  // absent when the file is no DMN at all
  std::vector<base::Problem> problems;
};
DefinitionsReading read_definitions(std::string_view text, std::string_view file);

}  // namespace dmn
