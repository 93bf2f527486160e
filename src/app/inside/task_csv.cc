#include "app/inside/task_csv.h"

#include <algorithm>
#include <set>

#include "base/csv.h"
#include "base/text.h"
#include "work/status.h"
#include "work/timeline.h"

namespace app {

namespace {

std::string said(const base::Text& text, Tongue tongue) {
  return tongue == Tongue::English && !text.en.empty() ? text.en : text.zh;
}

base::Text name_of_time(work::Box box) {
  if (box == work::Box::Started) return {"发起时间", "Started"};
  if (box == work::Box::Drafts) return {"保存时间", "Saved"};
  return {"到达时间", "Arrived"};
}

std::string time_text(Look& look, std::optional<base::Time> time) {
  return time ? minute_of(*time, look.environment().zone) : std::string();
}

base::Text outcome_of(Look& look, const work::BoxRow& row) {
  if (row.outcome.empty()) return {};
  const auto title = look.definitions().title_of(row.process, row.element, row.outcome);
  return title.zh.empty() ? work::title_of_outcome(row.outcome) : title;
}

base::Text process_of(Look& look, const work::BoxRow& row) {
  const auto title = look.definitions().title_of(row.process, "", "");
  return title.zh.empty() ? row.process_title : title;
}

std::string person_name(Look& look, const std::string& id) {
  if (id.empty()) return {};
  return base::text_or_empty(look.person(id), "name");
}

// Beside his own outcome stands his own state: who disagreed with what was agreed to has his own
// record.
work::Status status_of(Look& look, const work::BoxRow& row, work::Box box) {
  static const std::set<std::string_view> votes = {"agreed", "disagreed"};
  const bool may_be_voted = row.status.code == "open" || row.status.code == "overdue";
  if (box != work::Box::Done || (!may_be_voted && !votes.contains(row.status.code)))
    return row.status;
  const auto task = work::find_task(look.db(), row.task);
  if (!task) return row.status;
  const auto own = std::ranges::find(task->seats, look.caller().person, &work::Seat::person);
  if (own == task->seats.end()) return row.status;
  const work::Status voted = work::status_of(*task, *own);
  return votes.contains(voted.code) ? voted : row.status;
}

}  // namespace

std::string task_csv_head(work::Box box, Tongue tongue) {
  const base::Text names[] = {
      {"任务", "Task"},    {"事项", "Matter"},  {"编号", "Number"},
      {"摘要", "Summary"}, {"流程", "Process"}, {"发起人", "Starter"},
      name_of_time(box),   {"期限", "Due"},     {"结束时间", "Ended"},
      {"结论", "Outcome"}, {"状态", "State"},   {"企业微信状态码", "WeCom code"}};
  std::vector<std::string> cells;
  for (const base::Text& name : names) cells.push_back(said(name, tongue));
  return base::csv_line(cells);
}

std::string task_csv_row(Look& look, const work::BoxRow& row, work::Box box, Tongue tongue) {
  const work::Status status = status_of(look, row, box);
  return base::csv_line(
      {said(row.title, tongue), row.subject, row.number, base::join(row.summary, "\n"),
       said(process_of(look, row), tongue), person_name(look, row.starter),
       time_text(look, row.created_at), time_text(look, row.due_at), time_text(look, row.ended_at),
       said(outcome_of(look, row), tongue), said(status.title, tongue),
       work::wecom_code(status.code,
                        box == work::Box::Started ? work::CodeOf::Matter : work::CodeOf::Task)});
}

}  // namespace app
