// Function literals and calls.
#pragma once

#include "feel/builtins/builtin.h"
#include "feel/nodes/node.h"

namespace feel {

// What all functions made by one literal share.
struct FunctionCode {
  std::vector<std::string> parameters;
  std::vector<TypeRef> types;  // null: any
  bool is_typed = false;       // whether one of them is declared
  NodePtr body;
  TypeRef result;            // as far as the body tells it
  bool is_external = false;  // Java or PMML: never called
  size_t slots = 0;
  int levels = 0;
  int64_t burden = 0;  // steps of each call
};

class UserFunction final : public Function, public std::enable_shared_from_this<UserFunction> {
 public:
  UserFunction(std::shared_ptr<const FunctionCode> code, Values captured)
      : code_(std::move(code)), captured_(std::move(captured)) {}
  std::span<const std::string> parameters() const override { return code_->parameters; }
  Value call(std::span<const Value> arguments, Evaluation& evaluation) const override;
  TypeRef parameter_type(size_t index) const override;
  TypeRef result_type() const override { return code_->result; }

 private:
  std::shared_ptr<const FunctionCode> code_;
  Values captured_;
};

struct FunctionLiteral final : Node {
  std::shared_ptr<FunctionCode> code;
  std::vector<NodePtr> captures;  // evaluated where the literal stands
  Value evaluate(Frame& frame) const override;
};

struct CallBuiltin final : Node {
  const Builtin* builtin = nullptr;
  std::vector<NodePtr> arguments;
  std::vector<std::string> names;          // empty: by position
  std::shared_ptr<const Pattern> pattern;  // when it is constant
  Value evaluate(Frame& frame) const override;
};

// A call of a value; of a host function when `host_name` is set and the value is no function.
struct CallValue final : Node {
  NodePtr callee;
  std::string host_name;
  const Builtin* builtin = nullptr;  // called when the value is no function
  std::vector<NodePtr> arguments;
  std::vector<std::string> names;
  Value evaluate(Frame& frame) const override;
};

}  // namespace feel
