// Functions as values: built-in, written in FEEL, or brought by a host (business knowledge models).
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "feel/feel.h"
#include "feel/type.h"

namespace feel {

class Function {
 public:
  virtual ~Function() = default;
  virtual std::string name() const { return {}; }
  // Empty for a function that takes any number of arguments.
  virtual std::span<const std::string> parameters() const = 0;
  // Whether `count` arguments are acceptable.
  virtual bool accepts(size_t count) const { return count == parameters().size(); }
  virtual Value call(std::span<const Value> arguments, Evaluation& evaluation) const = 0;
  // By names; parameters that are left out are null. Null with a reason when a name is unknown or
  // given twice.
  virtual Value call_named(std::span<const Value> arguments, std::span<const std::string> names,
                           Evaluation& evaluation, int line, int column) const;
  // For `instance of function<…>->…`: Any where nothing is declared or can be told.
  virtual TypeRef parameter_type(size_t) const { return any_type(); }
  virtual TypeRef result_type() const { return any_type(); }
};

// Calls with the depth limit kept; null with a reason when the count does not fit.
Value invoke(const Function& function, std::span<const Value> arguments, Evaluation& evaluation,
             int line, int column);

}  // namespace feel
