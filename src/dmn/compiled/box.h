// Boxed expressions, compiled: a tree that evaluates against names.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/model.h"
#include "feel/function.h"
#include "feel/type.h"

namespace dmn {

// Names of one boxed expression over those outside of it.
class Layer final : public feel::Names {
 public:
  explicit Layer(const feel::Names& outer) : outer_(outer) {}
  void set(std::string_view name, feel::Value value);
  std::optional<feel::Value> find(std::string_view name) const override;
  const feel::Value* look(std::string_view name, feel::Guess& guess,
                          feel::Value& room) const override;

 private:
  const feel::Names& outer_;
  std::vector<std::pair<std::string_view, feel::Value>> values_;
};

struct Box {
  Place place;
  feel::TypeRef type;  // null: any
  std::string what;    // for reasons: "decision Fee"
  virtual ~Box() = default;
  // The value, fitted to the declared type.
  feel::Value evaluate(const feel::Names& names, feel::Evaluation& evaluation) const;
  // Names it reads from outside.
  virtual void free_names(std::set<std::string>& names) const = 0;
  feel::Value fail(feel::Evaluation& evaluation, std::string text) const;

 protected:
  virtual feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const = 0;
};
using BoxPtr = std::unique_ptr<Box>;

// A value as reasons tell it: "number 5", "string \"abc\"", of long text the beginning, "list".
std::string shown(const feel::Value& value);
// The value as the type wants it; null with a reason when it does not fit.
feel::Value fitted(feel::Value value, const feel::TypeRef& type, std::string_view what,
                   feel::Evaluation& evaluation);

struct Parameter {
  std::string name;
  feel::TypeRef type;
};

struct LiteralBox final : Box {
  explicit LiteralBox(feel::Expression e) : expression(std::move(e)) {}
  feel::Expression expression;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

// What could not be compiled: null with the reason.
struct FailingBox final : Box {
  explicit FailingBox(std::string r) : reason(std::move(r)) {}
  std::string reason;
  void free_names(std::set<std::string>&) const override {}

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct ContextBox final : Box {
  struct Entry {
    std::string name;  // empty: the result
    BoxPtr value;
  };
  std::vector<Entry> entries;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct ListBox final : Box {
  std::vector<BoxPtr> items;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct RelationBox final : Box {
  std::vector<std::string> columns;
  std::vector<std::vector<BoxPtr>> rows;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct InvocationBox final : Box {
  BoxPtr called;
  std::vector<std::string> names_of_arguments;
  std::vector<feel::TypeRef> types_of_arguments;  // as the bindings declare them; null: any
  std::vector<BoxPtr> arguments;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

// The part of a function that all its values share.
struct FunctionCode {
  std::string name;  // by which it may call itself; may be empty
  std::vector<std::string> parameter_names;
  std::vector<feel::TypeRef> types;
  feel::TypeRef result;
  std::string foreign;  // "Java", "PMML": never called
  BoxPtr body;          // may be absent
  std::vector<std::string> captured;
};
// What it is declared to give, by itself or by its body; any when nothing is declared.
feel::TypeRef result_of(const FunctionCode& code);
// The type of the result when the function as a whole is named with `type`; null: any.
feel::TypeRef result_of(const feel::TypeRef& type);

struct FunctionBox final : Box {
  std::shared_ptr<FunctionCode> code;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct ConditionalBox final : Box {
  BoxPtr condition, then, otherwise;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct FilterBox final : Box {
  BoxPtr list, match;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

struct LoopBox final : Box {
  BoxedKind kind = BoxedKind::For;  // For, Some, Every
  std::string variable;
  BoxPtr domain, body;
  void free_names(std::set<std::string>& names) const override;

 protected:
  feel::Value run(const feel::Names& names, feel::Evaluation& evaluation) const override;
};

}  // namespace dmn
