// A model compiled, with the models it imports.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "dmn/compiled/box.h"

namespace dmn {

struct DrgNode;
struct TableBox;

struct Requirement {
  const DrgNode* node = nullptr;
  std::string import_name;  // empty: of the same model, or imported without a name
};

// An input, decision, business knowledge model or service.
struct DrgNode {
  ElementKind kind = ElementKind::InputData;
  std::string id;
  std::string name;
  std::string variable;
  feel::TypeRef type;  // of the variable, null: any
  const Compiled* model = nullptr;
  std::vector<Requirement> required;
  int height = 0;                      // of a decision: the longest chain of decisions that ends it
  BoxPtr logic;                        // of a business knowledge model: a FunctionBox
  std::vector<std::string> arguments;  // of a service: names in order
  std::vector<const DrgNode*> given;   // of a service: input data and decisions, in order
  std::vector<const DrgNode*> outputs;
};

struct Compiled : std::enable_shared_from_this<Compiled> {
  std::string id;
  std::string name;
  std::string namespace_uri;
  feel::Dialect dialect = feel::Dialect::Standard;
  std::vector<std::unique_ptr<DrgNode>> nodes;
  std::map<std::string, const DrgNode*, std::less<>> by_id;
  std::map<std::string, const DrgNode*, std::less<>> by_name;
  std::map<std::string, feel::TypeRef, std::less<>> types;  // also "import.type"
  struct Imported {
    std::string name;
    std::shared_ptr<const Compiled> model;
  };
  std::vector<Imported> imports;

  // By name, then by id, in this model, then in the imported ones; null when absent.
  const DrgNode* find(std::string_view name_or_id) const;
};

using Files = std::map<std::string, std::unique_ptr<Definitions>, std::less<>>;  // by namespace

// Compiles models and what they import, each once.
class Compiler {
 public:
  Compiler(const Files& others, std::vector<base::Problem>& problems)
      : others_(others), problems_(problems) {}
  std::shared_ptr<const Compiled> compile(const Definitions& definitions);

 private:
  const Files& others_;
  std::vector<base::Problem>& problems_;
  std::map<const Definitions*, std::shared_ptr<const Compiled>> done_;
  std::vector<const Definitions*> running_;
};

// Builds the types of a model's item definitions.
void compile_types(const Definitions& definitions, Compiled& compiled,
                   std::vector<base::Problem>& problems);
// "\"a\", \"b\"" as a list of values; empty when they are no plain values.
feel::Values listed_values(const std::string& unary_tests);
// Names and functions that an expression reads although nothing brings them: "1:5: unknown name:
// a".
std::vector<std::string> unknown_names(const feel::Expression& expression,
                                       const std::vector<std::string>& known);
// The type of a typeRef; null when none is given or it is unknown (a problem then).
feel::TypeRef type_named(std::string_view reference, const Compiled& compiled);

// The type of a member of contexts, or of those in a list; null when unknown.
feel::TypeRef member_type(const feel::TypeRef& type, std::string_view member);
// The values that a type, or that of its items, lists; may be empty.
feel::Values choices_of(const feel::TypeRef& type);

// Compiles boxed expressions of one element with the names it may read.
class BoxCompiler {
 public:
  BoxCompiler(const Definitions& definitions, const Compiled& compiled,
              std::vector<base::Problem>& problems);
  BoxPtr compile(const Boxed& boxed) { return compile(boxed, {}); }
  // `outer` is the type that the result gets where it stands; may be empty.
  BoxPtr compile(const Boxed& boxed, const std::string& outer);
  std::vector<std::string> known;  // names in scope
  std::string what;                // the element, for problems and reasons

 private:
  BoxPtr inner(const Boxed& boxed, const std::string& outer);
  BoxPtr literal(const Boxed& boxed);
  BoxPtr context(const Boxed& boxed, const std::string& outer);
  BoxPtr relation(const Boxed& boxed);
  BoxPtr invocation(const Boxed& boxed);
  BoxPtr function(const Boxed& boxed, const std::string& name, const std::string& outer);
  BoxPtr loop(const Boxed& boxed);
  BoxPtr domain(const Boxed& boxed);
  BoxPtr filter(const Boxed& boxed);
  BoxPtr table(const Boxed& boxed, const std::string& outer);
  void check_ranks(const TableBox& table, Place place);
  void check_outputs(const TableText& table);
  feel::Values ranked_values(const TableText& table, const Output& output,
                             const std::string& outer) const;
  feel::Options options(feel::Form form) const;
  std::optional<feel::Expression> expression(const std::string& text, feel::Form form, Place place);
  void check_names(const feel::Expression& expression, Place place);
  void check_once(const Boxed& boxed, std::string_view role);
  void problem(Place place, const std::string& text);
  bool is_camunda() const { return definitions_.dialect == feel::Dialect::Camunda; }
  feel::TypeRef type_of(const std::string& reference, Place place);

  const Definitions& definitions_;
  const Compiled& compiled_;
  std::vector<base::Problem>& problems_;
  std::vector<std::string> members_;
  bool is_in_filter_ = false;  // whose items may have members of any name
};

}  // namespace dmn
