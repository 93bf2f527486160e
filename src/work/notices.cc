#include "work/notices.h"

#include <algorithm>

#include "work/delivery.h"
#include "work/notice_words.h"
#include "work/steps/closing.h"
#include "work/steps/dispatch.h"
#include "work/store/rows.h"

namespace work {
namespace {

constexpr std::string_view unread = " AND read_at IS NULL AND closed_at IS NULL";

Notice notice_of_row(const storage::Row& row) {
  return {row.integer(0),
          row.text(1),
          {row.text(2), row.text(3)},
          {row.text(4), row.text(5)},
          row.text(6),
          {row.integer(7)},
          row.integer(8),
          time_or_nothing(row, 9),
          time_or_nothing(row, 10),
          row.text(11)};
}

std::string condition(NoticeChoice choice) {
  return choice == NoticeChoice::Unread ? std::string(unread) : std::string();
}

// What one person tells another: he may see who has read it.
std::string sender_of(const Context& context, std::string_view kind) {
  const bool is_personal =
      kind == "urge" || kind == "copy" || kind == "circulation" || kind == "mention";
  const std::string& person = context.tx.actor.person;
  return is_personal && person != "system" ? person : std::string();
}

// What the person was told of the cause before goes; gives how often that was.
int64_t take_back(Context& context, const std::string& person, const std::string& cause) {
  const auto before = context.tx.db.first(
      "SELECT id, times FROM work_notice WHERE person = ? AND cause = ?", {person, cause});
  if (!before) return 0;
  withdraw_mails(context.tx, {before->integer(0)});
  context.tx.db.execute("DELETE FROM work_notice WHERE id = ?", {before->integer(0)});
  return before->integer(1);
}

// Nothing when the person was told of this cause before.
std::optional<Told> insert(Context& context, const std::string& person, const NewNotice& fresh,
                           const NoticeWords& words, int64_t times) {
  const int64_t key = context.tx.keys.next();
  const std::string cause = fresh.cause.empty() ? "notice:" + std::to_string(key) : fresh.cause;
  const int64_t added = context.tx.db.execute(
      "INSERT INTO work_notice (id, person, kind, title_zh, title_en, text_zh, text_en, link, "
      "cause, at, times, read_at, sender)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?) ON CONFLICT (person, cause) DO NOTHING",
      {key, person, fresh.kind, words.title.zh, words.title.en, words.text.zh, words.text.en,
       fresh.link, cause, context.tx.now.micros, times, sender_of(context, fresh.kind)});
  return added > 0 ? std::optional(Told{key, person, times}) : std::nullopt;
}

// `tell` gives what it told a person in the words it is given; nothing: he was not told.
template <typename Tell>
void tell_each(Context& context, const std::vector<std::string>& persons, const NewNotice& fresh,
               Tell tell) {
  base::ensure(std::ranges::count(notice_kinds(), fresh.kind) > 0, "a notice of a known kind");
  const NoticeWords words = worded(context, fresh);
  std::vector<Told> told;
  std::vector<std::string> names;
  for (const std::string& person : persons) {
    if (person.empty() || std::ranges::find(names, person) != names.end()) continue;
    const auto one = tell(person, words);
    if (!one) continue;
    told.push_back(*one);
    names.push_back(person);
  }
  if (told.empty()) return;
  dispatch(context, fresh, words, told);
  if (context.hooks.signal) context.hooks.signal({"notice", "", names});
}

// Those of which `which` is true; who acted knows of it. Gives them.
std::vector<int64_t> close(storage::Tx& tx, std::string_view which,
                           std::initializer_list<storage::Cell> parameters) {
  std::vector<storage::Cell> all{tx.now.micros, tx.actor.person, tx.actor.person, tx.now.micros};
  all.insert(all.end(), parameters);
  std::vector<int64_t> closed;
  for (const storage::Row& row : tx.db.query(
           "UPDATE work_notice SET closed_at = ?, closed_by = ?, read_at = CASE WHEN read_at IS "
           "NULL AND person = ? THEN ? ELSE read_at END WHERE closed_at IS NULL AND " +
               std::string(which) + " RETURNING id",
           all)) {
    closed.push_back(row.integer(0));
  }
  return closed;
}

std::vector<SentNotice::Receiver> receivers_of(storage::Connection& db, const std::string& sender,
                                               const std::string& cause) {
  std::vector<SentNotice::Receiver> found;
  for (const storage::Row& row : db.query(
           "SELECT person, read_at FROM work_notice WHERE sender = ? AND cause = ? ORDER BY id",
           {sender, cause})) {
    found.push_back({row.text(0), time_or_nothing(row, 1)});
  }
  return found;
}

}  // namespace

std::string link_of_task(int64_t task) { return "/tasks/" + std::to_string(task); }
std::string link_of_instance(int64_t instance) { return "/instances/" + std::to_string(instance); }

void notify(Context& context, const std::vector<std::string>& persons, const NewNotice& fresh) {
  tell_each(context, persons, fresh, [&](const std::string& person, const NoticeWords& words) {
    return insert(context, person, fresh, words, 1);
  });
}

void notify_again(Context& context, const std::vector<std::string>& persons,
                  const NewNotice& fresh) {
  tell_each(context, persons, fresh, [&](const std::string& person, const NoticeWords& words) {
    const int64_t times = take_back(context, person, fresh.cause) + 1;
    return insert(context, person, fresh, words, times);
  });
}

std::vector<Notice> notices(storage::Connection& db, std::string_view person, NoticeChoice choice,
                            int64_t limit, int64_t offset) {
  std::vector<Notice> found;
  for (const storage::Row& row :
       db.query("SELECT id, kind, title_zh, title_en, text_zh, text_en, link, at, times, "
                "read_at, closed_at, closed_by FROM work_notice WHERE person = ?" +
                    condition(choice) + " ORDER BY id DESC LIMIT ? OFFSET ?",
                {std::string(person), limit, offset})) {
    found.push_back(notice_of_row(row));
  }
  return found;
}

int64_t count_notices(storage::Connection& db, std::string_view person, NoticeChoice choice) {
  return db
      .first("SELECT count(*) FROM work_notice WHERE person = ?" + condition(choice),
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

bool has_unread_about(storage::Connection& db, std::string_view person, std::string_view link) {
  return db
      .first("SELECT 1 FROM work_notice WHERE link = ? AND person = ?" + std::string(unread),
             {std::string(link), std::string(person)})
      .has_value();
}

void read_about(Context& context, std::string_view link) {
  const std::string& person = context.tx.actor.person;
  context.tx.db.execute(
      "UPDATE work_notice SET read_at = ? WHERE link = ? AND person = ?" + std::string(unread),
      {context.tx.now.micros, std::string(link), person});
  if (context.hooks.signal) context.hooks.signal({"counts", "", {person}});
}

void close_notices_of_others(storage::Tx& tx, std::string_view link,
                             const std::vector<std::string>& still_asked) {
  for (const storage::Row& row : tx.db.query(
           "SELECT id, person FROM work_notice WHERE link = ? AND closed_at IS NULL AND kind IN "
           "('task', 'urge', 'remind', 'overdue')",
           {std::string(link)})) {
    if (std::ranges::count(still_asked, row.text(1)) > 0) continue;
    withdraw_mails(tx, close(tx, "id = ?", {row.integer(0)}));
  }
}

void close_own_notices(storage::Tx& tx, std::string_view link) {
  withdraw_mails(tx, close(tx, "link = ? AND person = ?", {std::string(link), tx.actor.person}));
}

void close_notices(storage::Tx& tx, std::string_view link) {
  dispatch_over(tx, link,
                close(tx, "link = ? AND kind NOT IN ('copy', 'circulation', 'mention')",
                      {std::string(link)}));
}

std::vector<SentNotice> sent_notices(storage::Connection& db, std::string_view person,
                                     int64_t limit, int64_t offset) {
  const std::string sender(person);
  std::vector<SentNotice> found;
  for (const storage::Row& row :
       db.query("SELECT n.kind, n.title_zh, n.title_en, n.link, n.at, n.cause FROM work_notice n "
                "JOIN (SELECT max(id) AS last FROM work_notice WHERE sender = ? GROUP BY cause) g "
                "ON g.last = n.id ORDER BY n.id DESC LIMIT ? OFFSET ?",
                {sender, limit, offset})) {
    found.push_back({row.text(0),
                     {row.text(1), row.text(2)},
                     row.text(3),
                     {row.integer(4)},
                     receivers_of(db, sender, row.text(5))});
  }
  return found;
}

int64_t count_sent_notices(storage::Connection& db, std::string_view person) {
  return db
      .first("SELECT count(DISTINCT cause) FROM work_notice WHERE sender = ?",
             {std::string(person)})
      ->integer(0);
}

}  // namespace work
