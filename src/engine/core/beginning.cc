// How an instance begins and ends: listeners of the process are jobs that hang on the instance
// itself, before its first element and after its last.
#include "engine/core/dissent.h"
#include "engine/core/work.h"

namespace engine {

namespace {

// Not a FEEL name: how the instance shall begin, as long as it has not.
constexpr std::string_view kBeginning = "jw:beginning";
// Nor is this: the correlation key of the message that started it.
constexpr std::string_view kCorrelationKey = "jw:correlation_key";

feel::Value remembered(const Process& process, const Start& command) {
  feel::Values starts;
  for (int start : command.starts)
    starts.push_back(feel::Value(process.nodes[static_cast<size_t>(start)].id));
  feel::Fields fields;
  fields.set("starts", feel::Value::list(std::move(starts)));
  fields.set("elements",
             feel::Value::list(feel::Values(command.elements.begin(), command.elements.end())));
  if (command.start_node >= 0) {
    fields.set("node", feel::Value(process.nodes[static_cast<size_t>(command.start_node)].id));
    fields.set("trigger", feel::Value(static_cast<int>(command.trigger)));
    fields.set("trigger_name", feel::Value(command.trigger_name));
    fields.set("variables", command.variables);
  }
  return fields.build();
}

Start recalled(const Process& process, int64_t key, const feel::Value& stored) {
  Start command;
  command.key = key;
  if (const feel::Value* starts = stored.find("starts")) {
    for (const feel::Value& id : starts->items())
      command.starts.push_back(process.find(id.text_or_empty()));
  }
  if (const feel::Value* elements = stored.find("elements")) {
    for (const feel::Value& id : elements->items()) command.elements.push_back(id.text_or_empty());
  }
  const feel::Value* node = stored.find("node");
  if (!node) return command;
  command.start_node = process.find(node->text_or_empty());
  command.trigger =
      static_cast<bpmn::Trigger>(stored.find("trigger")->number().to_int64().value_or(0));
  command.trigger_name = stored.find("trigger_name")->text_or_empty();
  command.variables = *stored.find("variables");
  return command;
}

}  // namespace

void Work::start(const Start& command) {
  if (!command.correlation_key.empty())
    set_local(instance.row.key, kCorrelationKey, feel::Value(command.correlation_key));
  if (command.start_node < 0) merge_outwards(instance.row.key, command.variables);
  if (process.start_listeners.empty() && command.held.empty()) {
    begin(command);
    return;
  }
  set_local(instance.row.key, kBeginning, remembered(process, command));
  if (!command.held.empty()) {
    incident(instance.row.key, std::string(kStartHeld), command.held);
    return;
  }
  (void)run_process_listeners(JobKind::Starting, 0);
}

// The only thing that begins it, and which gives what its trigger brought when it is left.
bool Work::begins_behind_one(const Start& command) const {
  if (command.start_node < 0) return false;
  const int gateway = process.instantiating_gateway(command.start_node);
  const bool is_one_of_several = node(command.start_node).is_parallel_multiple ||
                                 (gateway >= 0 && node(gateway).is_parallel_gateway);
  return !is_one_of_several;
}

// Remembers how to begin when what it waits for cannot be opened.
void Work::begin(const Start& command) {
  const int64_t root = instance.row.key;
  bool is_open = true;
  if (begins_behind_one(command)) {
    leave_to_start(root);
  } else if (command.start_node >= 0) {
    merge_outwards(root, command.variables);
    is_open = open_event_processes(root);
  } else if (!command.elements.empty()) {
    is_open = open_event_processes(root);
  } else {
    is_open = open_event_processes_behind(root, starts_of(command));
  }
  if (!is_open) {
    set_local(root, kBeginning, remembered(process, command));
    return;
  }
  remove_local(root, kBeginning);
  if (command.start_node >= 0) {
    begin_triggered(command);
    return;
  }
  if (!command.elements.empty()) {
    Move elements;
    for (const std::string& id : command.elements) elements.activate.push_back({id});
    base::ensure(move(*this, elements).ok(), "the elements to begin at were checked");
    return;
  }
  for (int start : starts_of(command)) spawn(root, start);
}

const std::vector<int>& Work::starts_of(const Start& command) const {
  return command.starts.empty() ? process.starts : command.starts;
}

int Work::process_listeners_done() const {
  const feel::Value* stored = local(instance.row.key, kProcessListeners);
  return stored ? static_cast<int>(stored->number().to_int64().value_or(0)) : 0;
}

// True when none is left; otherwise a job was offered or an incident raised.
bool Work::run_process_listeners(JobKind event, int done) {
  const auto& listeners =
      event == JobKind::Starting ? process.start_listeners : process.end_listeners;
  if (done >= static_cast<int>(listeners.size())) return true;
  const CompiledListener& next = listeners[static_cast<size_t>(done)];
  offer_job(instance.row.key, event, next.type, next.retries);
  return false;
}

void Work::complete_process_listener(const feel::Value& variables) {
  const int64_t root = instance.row.key;
  end_job(root, JobState::Completed);
  set_locals(root, variables);
  set_local(root, kProcessListeners, feel::Value(process_listeners_done() + 1));
  go_on_with_instance();
}

void Work::go_on_with_instance() {
  const int64_t root = instance.row.key;
  const feel::Value* stored = local(root, kBeginning);
  if (stored) {
    const Start command = recalled(process, root, *stored);
    if (run_process_listeners(JobKind::Starting, process_listeners_done())) begin(command);
  } else if (is_empty(root)) {
    complete_instance();
  }
}

void Work::resolve_of_instance(IncidentRow& row) {
  row.is_resolved = true;
  row.resolved_at = around.now;
  row.is_dirty = true;
  const int64_t root = instance.row.key;
  if (row.kind == "EXTRACT_VALUE_ERROR" && listen_again(root)) return;
  if (JobRow* job = instance.job_of(root)) {
    reopen(*job);
  } else {
    go_on_with_instance();
  }
}

void Work::end_instance(InstanceState state, const std::string& reason) {
  const int64_t root = instance.row.key;
  instance.row.state = state;
  instance.row.ended_at = around.now;
  instance.row.is_dirty = true;
  InstanceEnded ended{position(0), state, reason, locals(root)};
  if (const feel::Value* key = local(root, kCorrelationKey)) ended.correlation_key = key->text();
  effects.push_back(std::move(ended));
}

// With its last token; a listener at the end may still have to be done.
void Work::complete_instance() {
  const int64_t root = instance.row.key;
  const int starts = static_cast<int>(process.start_listeners.size());
  if (instance.job_of(root) || local(root, kBeginning)) return;
  close_waits(root);
  if (!run_process_listeners(JobKind::Ending, process_listeners_done() - starts)) return;
  forget_compensations(root);
  resolve_incidents(root);  // of what could not wait, which nobody waits for any more
  end_instance(InstanceState::Completed, dissenting_element(*this));
  if (instance.row.parent_instance == 0) return;
  effects.push_back(ChildEnded{instance.row.parent_instance, instance.row.parent_element, root,
                               result_for_caller(*this)});
}

}  // namespace engine
