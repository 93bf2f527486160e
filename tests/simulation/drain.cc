// Brings what still runs to its end.
#include <algorithm>

#include "open.h"
#include "world.h"

namespace simulation {

namespace {

using base::Result;
using runtime::Op;

constexpr int kResolvedMax = 10;
constexpr size_t kFedMax = 100;  // messages in a round, where each may lead to many more waits

}  // namespace

// One round of doing what is waited for, the plainest first: what begins something beside its scope
// again and again is not done for its own sake.
void World::push_on(const Open& open) {
  ++pushes_;
  // Who works without end, fed by himself, keeps nobody else from what he waits for.
  const bool is_turn_of_all = pushes_ % 8 == 0;
  if (do_work(open) && !is_turn_of_all) return;
  const Awaited awaited = look_at_waits();
  for (const std::string& name : awaited.messages)
    (void)run([&](Op& op) -> Result<void> {
      (void)op.engine.publish_message({name, "k1", {}, {}, "", {}});
      return {};
    });
  for (const std::string& name : awaited.signals)
    (void)run([&](Op& op) { return op.engine.broadcast_signal(name, {}); });
  // One that an incident keeps from listening is sent the same for ever: time goes on all the same.
  const bool was_fed = !awaited.messages.empty() || !awaited.signals.empty();
  if (was_fed && !is_turn_of_all) return;
  if (awaited.has_conditions) {
    const feel::Value values = variables(static_cast<uint64_t>(pushes_));
    for (int64_t key : open.instances)
      (void)run([&](Op& op) { return op.engine.set_variables(key, values); });
  }
  (void)advance_to(clock_.now() + base::minutes(91));
}

// Incidents, jobs, tasks and ad-hoc sub-processes; false when nothing of it could be done.
bool World::do_work(const Open& open) {
  const uint64_t n = static_cast<uint64_t>(pushes_);
  bool is_done = false;
  for (int64_t key : open.instances)
    (void)run([&](Op& op) { return op.engine.resume_instance(key); });
  for (const auto& incident : open.incidents) {
    // What fails again and again is left to its incident.
    if (++resolved_[{incident.instance, incident.element_id}] > kResolvedMax) continue;
    for (const auto& job : open.jobs)
      (void)run([&](Op& op) { return op.engine.set_retries(job.key, 1); });
    if (incident.kind == "EXTRACT_VALUE_ERROR")
      (void)run([&](Op& op) { return op.engine.set_variables(incident.instance, variables(1)); });
    is_done |= run([&](Op& op) { return op.engine.resolve_incident(incident.key); }).ok();
  }
  for (size_t i = 0; i < open.jobs.size(); ++i)
    is_done |= answer_job(open.jobs[i].key, open.job_kinds[i], n + i).ok();
  for (int64_t task : open.tasks) is_done |= complete_task(task, n).ok();
  // It may wait on for what runs inside, so this alone is no progress.
  for (int64_t element : open.ad_hocs)
    (void)run([&](Op& op) {
      engine::AdHocResult result;
      result.is_fulfilled = true;
      return op.engine.direct_ad_hoc(element, result);
    });
  return is_done;
}

namespace {

// Begins something beside the scope that it belongs to and waits on.
bool is_beginning_beside(const engine::Process& process, int index) {
  const engine::Node& node = process.nodes[static_cast<size_t>(index)];
  return !node.is_interrupting &&
         (node.kind == bpmn::Kind::BoundaryEvent || node.kind == bpmn::Kind::StartEvent);
}

}  // namespace

World::Awaited World::look_at_waits() {
  Awaited awaited;
  (void)run([&](Op& op) -> Result<void> {
    op.tx.db.each("SELECT instance, element_id, kind, name FROM subscription ORDER BY key", {},
                  [&](const storage::Row& row) {
                    const auto process = op.engine.definition_of(row.integer(0));
                    if (is_beginning_beside(*process, process->find(row.text(1)))) return true;
                    const std::string kind = row.text(2);
                    if (kind == "message" && awaited.messages.size() < kFedMax)
                      awaited.messages.push_back(row.text(3));
                    if (kind == "signal") awaited.signals.insert(row.text(3));
                    if (kind == "condition") awaited.has_conditions = true;
                    return true;
                  });
    return {};
  });
  return awaited;
}

// The outermost instances in which something has an incident that was resolved more often.
std::set<int64_t> World::roots_of_incidents(const Open& open, int times) {
  std::set<int64_t> roots;
  auto db = database_->read();
  for (const auto& incident : open.incidents) {
    const auto tried = resolved_.find({incident.instance, incident.element_id});
    if (times > 0 && (tried == resolved_.end() || tried->second <= times)) continue;
    const auto row =
        db->first("SELECT root FROM process_instance WHERE key = ?", {incident.instance});
    if (row) roots.insert(row->integer(0));
  }
  return roots;
}

// Whether something beside the plain way has begun in it since the element `key`, so late that only
// the instance brings it about: it throws, or sets, what begins a part of it, again and again.
bool World::is_fed_by_itself(int64_t instance, int64_t key) {
  bool is_fed = false;
  (void)run([&](Op& op) -> Result<void> {
    const auto process = op.engine.definition_of(instance);
    op.tx.db.each("SELECT element_id FROM element_instance WHERE instance = ? AND key > ?",
                  {instance, key}, [&](const storage::Row& row) {
                    is_fed = is_beginning_beside(*process, process->find(row.text(0)));
                    return !is_fed;
                  });
    return {};
  });
  return is_fed;
}

std::optional<std::string> World::drain() {
  constexpr int kRounds = 1'000;
  // What begins here by message and signal is canceled. What a person has moved may have no way to
  // an end; then an incident says so.
  const Open at_first = look();
  const int64_t last = at_first.all.empty() ? 0 : at_first.all.back();
  int64_t last_at_half = 0;
  for (int round = 0; round < kRounds; ++round) {
    if (round == kRounds / 2) {
      last_at_half = database_->read()->first("SELECT max(key) FROM element_instance")->integer(0);
    }
    Open open = look();
    for (int64_t key : open.instances) {
      if (key > last)
        (void)run([&](Op& op) { return op.engine.cancel_instance(key, "beyond the end"); });
    }
    open = look();
    if (open.instances.empty()) {
      counts_.completed += static_cast<int>(at_first.instances.size());
      return {};
    }
    const std::set<int64_t> given_up = roots_of_incidents(open, kResolvedMax);
    if (std::includes(given_up.begin(), given_up.end(), open.instances.begin(),
                      open.instances.end()))
      break;
    push_on(open);
    if (auto fault = examine()) return "while bringing it to an end: " + *fault;
    if (is_overgrown()) {
      ++counts_.overgrown;
      return {};
    }
  }
  const Open left = look();
  const std::set<int64_t> with_incidents = roots_of_incidents(left, 0);
  std::string stuck;
  for (int64_t key : left.instances) {
    if (key > last) continue;
    if (with_incidents.contains(key)) {
      ++counts_.stopped_by_incident;
      continue;
    }
    if (last_at_half > 0 && is_fed_by_itself(key, last_at_half)) {
      ++counts_.fed_by_itself;
      continue;
    }
    stuck += "the instance " + std::to_string(key) + " comes to no end; active:";
    for (const auto& element : runtime::elements(*database_->read(), key))
      if (element.state == "active") stuck += " " + element.element_id;
    stuck += "; at " + std::to_string(clock_.now().micros) + " it waits for:";
    for (const char* query :
         {"SELECT type || ' ' || state FROM job WHERE instance = ?",
          "SELECT element_id || ' timer at ' || due FROM timer WHERE instance = ?",
          "SELECT element_id || ' ' || kind || ' ' || name FROM subscription WHERE instance = ?",
          "SELECT e.element_id || ' calls ' || c.key || ' ' || c.state FROM element_instance e "
          "JOIN "
          "process_instance c ON c.key = e.called_instance WHERE e.state = 'active' AND "
          "e.instance = ?",
          "SELECT c.key || ' ' || e.element_id || ' ' || e.state FROM process_instance c JOIN "
          "element_instance e ON e.instance = c.key WHERE c.state = 'active' AND "
          "c.parent_instance = ?"})
      for (const auto& row : database_->read()->query(query, {key}))
        stuck += " (" + row.text(0) + ")";
    stuck += "\n";
  }
  if (stuck.empty()) return {};
  return stuck;
}

}  // namespace simulation
