// A call activity runs another process and waits for its end.
#include <algorithm>

#include "engine/core/work.h"
#include "engine/elements/table.h"

namespace engine {

namespace {

constexpr size_t kBusinessIdMax = 256;  // as of a start

// In characters, not bytes.
size_t length_of(std::string_view text) {
  return static_cast<size_t>(
      std::ranges::count_if(text, [](char each) { return (each & 0xC0) != 0x80; }));
}

void check(const CheckInput& input) {
  if (input.element.called_process.empty())
    input.complain(
        input.element.place,
        "a call activity needs a calledElement, or a zeebe:calledElement with a processId");
  check_binding(input.element.binding, input);
  const bpmn::Written& business_id = input.element.called_business_id;
  if (!business_id.text.starts_with("=") && length_of(business_id.text) > kBusinessIdMax)
    input.complain(business_id.place, "the businessId has more than 256 characters");
}

// A null that nothing went wrong with is no id. False: an incident was raised.
bool take_business_id(Work& work, int64_t key, std::optional<std::string>& to) {
  const Node& here = work.node_of(key);
  if (here.inherits_business_id) return true;
  std::string why;
  const feel::Value value = work.evaluate(here.called_business_id, key, why);
  const bool is_none = value.is_null() && why.empty();
  if (!is_none && !value.is(feel::Kind::String)) {
    work.incident(key, "EXTRACT_VALUE_ERROR",
                  "the business id is not a text but " + feel::to_text(value) +
                      (why.empty() ? "" : ": " + why));
    return false;
  }
  to = value.text_or_empty();
  if (length_of(*to) <= kBusinessIdMax) return true;
  work.incident(key, "EXTRACT_VALUE_ERROR", "the business id has more than 256 characters");
  return false;
}

void enter(Work& work, int64_t key) {
  const Node& here = work.node_of(key);
  const auto process_id = work.text(here.called_process, key, "the called process");
  if (!process_id) return;
  std::optional<std::string> business_id;
  if (!take_business_id(work, key, business_id)) return;
  work.wait(key);
  const feel::Value variables =
      here.propagates_all_parent_variables ? work.instance.visible(key) : work.locals(key);
  work.effects.push_back(
      StartChild{work.position(key), *process_id, here.binding, variables, std::move(business_id)});
}

void cancel(Work& work, int64_t key, const std::string& reason) {
  if (const int64_t child = work.at(key).called_instance)
    work.effects.push_back(ChildCanceled{child, reason});
}

}  // namespace

void check_binding(const bpmn::Binding& binding, const CheckInput& input) {
  const bool is_known = binding.type.empty() || binding.type == "latest" ||
                        binding.type == "deployment" || binding.type == "versionTag";
  if (!is_known)
    input.complain(binding.place,
                   "bindingType is latest, deployment or versionTag, not " + binding.type);
  if (binding.type == "versionTag" && binding.version_tag.empty())
    input.complain(binding.place, "the bindingType versionTag needs a versionTag");
}

const Behaviour kCallActivity = {.check = check, .enter = enter, .cancel = cancel};

}  // namespace engine
