#include "work/callback.h"

#include <algorithm>

#include "base/text.h"
#include "work/reading/reader.h"

namespace work {
namespace {

constexpr int64_t seconds_max = 20;

std::vector<std::string> systems(Reader& reader, std::string_view name) {
  auto ids = base::split(reader.get(name), ',');
  if (!std::ranges::all_of(ids, base::is_snake_case))
    reader.bad(name, {"形如 erp, data_centre", "Like erp, data_centre"});
  return ids;
}

int64_t seconds_of(Reader& reader) {
  constexpr std::string_view name = "jw:callback.wait";
  const std::string text = reader.get(name);
  if (text.empty()) return CallbackRule{}.seconds;
  const auto read = base::parse_duration(text);
  const bool is_plain = read && read->months == 0 && read->days == 0 && read->working_days == 0 &&
                        read->working_time.micros == 0 && read->exact.micros % 1'000'000 == 0;
  const int64_t seconds = is_plain ? read->exact.micros / 1'000'000 : 0;
  if (seconds < 1 || seconds > seconds_max)
    reader.bad(name, {"1 到 20 秒，形如 PT5S", "1 to 20 seconds, like PT5S"});
  return seconds;
}

}  // namespace

base::Result<CallbackRule> read_callback(const engine::Properties& properties) {
  Reader reader(properties);
  CallbackRule rule;
  for (const std::string_view name : {"jw:callback.before", "jw:callback.ask"}) {
    const auto asked = systems(reader, name);
    if (asked.size() > 1) reader.bad(name, {"只能有一个系统", "One system only"});
    if (!asked.empty()) rule.asked = asked.front();
  }
  rule.begun = systems(reader, "jw:callback.begin");
  rule.after = systems(reader, "jw:callback.after");
  rule.seconds = seconds_of(reader);
  rule.is_passed_unanswered =
      reader.choice<bool>("jw:callback.unanswered", false, {{"refuse", false}, {"pass", true}});
  if (reader.has_problems()) return reader.problems();
  return rule;
}

base::Result<std::vector<std::string>> read_callback_at_end(const engine::Properties& properties) {
  Reader reader(properties);
  auto ids = systems(reader, "jw:callback.end");
  if (reader.has_problems()) return reader.problems();
  return ids;
}

void keep_callback_at_end(storage::Tx& tx, int64_t instance, const std::string& systems) {
  if (systems.empty()) return;
  tx.db.execute("UPDATE work_instance SET callback_at_end = ? WHERE id = ?", {systems, instance});
}

}  // namespace work
