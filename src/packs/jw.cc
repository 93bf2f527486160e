#include "packs/jw.h"

#include "base/text.h"

namespace packs {

std::vector<std::pair<std::string, std::string>> outcomes_of(const bpmn::Element& user_task) {
  using Outcomes = std::vector<std::pair<std::string, std::string>>;
  if (const bpmn::Property* own = user_task.find_property("jw:outcomes")) {
    Outcomes result;
    for (const std::string& part : base::split(own->value.text, ',')) {
      const size_t colon = part.find(':');
      const std::string id(base::trim(std::string_view(part).substr(0, colon)));
      const std::string title(
          colon == std::string::npos ? id : base::trim(std::string_view(part).substr(colon + 1)));
      result.emplace_back(id, title);
    }
    return result;
  }
  const std::string_view kind = user_task.property("jw:kind");
  if (kind == "approve" || kind == "vote") return {{"agree", "同意"}, {"disagree", "不同意"}};
  if (kind == "confirm") return {{"confirm", "确认"}, {"reject", "退回"}};
  return {{"done", "完成"}};
}

std::vector<std::string> phrases_of(std::string_view text) { return base::split(text, '|'); }

const std::vector<std::string>& process_properties() {
  static const std::vector<std::string> names = {"jw:record",
                                                 "jw:reads",
                                                 "jw:title_en",
                                                 "jw:starters",
                                                 "jw:start_form",
                                                 "jw:start_fields",
                                                 "jw:withdraw",
                                                 "jw:on.withdraw.transition",
                                                 "jw:withdraw_after",
                                                 "jw:on.withdraw_after.transition",
                                                 "jw:on.cancel.transition",
                                                 "jw:on.pass.transition",
                                                 "jw:on.reject.transition",
                                                 "jw:copy_at_start",
                                                 "jw:copy_at_end",
                                                 "jw:end_notice",
                                                 "jw:callback.end",
                                                 "jw:title",
                                                 "jw:summary",
                                                 "jw:phrases",
                                                 "jw:owner",
                                                 "jw:behalf",
                                                 "jw:paper",
                                                 "jw:clauses"};
  return names;
}

const std::vector<std::string>& user_task_properties() {
  static const std::vector<std::string> names = {"jw:kind",
                                                 "jw:outcomes",
                                                 "jw:candidates",
                                                 "jw:policy",
                                                 "jw:final",
                                                 "jw:opinion",
                                                 "jw:prompt",
                                                 "jw:phrases",
                                                 "jw:applicant",
                                                 "jw:fields",
                                                 "jw:writes",
                                                 "jw:transition",
                                                 "jw:written_transition",
                                                 "jw:left_transition",
                                                 "jw:signature",
                                                 "jw:due",
                                                 "jw:remind",
                                                 "jw:escalate",
                                                 "jw:return",
                                                 "jw:pass",
                                                 "jw:reject",
                                                 "jw:decide",
                                                 "jw:weights",
                                                 "jw:blind",
                                                 "jw:duplicates",
                                                 "jw:empty",
                                                 "jw:take_back",
                                                 "jw:acts",
                                                 "jw:batch",
                                                 "jw:copy",
                                                 "jw:overdue",
                                                 "jw:after_return",
                                                 "jw:beside",
                                                 "jw:compare",
                                                 "jw:opinions",
                                                 "jw:people",
                                                 "jw:light",
                                                 "jw:area",
                                                 "jw:dissent",
                                                 "jw:applicants",
                                                 "jw:successors",
                                                 "jw:when_leaving",
                                                 "jw:resign",
                                                 "jw:title_en",
                                                 "jw:callback.ask",
                                                 "jw:callback.before",
                                                 "jw:callback.begin",
                                                 "jw:callback.after",
                                                 "jw:callback.wait",
                                                 "jw:callback.unanswered",
                                                 "jw:clauses"};
  return names;
}

const std::vector<std::string>& call_activity_properties() {
  static const std::vector<std::string> names = {"jw:dissent", "jw:wait",     "jw:starter",
                                                 "jw:empty",   "jw:title_en", "jw:clauses"};
  return names;
}

const std::vector<std::string>& other_properties() {
  static const std::vector<std::string> names = {"jw:title_en", "jw:clauses"};
  return names;
}

}  // namespace packs
