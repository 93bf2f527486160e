#include "work/letters.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "org/organisation.h"
#include "work/notices.h"
#include "work/steps/closing.h"
#include "work/steps/common.h"

namespace work {
namespace {

constexpr std::array<std::string_view, 3> kind_names = {"notice", "circular", "change"};
constexpr int64_t reminders_max = 10;
constexpr std::string_view columns =
    "SELECT l.id, l.kind, l.year, l.sequence, l.title, l.text, l.sender, l.at, l.due_at, "
    "l.followed_by FROM work_letter l";
constexpr std::string_view received =
    " WHERE EXISTS (SELECT 1 FROM work_letter_receipt r WHERE r.letter = l.id AND r.person = ?)";
constexpr std::string_view sent = " WHERE (l.sender = ? OR l.followed_by = ?)";

std::string condition(LetterBox box) {
  return std::string(box == LetterBox::Sent ? sent : received);
}

std::vector<storage::Cell> people_asked(LetterBox box, std::string_view person) {
  const std::string id(person);
  return box == LetterBox::Sent ? std::vector<storage::Cell>{id, id}
                                : std::vector<storage::Cell>{id};
}

std::string number_of(LetterKind kind, int64_t year, int64_t sequence) {
  return title_of(kind).zh + "〔" + std::to_string(year) + "〕" + std::to_string(sequence) + "号";
}

std::string link_of_letter(int64_t key) { return "/letters/" + std::to_string(key); }

// One writer, and a refused operation leaves nothing behind: the next one has no gap before it.
int64_t next_sequence(storage::Tx& tx, LetterKind kind, int64_t year) {
  return tx.db
      .first("SELECT COALESCE(max(sequence), 0) + 1 FROM work_letter WHERE kind = ? AND year = ?",
             {std::string(name_of(kind)), year})
      ->integer(0);
}

std::vector<Receipt> receipts_of(storage::Connection& db, int64_t letter) {
  std::vector<Receipt> found;
  for (const storage::Row& row :
       db.query("SELECT person, read_at, acknowledged_at, words, left_at, taken_over_by FROM "
                "work_letter_receipt WHERE letter = ? ORDER BY place",
                {letter})) {
    found.push_back({row.text(0), time_or_nothing(row, 1), time_or_nothing(row, 2), row.text(3),
                     time_or_nothing(row, 4), row.text(5)});
  }
  return found;
}

std::vector<std::string> files_of(storage::Connection& db, int64_t letter) {
  std::vector<std::string> found;
  for (const storage::Row& row :
       db.query("SELECT file FROM work_letter_file WHERE letter = ? ORDER BY place", {letter}))
    found.push_back(row.text(0));
  return found;
}

Letter letter_of_row(storage::Connection& db, const storage::Row& row) {
  const auto kind = letter_kind(row.text(1));
  base::ensure(kind.has_value(), "a stored letter is of a known kind");
  return {row.integer(0),
          *kind,
          number_of(*kind, row.integer(2), row.integer(3)),
          row.text(4),
          row.text(5),
          row.text(6),
          row.text(9),
          {row.integer(7)},
          time_or_nothing(row, 8),
          files_of(db, row.integer(0)),
          receipts_of(db, row.integer(0))};
}

void note(Context& context, std::string_view act, int64_t key, base::JsonObject changes) {
  storage::append_event(context.tx, {"letter." + std::string(act), "letter", std::to_string(key),
                                     "", "", "", std::move(changes)});
}

void insert(Context& context, int64_t key, const NewLetter& fresh, int64_t year, int64_t sequence) {
  context.tx.db.execute(
      "INSERT INTO work_letter (id, kind, year, sequence, title, text, sender, at, due_at, "
      "reminded)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
      {key, std::string(name_of(fresh.kind)), year, sequence, fresh.title, fresh.text,
       context.tx.actor.person, context.tx.now.micros, cell_of(fresh.due_at)});
  int64_t place = 0;
  for (const std::string& person : fresh.to) {
    context.tx.db.execute(
        "INSERT INTO work_letter_receipt (letter, place, person, words) VALUES (?, ?, ?, '') ON "
        "CONFLICT (letter, person) DO NOTHING",
        {key, ++place, person});
  }
  place = 0;
  for (const std::string& file : fresh.files) {
    context.tx.db.execute("INSERT INTO work_letter_file (letter, place, file) VALUES (?, ?, ?)",
                          {key, ++place, file});
  }
}

base::Text headline_of(const Letter& letter) {
  const std::string text = letter.number + " " + letter.title;
  return {text, text};
}

NewNotice notice_of(const Letter& letter, const base::Text& event) {
  return {"letter",
          {event, headline_of(letter)},
          {letter.text, letter.text},
          link_of_letter(letter.key),
          "letter:" + std::to_string(letter.key)};
}

void schedule(Context& context, int64_t key, base::Time at) {
  context.hooks.schedule(at, letter_schedule, base::JsonObject{{"letter", std::to_string(key)}});
}

void tell_sender(Context& context, const Letter& letter, const std::vector<std::string>& open) {
  std::vector<std::string> zh, en;
  for (const std::string& person : open) {
    const auto name = org::name_of(context.tx.db, person);
    zh.push_back(name.zh);
    en.push_back(name.en.empty() ? name.zh : name.en);
  }
  const auto follower = org::person(context.tx.db, letter.follower());
  if (!follower || !follower->is_active) return;
  notify_again(context, {letter.follower()},
               {"letter",
                {{"尚未签收", "Not acknowledged"}, headline_of(letter)},
                {base::join(zh, "、"), base::join(en, ", ")},
                link_of_letter(letter.key),
                "letter:" + std::to_string(letter.key) + ":open"});
}

}  // namespace

std::string_view name_of(LetterKind kind) { return kind_names[static_cast<size_t>(kind)]; }

std::optional<LetterKind> letter_kind(std::string_view name) {
  const auto found = std::ranges::find(kind_names, name);
  if (found == kind_names.end()) return {};
  return static_cast<LetterKind>(found - kind_names.begin());
}

base::Text title_of(LetterKind kind) {
  switch (kind) {
    case LetterKind::Notice: return {"通知", "Notice"};
    case LetterKind::Circular: return {"通报", "Circular"};
    case LetterKind::Change: return {"变更通知", "Change notice"};
  }
  return {};
}

const Receipt* Letter::receipt_of(std::string_view person) const {
  const auto found = std::ranges::find(receipts, person, &Receipt::person);
  return found == receipts.end() ? nullptr : &*found;
}

base::Result<int64_t> send_letter(Context& context, const NewLetter& wanted) {
  NewLetter fresh = wanted;
  for (std::string* words : {&fresh.title, &fresh.text}) {
    auto checked = checked_text(*words);
    if (!checked) return checked.error();
    *words = std::move(*checked);
  }
  if (auto known = check_persons(context.tx.db, fresh.to); !known) return known.error();
  if (fresh.due_at && *fresh.due_at <= context.tx.now)
    return base::refusal("work.due_in_past").at("due_at");
  const int64_t key = context.tx.keys.next();
  const int64_t year = base::civil(base::local_in(context.tx.now, context.calendar.zone).date).year;
  insert(context, key, fresh, year, next_sequence(context.tx, fresh.kind, year));
  const Letter stored = *letter(context.tx.db, key);
  note(context, "sent", key,
       {{"number", stored.number},
        {"to", base::JsonArray(fresh.to.begin(), fresh.to.end())},
        {"files", base::JsonArray(fresh.files.begin(), fresh.files.end())}});
  notify(context, fresh.to, notice_of(stored, {}));
  if (fresh.due_at) schedule(context, key, *fresh.due_at);
  return key;
}

std::optional<Letter> letter(storage::Connection& db, int64_t key) {
  const auto row = db.first(std::string(columns) + " WHERE l.id = ?", {key});
  if (!row) return {};
  return letter_of_row(db, *row);
}

std::vector<Letter> letters(storage::Connection& db, std::string_view person, LetterBox box,
                            int64_t limit, int64_t offset) {
  std::vector<Letter> found;
  auto parameters = people_asked(box, person);
  parameters.emplace_back(limit);
  parameters.emplace_back(offset);
  for (const storage::Row& row :
       db.query(std::string(columns) + condition(box) + " ORDER BY l.id DESC LIMIT ? OFFSET ?",
                parameters)) {
    found.push_back(letter_of_row(db, row));
  }
  return found;
}

int64_t count_letters(storage::Connection& db, std::string_view person, LetterBox box) {
  return db.first("SELECT count(*) FROM work_letter l" + condition(box), people_asked(box, person))
      ->integer(0);
}

base::Result<void> read_letter(Context& context, int64_t key) {
  const std::string& person = context.tx.actor.person;
  const auto found = letter(context.tx.db, key);
  if (!found || found->receipt_of(person) == nullptr) return base::refusal("work.no_letter");
  context.tx.db.execute(
      "UPDATE work_letter_receipt SET read_at = ? WHERE letter = ? AND person = ? AND read_at IS "
      "NULL",
      {context.tx.now.micros, key, person});
  read_about(context, link_of_letter(key));
  return {};
}

base::Result<void> acknowledge_letter(Context& context, int64_t key, std::string_view words) {
  if (auto read = read_letter(context, key); !read) return read;
  const std::string said(base::trim(words));
  const int64_t changed = context.tx.db.execute(
      "UPDATE work_letter_receipt SET acknowledged_at = ?, words = ? WHERE letter = ? AND person = "
      "? AND acknowledged_at IS NULL",
      {context.tx.now.micros, said, key, context.tx.actor.person});
  if (changed == 0) return {};
  note(context, "acknowledged", key, {{"words", said}});
  close_own_notices(context.tx, link_of_letter(key));
  return {};
}

namespace {

std::vector<Letter> letters_where(storage::Connection& db, std::string_view condition,
                                  const std::vector<storage::Cell>& parameters) {
  std::vector<Letter> found;
  for (const storage::Row& row :
       db.query(std::string(columns).append(condition) + " ORDER BY l.id DESC", parameters))
    found.push_back(letter_of_row(db, row));
  return found;
}

}  // namespace

std::vector<Letter> letters_to_acknowledge(storage::Connection& db, std::string_view person) {
  return letters_where(
      db,
      " WHERE l.id IN (SELECT letter FROM work_letter_receipt WHERE person = ? AND acknowledged_at "
      "IS NULL AND left_at IS NULL)",
      {std::string(person)});
}

std::vector<Letter> letters_to_follow(storage::Connection& db, std::string_view person) {
  auto found =
      letters_where(db, " WHERE (l.sender = ? AND l.followed_by = '') OR l.followed_by = ?",
                    {std::string(person), std::string(person)});
  std::erase_if(found, [&](const Letter& letter) {
    return std::ranges::none_of(letter.receipts, [&](const Receipt& receipt) {
      return receipt.is_open() && receipt.person != person;
    });
  });
  return found;
}

void leave_letter(Context& context, int64_t key, const std::string& leaver, const std::string& to) {
  const auto found = letter(context.tx.db, key);
  const Receipt* receipt = found ? found->receipt_of(leaver) : nullptr;
  if (receipt == nullptr || !receipt->is_open()) return;
  context.tx.db.execute(
      "UPDATE work_letter_receipt SET left_at = ?, taken_over_by = ? WHERE letter = ? AND person = "
      "?",
      {context.tx.now.micros, to, key, leaver});
  note(context, "left", key, {{"person", leaver}, {"to", to}});
  if (to.empty() || found->receipt_of(to) != nullptr) return;
  context.tx.db.execute(
      "INSERT INTO work_letter_receipt (letter, place, person, words) SELECT ?, max(place) + 1, ?, "
      "'' FROM work_letter_receipt WHERE letter = ?",
      {key, to, key});
  notify(context, {to}, notice_of(*found, {"离职交接给您", "Handed over to you"}));
}

void hand_letter(Context& context, int64_t key, const std::string& to) {
  context.tx.db.execute("UPDATE work_letter SET followed_by = ? WHERE id = ?", {to, key});
  note(context, "handed_over", key, {{"to", to}});
}

void remind_of_letter(Context& context, const base::Json& payload) {
  const auto found = letter(context.tx.db, std::stoll(base::text_or_empty(payload, "letter")));
  if (!found) return;
  std::vector<std::string> open;
  for (const Receipt& receipt : found->receipts) {
    const auto person = org::person(context.tx.db, receipt.person);
    if (receipt.is_open() && person && person->is_active) open.push_back(receipt.person);
  }
  if (open.empty()) return;
  notify_again(context, open, notice_of(*found, {"请签收", "Please acknowledge"}));
  tell_sender(context, *found, open);
  context.tx.db.execute("UPDATE work_letter SET reminded = reminded + 1 WHERE id = ?",
                        {found->key});
  const auto reminded =
      context.tx.db.first("SELECT reminded FROM work_letter WHERE id = ?", {found->key});
  if (reminded->integer(0) >= reminders_max) return;
  base::Duration next;
  next.working_days = 1;
  schedule(context, found->key, base::add(context.calendar, context.tx.now, next));
}

}  // namespace work
