#include "work/notices.h"

#include <algorithm>

#include "work/store/rows.h"

namespace work {
namespace {

Notice notice_of_row(const storage::Row& row) {
  return {row.integer(0), row.text(1),      {row.text(2), row.text(3)}, {row.text(4), row.text(5)},
          row.text(6),    {row.integer(7)}, time_or_nothing(row, 8)};
}

std::string_view condition(NoticeChoice choice) {
  return choice == NoticeChoice::Unread ? " AND read_at IS NULL" : "";
}

}  // namespace

void notify_again(Context& context, const std::vector<std::string>& persons,
                  const NewNotice& notice) {
  for (const std::string& person : persons) {
    context.tx.db.execute("DELETE FROM work_notice WHERE person = ? AND cause = ?",
                          {person, notice.cause});
  }
  notify(context, persons, notice);
}

void notify(Context& context, const std::vector<std::string>& persons, const NewNotice& fresh) {
  std::vector<std::string> told;
  for (const std::string& person : persons) {
    if (person.empty() || std::ranges::find(told, person) != told.end()) continue;
    const int64_t key = context.tx.keys.next();
    const std::string cause = fresh.cause.empty() ? "notice:" + std::to_string(key) : fresh.cause;
    const int64_t added = context.tx.db.execute(
        "INSERT INTO work_notice (id, person, kind, title_zh, title_en, text_zh, text_en, link, "
        "cause, at, read_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (person, cause) DO NOTHING",
        {key, person, fresh.kind, fresh.title.zh, fresh.title.en, fresh.text.zh, fresh.text.en,
         fresh.link, cause, context.tx.now.micros});
    if (added > 0) told.push_back(person);
  }
  if (!told.empty() && context.hooks.signal) context.hooks.signal({"notice", "", told});
}

std::vector<Notice> notices(storage::Connection& db, std::string_view person, NoticeChoice choice,
                            int64_t limit, int64_t offset) {
  std::vector<Notice> found;
  for (const storage::Row& row :
       db.query("SELECT id, kind, title_zh, title_en, text_zh, text_en, link, at, read_at FROM "
                "work_notice"
                " WHERE person = ?" +
                    std::string(condition(choice)) + " ORDER BY id DESC LIMIT ? OFFSET ?",
                {std::string(person), limit, offset})) {
    found.push_back(notice_of_row(row));
  }
  return found;
}

int64_t count_notices(storage::Connection& db, std::string_view person, NoticeChoice choice) {
  return db
      .first("SELECT count(*) FROM work_notice WHERE person = ?" + std::string(condition(choice)),
             {std::string(person)})
      ->integer(0);
}

void read_notices(Context& context, const std::vector<int64_t>& keys) {
  const std::string& person = context.tx.actor.person;
  if (keys.empty()) {
    context.tx.db.execute("UPDATE work_notice SET read_at = ? WHERE person = ? AND read_at IS NULL",
                          {context.tx.now.micros, person});
  }
  for (const int64_t key : keys) {
    context.tx.db.execute(
        "UPDATE work_notice SET read_at = ? WHERE id = ? AND person = ? AND read_at IS NULL",
        {context.tx.now.micros, key, person});
  }
  if (context.hooks.signal) context.hooks.signal({"counts", "", {person}});
}

}  // namespace work
