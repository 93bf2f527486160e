#include "app/inside/difference_words.h"

#include <algorithm>

#include "base/text.h"

namespace app {

namespace {

// Of what has no name of its own.
base::Text title_of_kind(std::string_view tag) {
  static const std::map<std::string_view, base::Text> titles = {
      {"process", {"流程", "Process"}},
      {"participant", {"泳池", "Pool"}},
      {"collaboration", {"泳池", "Pools"}},
      {"laneSet", {"泳道", "Lanes"}},
      {"lane", {"泳道", "Lane"}},
      {"sequenceFlow", {"连线", "Flow"}},
      {"messageFlow", {"消息流", "Message flow"}},
      {"association", {"关联线", "Association"}},
      {"textAnnotation", {"注释", "Annotation"}},
      {"startEvent", {"开始", "Start"}},
      {"endEvent", {"结束", "End"}},
      {"message", {"消息", "Message"}},
      {"signal", {"信号", "Signal"}},
      {"error", {"错误", "Error"}},
      {"escalation", {"升级", "Escalation"}}};
  if (const auto found = titles.find(tag); found != titles.end()) return found->second;
  if (tag.ends_with("Gateway")) return {"网关", "Gateway"};
  if (tag.ends_with("Event")) return {"事件", "Event"};
  if (tag.ends_with("Task") || tag == "task") return {"环节", "Step"};
  if (tag == "callActivity") return {"调用流程", "Called process"};
  if (tag == "subProcess" || tag == "transaction" || tag == "adHocSubProcess")
    return {"子流程", "Sub-process"};
  return {"其他内容", "Other content"};
}

const std::string& in_english(const base::Text& text) {
  return text.en.empty() ? text.zh : text.en;
}

bool is_reference(std::string_view part) {
  return part == "sourceRef" || part == "targetRef" || part == "default" || part == "attachedToRef";
}

}  // namespace

DifferenceWords::DifferenceWords(const Definitions& definitions, std::string_view process,
                                 std::string_view earlier, std::string_view later)
    : known_(definitions.names_of(process)),
      called_(bpmn::called_in(later)),
      differing_(bpmn::differences(earlier, later)) {
  called_.merge(bpmn::called_in(earlier));
}

base::Text DifferenceWords::title(const std::string& id) const {
  const auto found = called_.find(id);
  if (found == called_.end()) return {id, id};
  const bpmn::Called& called = found->second;
  if (!called.from.empty()) {
    const base::Text from = title(called.from);
    const base::Text to = title(called.to);
    base::Text way{from.zh + " → " + to.zh, in_english(from) + " → " + in_english(to)};
    if (called.name.empty()) return way;
    return {called.name + "（" + way.zh + "）", called.name + " (" + way.en + ")"};
  }
  if (called.name.empty()) return title_of_kind(called.tag);
  const auto known = known_.find(id);
  const bool is_known = known != known_.end() && known->second.zh == called.name;
  return is_known ? known->second : base::Text{called.name, called.name};
}

std::vector<base::Text> DifferenceWords::titles() const {
  std::vector<base::Text> out;
  for (const bpmn::Differing& each : differing_) {
    base::Text one = title(each.id);
    const bool is_told = std::ranges::any_of(out, [&](const auto& t) { return t.zh == one.zh; });
    if (!is_told) out.push_back(std::move(one));
  }
  return out;
}

base::Text DifferenceWords::titles_without(const std::string& ids,
                                           const std::string& others) const {
  const auto left_out = base::split(others, ' ');
  std::vector<std::string> zh;
  std::vector<std::string> en;
  for (const std::string& id : base::split(ids, ' ')) {
    if (std::ranges::count(left_out, id) > 0) continue;
    const base::Text one = title(id);
    zh.push_back(one.zh);
    en.push_back(in_english(one));
  }
  return {base::join(zh, "、"), base::join(en, ", ")};
}

// Of a lane what it has no more and what it has besides; others as they were and as they are.
base::JsonObject DifferenceWords::value_json(const bpmn::Rewritten& value) const {
  base::Text before{value.before, value.before};
  base::Text after{value.after, value.after};
  if (value.part == "flowNodeRef") {
    before = titles_without(value.before, value.after);
    after = titles_without(value.after, value.before);
  } else if (is_reference(value.part)) {
    if (!value.before.empty()) before = title(value.before);
    if (!value.after.empty()) after = title(value.after);
  }
  base::JsonObject out{{"part", value.part}};
  if (!before.zh.empty()) out["before"] = text_json(before);
  if (!after.zh.empty()) out["after"] = text_json(after);
  return out;
}

base::JsonArray DifferenceWords::items() const {
  base::JsonArray items;
  for (const bpmn::Differing& each : differing_) {
    base::JsonArray values;
    for (const bpmn::Rewritten& value : each.values) values.push_back(value_json(value));
    items.push_back(
        base::JsonObject{{"act", bpmn::name_of(each.what)},
                         {"id", each.id},
                         {"title", text_json(title(each.id))},
                         {"kind", each.tag},
                         {"kind_title", text_json(title_of_kind(each.tag))},
                         {"parts", base::JsonArray(each.parts.begin(), each.parts.end())},
                         {"values", std::move(values)}});
  }
  return items;
}

}  // namespace app
