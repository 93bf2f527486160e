// Messages and signals: to those who wait, to those who start, and kept for those who come later.
#include <algorithm>

#include "runtime/closing.h"
#include "runtime/session/session.h"

namespace runtime {

namespace {

// Starts what nobody has started himself.
constexpr const char* rule = "system";

std::string type_of_event(std::string_view message_name) {
  return std::string(message_name.substr(0, message_name.find('.')));
}

// Whether a process starts on this message, and for which record.
bool fits(const engine::Process& process, const Message& message) {
  if (!message.subject) return true;
  if (!process.record_type.empty()) return process.record_type == message.subject.type;
  return message.subject.type ==
         type_of_event(message.name);  // not once more for the parent's copy
}

// Of what a message with a key starts one instance a process runs at a time, as with Camunda; what
// happened to a record starts one each time.
bool is_one_at_a_time(const Message& message) {
  return !message.correlation_key.empty() && !message.subject;
}

}  // namespace

bool Session::has_started(const std::string& process_id, const std::string& correlation_key) {
  return connection_
      ->first("SELECT 1 FROM message_start WHERE process_id = ? AND correlation_key = ?",
              {process_id, correlation_key})
      .has_value();
}

bool Session::take_receipt(int64_t message_key, const std::string& process_id) {
  const auto row =
      connection_->first("SELECT 1 FROM message_receipt WHERE message = ? AND process_id = ?",
                         {message_key, process_id});
  if (row) return false;
  connection_->execute("INSERT INTO message_receipt (message, process_id) VALUES (?, ?)",
                       {message_key, process_id});
  return true;
}

void Session::return_receipt(int64_t message_key, const std::string& process_id) {
  connection_->execute("DELETE FROM message_receipt WHERE message = ? AND process_id = ?",
                       {message_key, process_id});
}

Session::Correlation Session::correlation_of(int64_t message_key, const engine::Instance& instance,
                                             const engine::SubscriptionRow& row) const {
  return {message_key,
          row.key,
          instance.row.key,
          row.owner,
          instance.process->nodes[static_cast<size_t>(row.node)].id,
          row.name,
          row.correlation_key};
}

void Session::keep(const Correlation& correlation) {
  const storage::Cell element =
      correlation.element == 0 ? storage::Cell() : storage::Cell(correlation.element);
  connection_->execute(
      "INSERT INTO correlated_message (message, subscription, instance, element, element_id, name, "
      "correlation_key, correlated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
      {correlation.message, correlation.subscription, correlation.instance, element,
       correlation.element_id, correlation.name, correlation.correlation_key, op_->tx.now.micros});
}

void Session::keep_beginning(int64_t message_key, const Begin& begin, int64_t instance,
                             const std::string& correlation_key) {
  keep({message_key, instance, instance, 0,
        begin.process->nodes[static_cast<size_t>(begin.start_node)].id, begin.trigger_name,
        correlation_key});
}

// A message without a record goes to one instance a process, as Camunda's do, and starts none
// besides; what happened to a record concerns everybody who waits for it.
std::vector<std::string> Session::correlate(const Message& message, int64_t message_key,
                                            Published& published) {
  std::vector<std::string> served;
  std::vector<std::string> begun;
  const bool is_kept = message.time_to_live.micros > 0 && !message.subject;
  const auto is_served = [&](const engine::ProcessRef& process) {
    return !message.subject && std::find(served.begin(), served.end(), process->id) != served.end();
  };
  for (const Subscriber& each : instances_.subscriptions(engine::SubscriptionKind::Message,
                                                         message.name, message.correlation_key)) {
    // Thousands may wait for one key of which one is served: no other is loaded.
    const engine::ProcessRef process = definitions_.process(each.definition);
    if (!process || is_served(process)) continue;
    const engine::Instance* instance = instances_.find(each.instance);
    if (!instance || instance->row.is_suspended) continue;
    const engine::SubscriptionRow* found = instance->subscription(each.key);
    if (!found) continue;
    const auto& starts = process->triggered_starts;
    const bool is_beginning = std::find(starts.begin(), starts.end(), found->node) != starts.end();
    const Correlation correlation = correlation_of(message_key, *instance, *found);
    // Before the step: what it opens for the same name and key does not take the message again.
    if (is_kept && !take_receipt(message_key, process->id)) continue;
    if (!reach(each.instance, engine::Trigger{each.key, message.variables}).ok()) {
      if (is_kept) return_receipt(message_key, process->id);
      continue;
    }
    keep(correlation);
    served.push_back(process->id);
    if (is_beginning) begun.push_back(process->id);
    published.correlated.push_back(each.instance);
  }
  return message.subject ? begun : served;
}

base::Result<void> Session::start_on(const Message& message, int64_t message_key,
                                     const std::vector<std::string>& served, Published& published) {
  for (const StartEvent& start : definitions_.starts("message", message.name)) {
    if (std::find(served.begin(), served.end(), start.process_id) != served.end()) continue;
    Begin begin;
    begin.process = definitions_.process(start.definition);
    if (!begin.process || !fits(*begin.process, message)) continue;
    if (is_one_at_a_time(message) && has_started(start.process_id, message.correlation_key))
      continue;
    if (is_skipped(op_->tx, {start.process_id, "message", message.name, message.subject})) continue;
    if (message.time_to_live.micros > 0 && !take_receipt(message_key, start.process_id)) continue;
    begin.variables = message.variables;
    begin.starter = message.starter.empty() ? rule : message.starter;
    begin.start_node = begin.process->find(start.element_id);
    begin.trigger = bpmn::Trigger::Message;
    begin.trigger_name = message.name;
    if (is_one_at_a_time(message)) begin.correlation_key = message.correlation_key;
    if (!begin.process->record_type.empty() && begin.process->record_type == message.subject.type)
      begin.record = message.subject;
    // Whoever acts on a record is told that its process cannot begin.
    auto key = message.subject ? begin_instance(begin, origin_) : begin_beside(begin, origin_);
    if (!key.ok()) return std::move(key).error();
    keep_beginning(message_key, begin, *key, message.correlation_key);
    published.started.push_back(*key);
  }
  return {};
}

base::Result<Published> Session::publish_message(const Message& message) {
  if (auto own = check_names(message.variables); !own) return own.error();
  const bool is_buffered = message.time_to_live.micros > 0;
  const base::Time now = op_->tx.now;
  if (!message.message_id.empty()) {
    const auto same = connection_->first(
        "SELECT 1 FROM message WHERE name = ? AND correlation_key = ? AND message_id = ? AND "
        "expires_at > ?",
        {message.name, message.correlation_key, message.message_id, now.micros});
    if (same) return base::refusal("engine.message_exists").because(message.message_id);
  }
  Published published;
  published.key = op_->tx.keys.next();
  if (is_buffered) {
    connection_->execute(
        "DELETE FROM message_receipt WHERE message IN (SELECT key FROM message WHERE expires_at <= "
        "?)",
        {now.micros});
    connection_->execute("DELETE FROM message WHERE expires_at <= ?", {now.micros});
    connection_->execute(
        "INSERT INTO message (key, name, correlation_key, message_id, variables, record_type, "
        "record_id, expires_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        {published.key, message.name, message.correlation_key, message.message_id,
         value_text(message.variables), message.subject.type, message.subject.id,
         (now + message.time_to_live).micros});
  }
  const std::vector<std::string> served = correlate(message, published.key, published);
  if (auto done = start_on(message, published.key, served, published); !done.ok())
    return std::move(done).error();
  return published;
}

// The oldest kept message that the latest version begins with, whatever its name.
base::Result<void> Session::start_next(int64_t ended) {
  const auto row = connection_->first(
      "SELECT process_id, correlation_key FROM message_start WHERE instance = ?", {ended});
  if (!row) return {};
  connection_->execute("DELETE FROM message_start WHERE instance = ?", {ended});
  Begin begin;
  begin.process = definitions_.latest_process(row->text(0));
  if (!begin.process) return {};
  int64_t oldest = 0;
  for (int index : begin.process->triggered_starts) {
    const auto& events = begin.process->nodes[static_cast<size_t>(index)].events;
    for (const engine::CompiledEvent& event : events) {
      if (event.trigger != bpmn::Trigger::Message) continue;
      const auto kept = connection_->first(
          "SELECT key, variables FROM message m WHERE name = ? AND correlation_key = ? AND "
          "expires_at > ? AND record_id = 0 AND NOT EXISTS (SELECT 1 FROM message_receipt r WHERE "
          "r.message = m.key AND r.process_id = ?) ORDER BY key LIMIT 1",
          {event.name, row->text(1), op_->tx.now.micros, row->text(0)});
      if (!kept || (oldest != 0 && kept->integer(0) > oldest)) continue;
      oldest = kept->integer(0);
      begin.variables = value_of_text(kept->text(1));
      begin.start_node = index;
      begin.trigger_name = event.name;
    }
  }
  if (oldest == 0 || is_skipped(op_->tx, {row->text(0), "message", begin.trigger_name, {}}))
    return {};
  (void)take_receipt(oldest, row->text(0));
  begin.starter = rule;
  begin.trigger = bpmn::Trigger::Message;
  begin.correlation_key = row->text(1);
  // Whoever has ended does not hang on whether the next one can begin.
  has_reached_many_ = true;
  auto key = is_apart_ ? begin_beside(begin, Origin::Chain) : apply_begin(begin, Origin::Chain);
  if (!key.ok()) return std::move(key).error();
  keep_beginning(oldest, begin, *key, begin.correlation_key);
  return {};
}

void Session::offer_buffered(int64_t instance, int64_t subscription, const std::string& name,
                             const std::string& correlation_key) {
  const auto rows = connection_->query(
      "SELECT key, variables FROM message WHERE name = ? AND correlation_key = ? AND expires_at > "
      "? ORDER BY key",
      {name, correlation_key, op_->tx.now.micros});
  for (const storage::Row& row : rows) {
    const engine::Instance* found = instances_.find(instance);
    if (!found || found->row.is_suspended) return;
    const engine::SubscriptionRow* waiting = found->subscription(subscription);
    if (!waiting) return;
    const std::string process_id = found->process->id;
    if (!take_receipt(row.integer(0), process_id)) continue;
    const Correlation correlation = correlation_of(row.integer(0), *found, *waiting);
    if (reach(instance, engine::Trigger{subscription, value_of_text(row.text(1))}).ok())
      keep(correlation);
    else
      return_receipt(row.integer(0), process_id);  // for whoever waits for it next
    // An event that does not interrupt goes on listening: to the next one kept.
  }
}

namespace {

class Nested {
 public:
  explicit Nested(int& count) : count_(count) { ++count_; }
  ~Nested() { --count_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  int& count_;
};

}  // namespace

// A signal that a signal has led to counts by all whom it reaches: each time these may be more.
base::Result<void> Session::broadcast_signal(std::string_view name, const feel::Value& variables) {
  if (auto own = check_names(variables); !own) return own;
  const Nested nested(signals_under_way_);
  const auto subscribers = instances_.subscriptions(engine::SubscriptionKind::Signal, name, "");
  if (signals_under_way_ > 1) carried_in_all_ += static_cast<int>(subscribers.size());
  std::vector<std::string> begun;  // processes whose instance was waiting in its beginning
  for (const Subscriber& each : subscribers) {
    const engine::Instance* instance = instances_.find(each.instance);
    if (!instance || instance->row.is_suspended) continue;
    const engine::SubscriptionRow* found = instance->subscription(each.key);
    if (!found) continue;
    const auto& starts = instance->process->triggered_starts;
    const bool is_beginning = std::find(starts.begin(), starts.end(), found->node) != starts.end();
    const std::string process_id = instance->process->id;
    const bool was_triggered = reach(each.instance, engine::Trigger{each.key, variables}).ok();
    if (was_triggered && is_beginning) begun.push_back(process_id);
  }
  for (const StartEvent& start : definitions_.starts("signal", name)) {
    if (std::find(begun.begin(), begun.end(), start.process_id) != begun.end()) continue;
    if (is_skipped(op_->tx, {start.process_id, "signal", std::string(name), {}})) continue;
    Begin begin;
    begin.process = definitions_.process(start.definition);
    begin.variables = variables;
    begin.starter = rule;
    begin.start_node = begin.process->find(start.element_id);
    begin.trigger = bpmn::Trigger::Signal;
    begin.trigger_name = name;
    if (auto key = begin_beside(begin, Origin::Chain); !key.ok()) return std::move(key).error();
  }
  return {};
}

base::Result<std::vector<int64_t>> Session::evaluate_conditions(std::string_view process_id,
                                                                const feel::Value& variables) {
  if (auto own = check_names(variables); !own) return own.error();
  std::vector<int64_t> started;
  feel::Evaluation evaluation = fresh_evaluation();
  for (const StartEvent& start : definitions_.starts("conditional")) {
    if (!process_id.empty() && start.process_id != process_id) continue;
    Begin begin;
    begin.process = definitions_.process(start.definition);
    begin.start_node = begin.process->find(start.element_id);
    begin.trigger = bpmn::Trigger::Conditional;
    begin.variables = variables;
    begin.starter = rule;
    const auto& events = begin.process->nodes[static_cast<size_t>(begin.start_node)].events;
    const bool holds = std::any_of(events.begin(), events.end(), [&](const auto& event) {
      return event.condition.expression &&
             event.condition.expression->evaluate(feel::ContextNames(variables), evaluation)
                 .is_true();
    });
    if (!holds || is_skipped(op_->tx, {start.process_id, "conditional", "", {}})) continue;
    auto key = begin_beside(begin, origin_);
    if (!key.ok()) return std::move(key).error();
    started.push_back(*key);
  }
  return started;
}

}  // namespace runtime
