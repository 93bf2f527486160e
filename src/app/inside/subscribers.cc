#include "app/inside/subscribers.h"

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "base/text.h"
#include "storage/connection.h"

namespace app {

namespace {

constexpr std::array<std::string_view, 3> scope_names = {"all", "chosen", "named"};
constexpr std::array<std::string_view, 3> state_names = {"on", "off", "stopped"};

constexpr int64_t failures_max = 12;
constexpr base::Span first_pause = base::seconds(10);
constexpr base::Span longest_pause = base::hours(1);

constexpr std::string_view columns =
    "SELECT id, title, address, secret, scope, acts, processes, state, position, failures, "
    "next_try, reason, last_delivered, delivered_at FROM subscriber ";

Subscriber read(const storage::Row& row) {
  Subscriber out;
  out.id = row.text(0);
  out.title = row.text(1);
  out.address = row.text(2);
  out.secret = row.text(3);
  const auto scope = subscriber_scope(row.text(4));
  base::ensure(scope.has_value(), "a stored scope is one of ours");
  out.scope = *scope;
  out.acts = base::split(row.text(5), ',');
  out.processes = base::split(row.text(6), ',');
  const auto state = std::ranges::find(state_names, row.text(7));
  base::ensure(state != state_names.end(), "a stored state is one of ours");
  out.state = static_cast<SubscriberState>(state - state_names.begin());
  out.position = row.integer(8);
  out.failures = row.integer(9);
  out.next_try = {row.integer(10)};
  out.reason = row.text(11);
  out.last_delivered = row.integer(12);
  if (const int64_t at = row.integer(13); at != 0) out.delivered_at = base::Time{at};
  return out;
}

base::Span pause_after(int64_t failures) {
  int64_t micros = first_pause.micros;
  for (int64_t i = 1; i < failures && micros < longest_pause.micros; ++i) micros *= 2;
  return {std::min(micros, longest_pause.micros)};
}

}  // namespace

std::string_view name_of(SubscriberScope scope) { return scope_names[static_cast<size_t>(scope)]; }
std::string_view name_of(SubscriberState state) { return state_names[static_cast<size_t>(state)]; }

std::optional<SubscriberScope> subscriber_scope(std::string_view name) {
  const auto found = std::ranges::find(scope_names, name);
  if (found == scope_names.end()) return {};
  return static_cast<SubscriberScope>(found - scope_names.begin());
}

std::vector<Subscriber> subscribers(storage::Connection& db) {
  std::vector<Subscriber> found;
  db.each(std::string(columns) + "ORDER BY id", {}, [&](const storage::Row& row) {
    found.push_back(read(row));
    return true;
  });
  return found;
}

std::optional<Subscriber> subscriber(storage::Connection& db, std::string_view id) {
  const auto row = db.first(std::string(columns) + "WHERE id = ?", {std::string(id)});
  if (!row) return {};
  return read(*row);
}

void add_subscriber(storage::Tx& tx, const Subscriber& fresh) {
  tx.db.execute(
      "INSERT INTO subscriber (id, title, address, secret, scope, acts, processes, state, "
      "position, failures, next_try, reason, last_delivered, delivered_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, '', 0, 0)",
      {fresh.id, fresh.title, fresh.address, fresh.secret, std::string(name_of(fresh.scope)),
       base::join(fresh.acts, ","), base::join(fresh.processes, ","),
       std::string(name_of(fresh.state)), fresh.position});
}

void change_subscriber(storage::Tx& tx, const Subscriber& changed) {
  tx.db.execute(
      "UPDATE subscriber SET title = ?, address = ?, secret = ?, scope = ?, acts = ?, "
      "processes = ?, state = ?, failures = 0, next_try = 0 WHERE id = ?",
      {changed.title, changed.address, changed.secret, std::string(name_of(changed.scope)),
       base::join(changed.acts, ","), base::join(changed.processes, ","),
       std::string(name_of(changed.state)), changed.id});
}

void remove_subscriber(storage::Tx& tx, std::string_view id) {
  tx.db.execute("DELETE FROM subscriber WHERE id = ?", {std::string(id)});
}

void mark_taken(storage::Tx& tx, std::string_view id, int64_t from, int64_t position) {
  tx.db.execute(
      "UPDATE subscriber SET position = ?, last_delivered = ?, delivered_at = ?, failures = 0, "
      "next_try = 0, reason = '' WHERE id = ? AND position = ?",
      {position, position, tx.now.micros, std::string(id), from});
}

void pass_over(storage::Tx& tx, std::string_view id, int64_t from, int64_t position) {
  tx.db.execute("UPDATE subscriber SET position = ? WHERE id = ? AND position = ?",
                {position, std::string(id), from});
}

bool mark_refused(storage::Tx& tx, std::string_view id, int64_t from, std::string_view reason) {
  const auto stored = subscriber(tx.db, id);
  if (!stored || stored->position != from || stored->state != SubscriberState::On) return false;
  const int64_t failures = stored->failures + 1;
  const bool is_stopped = failures >= failures_max;
  const auto state = is_stopped ? SubscriberState::Stopped : SubscriberState::On;
  tx.db.execute(
      "UPDATE subscriber SET state = ?, failures = ?, next_try = ?, reason = ? WHERE id = ?",
      {std::string(name_of(state)), failures, (tx.now + pause_after(failures)).micros,
       std::string(reason), std::string(id)});
  return is_stopped;
}

void set_position(storage::Tx& tx, std::string_view id, int64_t position) {
  tx.db.execute(
      "UPDATE subscriber SET position = ?, state = 'on', failures = 0, next_try = 0, reason = '' "
      "WHERE id = ?",
      {position, std::string(id)});
}

}  // namespace app
