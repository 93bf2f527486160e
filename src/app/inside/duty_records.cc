#include "app/inside/duty_records.h"

#include <algorithm>
#include <array>

#include "app/inside/json.h"

namespace app {

namespace {

std::string text(const base::JsonObject& values, std::string_view name) {
  return base::text_or_empty(base::Json(values), name);
}

std::vector<std::string> persons(const base::JsonObject& values, std::string_view name) {
  const auto* list = values.if_contains(name);
  return list == nullptr ? std::vector<std::string>() : persons_of_value(feel::from_json(*list));
}

int number_or(const base::JsonObject& values, std::string_view name, int otherwise) {
  return static_cast<int>(base::int_or(base::Json(values), name, otherwise));
}

template <size_t count>
int place_of(const std::array<std::string_view, count>& names, std::string_view name) {
  for (size_t i = 0; i < count; ++i) {
    if (names[i] == name) return static_cast<int>(i);
  }
  return 0;
}

// "18:00:00"
int second_of(std::string_view time) {
  if (time.size() < 8) return 0;
  const auto digits = [&](size_t at) { return (time[at] - '0') * 10 + (time[at + 1] - '0'); };
  return digits(0) * 3600 + digits(3) * 60 + digits(6);
}

work::DutyRule rule_of(const base::JsonObject& values) {
  static constexpr std::array<std::string_view, 6> every = {"day",   "working_day", "week",
                                                            "month", "quarter",     "year"};
  static constexpr std::array<std::string_view, 7> weekdays = {
      "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
  static constexpr std::array<std::string_view, 3> counts = {"day", "working_day",
                                                             "last_working_day"};
  static constexpr std::array<std::string_view, 3> shifts = {"keep", "before", "after"};
  work::DutyRule rule;
  rule.every = static_cast<work::DutyRule::Every>(place_of(every, text(values, "how_often")));
  rule.weekday = place_of(weekdays, text(values, "weekday")) + 1;
  rule.month = number_or(values, "month", 1);
  rule.count = static_cast<work::DutyRule::Count>(place_of(counts, text(values, "counted_by")));
  rule.nth = number_or(values, "nth", 1);
  rule.shift = static_cast<work::DutyRule::Shift>(place_of(shifts, text(values, "shift")));
  rule.second = second_of(text(values, "due_time"));
  const auto* lead = values.if_contains("lead");
  if (lead != nullptr && !lead->is_null()) rule.lead = number_or(values, "lead", 0);
  return rule;
}

}  // namespace

Duty duty_of(const records::Record& record) {
  Duty duty{record.ref,
            text(record.values, "name"),
            text(record.values, "position"),
            text(record.values, "person"),
            rule_of(record.values),
            record.created_at,
            persons(record.values, "receivers"),
            persons(record.values, "receiver_positions"),
            {},
            record.values};
  const auto* hours = record.values.if_contains("escalate_hours");
  if (hours != nullptr && !hours->is_null())
    duty.escalate_hours = number_or(record.values, "escalate_hours", 0);
  return duty;
}

DutyItem item_of(const records::Record& record) {
  const auto& values = record.values;
  DutyItem item{record.ref,
                record.state,
                records::parse_id(text(values, "duty")).value_or(0),
                text(values, "name"),
                text(values, "person"),
                text(values, "period"),
                base::parse_time(text(values, "due_at")).value_or(base::Time{}),
                persons(values, "superiors"),
                records::parse_id(text(values, "sheet")).value_or(0),
                text(values, "place")};
  return item;
}

namespace {

// The two largest units: "2 天 3 小时". Less than a minute counts as one.
base::Text span_between(base::Time from, base::Time to) {
  const int64_t minutes = std::max<int64_t>(1, (to - from).micros / 60'000'000);
  const std::array<int64_t, 3> parts = {minutes / 1440, minutes / 60 % 24, minutes % 60};
  static constexpr std::array<std::string_view, 3> zh = {" 天", " 小时", " 分钟"};
  static constexpr std::array<std::string_view, 3> en = {" d", " h", " min"};
  const auto first = std::ranges::find_if(parts, [](int64_t part) { return part > 0; });
  base::Text words;
  for (auto i = static_cast<size_t>(first - parts.begin()), last = i + 1;
       i <= last && i < parts.size(); ++i) {
    if (parts[i] == 0) continue;
    const std::string gap = words.zh.empty() ? "" : " ";
    words.zh += gap + std::to_string(parts[i]) + std::string(zh[i]);
    words.en += gap + std::to_string(parts[i]) + std::string(en[i]);
  }
  return words;
}

// To the minute; to the second where the deadline is not a whole minute.
std::string deadline_words(base::Time at, std::string_view zone) {
  const std::string seconds = base::print_in_zone(at, zone).substr(16, 3);
  return minute_of(at, zone) + (seconds == ":00" ? "" : seconds);
}

}  // namespace

base::Text lateness_of(const DutyItem& item, std::string_view transition, base::Time at,
                       std::string_view zone) {
  if (at < item.due_at) return {};
  const std::string due = deadline_words(item.due_at, zone);
  if (transition == "fall_due")
    return {"应于 " + due + " 前提交，逾期未交", "Was due by " + due + " and is not handed in"};
  if (at == item.due_at) return {};
  if (transition == "send_back")
    return {"截止时间 " + due + " 已过，记为迟交",
            "Its time was over at " + due + ": it counts as late"};
  if (transition != "hand_in") return {};
  const auto late = span_between(item.due_at, at);
  return {"应于 " + due + " 前提交，迟交 " + late.zh, "Was due by " + due + ", late by " + late.en};
}

std::string assigner_of(const records::Record& duty) {
  const std::string assigner = text(duty.values, "assigned_by");
  return assigner.empty() ? duty.created_by : assigner;
}

std::vector<std::string> receivers_in(const records::Record& record) {
  return persons(record.values, "receivers");
}

std::vector<std::string> places_in(const records::Record& sheet) {
  return persons(sheet.values, "places");
}

std::string id_text(const records::Ref& ref) { return std::to_string(ref.id); }

records::FieldFilter equal_to(std::string_view field, std::string_view value) {
  return {std::string(field), "=", base::Json(value)};
}

std::vector<records::Record> all_records(Act& act, std::string_view type,
                                         const std::vector<records::FieldFilter>& where) {
  records::Query query;
  query.where = where;
  query.sort = {"id"};
  query.size = 500;
  query.with_computed = false;
  std::vector<records::Record> found;
  for (;; ++query.page) {
    const auto page =
        records::list(act.db(), act.types(), act.granted_environment({}), type, query);
    base::ensure(page.ok(), "records of duties can be listed");
    found.insert(found.end(), page->items.begin(), page->items.end());
    if (static_cast<int64_t>(found.size()) >= page->total || page->items.empty()) return found;
  }
}

}  // namespace app
