#include "feel/ai_parameters.h"

#include <algorithm>
#include <array>

#include "feel/nodes/basic.h"
#include "feel/nodes/calls.h"
#include "feel/nodes/loops.h"

namespace feel {

namespace {

constexpr std::array<std::string_view, 5> kParameters = {"value", "description", "type", "schema",
                                                         "options"};

// Empty when the node is no path.
std::string path_of(const Node& node) {
  if (const auto* global = dynamic_cast<const Global*>(&node)) return global->name;
  if (const auto* name = dynamic_cast<const MaybeMember*>(&node)) return name->name;
  const auto* path = dynamic_cast<const Path*>(&node);
  const std::string base = path ? path_of(*path->base) : std::string();
  return base.empty() ? std::string() : base + "." + path->member;
}

// Names that the expression itself gives are nobody's to fill in.
bool is_path(const Node& node) {
  if (const auto* path = dynamic_cast<const Path*>(&node)) return is_path(*path->base);
  return dynamic_cast<const Global*>(&node) || dynamic_cast<const Local*>(&node) ||
         dynamic_cast<const MaybeMember*>(&node);
}

// Null when it is left out.
const Node* argument(const CallBuiltin& call, size_t index) {
  if (call.names.empty())
    return index < call.arguments.size() ? call.arguments[index].get() : nullptr;
  const auto found = std::ranges::find(call.names, kParameters[index]);
  return found == call.names.end() ? nullptr : call.arguments[found - call.names.begin()].get();
}

// Without any variable.
Value value_of(const Program& program, const Node& node) {
  Evaluation evaluation;
  const NoNames none;
  std::vector<const Value*> places(program.slots + program.names.size(), &kNothing);
  Globals globals(none, program, places.data() + program.slots);
  Frame frame{evaluation, &globals, places.data()};
  return node.evaluate(frame);
}

class Reader {
 public:
  explicit Reader(const Program& program) : program_(program) {}

  AiParameters run() {
    for (const CallBuiltin* call : program_.ai_calls) {
      const Node* value = argument(*call, 0);
      AiParameter one{value ? path_of(*value) : std::string(), {}, {}, {}, {}};
      if (!value || !is_path(*value)) complain("value", "a path, like toolCall.city");
      if (one.name.empty()) continue;
      one.description = said(*call, 1, Kind::String, "a text");
      one.type = said(*call, 2, Kind::String, "a text");
      one.schema = said(*call, 3, Kind::Context, "a context");
      one.options = said(*call, 4, Kind::Context, "a context");
      found_.all.push_back(std::move(one));
    }
    return std::move(found_);
  }

 private:
  Value said(const CallBuiltin& call, size_t index, Kind kind, std::string_view what) {
    const Node* node = argument(call, index);
    if (!node) return {};
    Value value = value_of(program_, *node);
    if (!value.is(kind)) complain(kParameters[index], what);
    return value;
  }

  void complain(std::string_view parameter, std::string_view what) {
    if (found_.problem.empty())
      found_.problem =
          "the " + std::string(parameter) + " of fromAi() must be " + std::string(what);
  }

  const Program& program_;
  AiParameters found_;
};

}  // namespace

AiParameters ai_parameters(const Expression& expression) {
  return Reader(expression.program()).run();
}

}  // namespace feel
