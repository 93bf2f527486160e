// The state of one running process instance as rows. The runtime stores exactly these: what is
// dirty was changed since it was last stored; what is not stored yet has no row in the tables.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/time.h"
#include "engine/ordered_rows.h"
#include "engine/process.h"
#include "feel/value.h"

namespace engine {

// The business record a process instance is bound to.
struct RecordRef {
  std::string type;
  int64_t id = 0;
  explicit operator bool() const { return id != 0; }
  friend bool operator==(const RecordRef&, const RecordRef&) = default;
};

enum class InstanceState : uint8_t { Active, Completed, Canceled };
enum class ElementState : uint8_t { Active, Completed, Terminated };
std::string_view name_of(InstanceState state);
std::string_view name_of(ElementState state);

// Which part of its life an element is in; an incident is resolved by doing that part again.
enum class Phase : uint8_t {
  Entering,  // input mappings, subscriptions, the behaviour's beginning
  Waiting,
  Leaving,    // output mappings
  Departing,  // end listeners, choice of flows
  Canceling,  // terminated, but for the listeners of user tasks
};

enum class Role : uint8_t {
  Plain,
  Body,     // the whole of a multi-instance or looping activity
  Child,    // one of its instances
  Undoing,  // a completed sub-process that is opened again to compensate what it holds
  Inner,    // what one activation in an ad-hoc sub-process has begun
};

struct InstanceRow {
  int64_t key = 0;
  InstanceState state = InstanceState::Active;
  bool is_suspended = false;
  RecordRef record;
  std::string starter;          // person id
  int64_t parent_instance = 0;  // of a called process
  int64_t parent_element = 0;
  int64_t root = 0;  // the outermost caller, or itself
  base::Time started_at;
  base::Time ended_at;
  std::string end_reason;
  int children = 0;          // elements that are active directly in it; not stored, as of elements
  bool is_migrated = false;  // since it was stored: what is active has other element ids
  bool ends_early = false;   // when an element has ended that kEndsAfter names
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const InstanceRow&, const InstanceRow&) = default;
};

struct ElementRow {
  int64_t key = 0;
  int64_t scope = 0;  // element instance around it, or the instance's key
  int node = -1;
  ElementState state = ElementState::Active;
  Phase phase = Phase::Entering;
  Role role = Role::Plain;
  int loop = 0;       // of a child: its number, from 1; of a body: how many children were started
  int completed = 0;  // of a body: children completed
  int listeners = 0;  // how many of its execution listeners are done
  int children = 0;
  int64_t called_instance = 0;
  base::Time started_at;
  base::Time ended_at;
  std::string actor;  // who completed it, when a person did
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const ElementRow&, const ElementRow&) = default;
};
// An activation has the node of its ad-hoc sub-process, and names of its own.
inline constexpr std::string_view kInnerInstance = "#innerInstance";
std::string element_id(const Node& node, Role role);
std::string_view element_kind(const Node& node, Role role);

struct VariableRow {
  int64_t scope = 0;
  std::string name;
  feel::Value value;
  bool is_dirty = true;
  bool is_stored = false;
  // A long list that is filled item by item is stored in parts of kPartItems, so that an item costs
  // the same however many there are.
  bool is_in_parts = false;
  bool has_stored_parts = false;
  std::vector<size_t> dirty_parts = {};
  friend bool operator==(const VariableRow&, const VariableRow&) = default;
};
inline constexpr size_t kPartItems = 64;

// Tokens waiting at a joining gateway, by incoming flow.
struct ArrivalRow {
  int64_t scope = 0;
  int flow = -1;
  int count = 0;
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const ArrivalRow&, const ArrivalRow&) = default;
};

struct FlowRow {
  int flow = -1;
  int count = 0;  // how often it was taken
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const FlowRow&, const FlowRow&) = default;
};

// One that the present definition does not have: an earlier one did, and a later one may.
struct LeftFlow {
  std::string id;
  int count = 0;
};

enum class JobState : uint8_t { Open, Activated, Failed, Completed, Canceled, ErrorThrown };
std::string_view name_of(JobState state);

// What a job is for.
enum class JobKind : uint8_t {
  Work,
  Starting,  // listeners before an element or process, and
  Ending,    // after it
  Creating,  // this and the next ones: listeners of a user task
  Completing,
  AdHoc,
  Assigning,
  Updating,
  Canceling,
};
std::string_view name_of(JobKind kind);
bool is_execution_listener(JobKind kind);

// Work for somebody outside, for which an element instance waits, or the instance itself; at most
// one at a time.
struct JobRow {
  int64_t key = 0;
  int64_t element = 0;
  JobKind kind = JobKind::Work;
  std::string type;
  int retries = 3;
  int priority = 0;  // higher ones are given out first
  JobState state = JobState::Open;
  std::string worker;
  base::Time deadline;  // of the activation, or of the back-off
  std::string error;
  std::string error_code;  // of the error that was thrown last
  std::string denied;      // why a listener did not accept what it looked at
  base::Time created_at;
  base::Time changed_at;
  base::Time ended_at;
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const JobRow&, const JobRow&) = default;
};

// Those of an instance that have not ended, in the order of their keys.
class Jobs : private OrderedRows<JobRow, &JobRow::key> {
  using Rows = OrderedRows<JobRow, &JobRow::key>;

 public:
  using Rows::back, Rows::begin, Rows::bytes, Rows::change_all, Rows::each_touched, Rows::empty,
      Rows::end, Rows::find, Rows::rbegin, Rows::rend, Rows::settle, Rows::size;
  JobRow& add(JobRow row);
  JobRow take(int64_t key);  // one that is there
  void clear() { *this = {}; }
  template <class IsMeant, class Take>
  void take_if(const IsMeant& is_meant, const Take& take) {
    Rows::take_if(is_meant, [&](JobRow row) {
      by_element_.erase(row.element);
      take(std::move(row));
    });
  }
  // The one that an element waits for; nullptr: none.
  JobRow* of(int64_t element);
  friend bool operator==(const Jobs& one, const Jobs& other) {
    return static_cast<const Rows&>(one) == static_cast<const Rows&>(other);
  }

 private:
  std::unordered_map<int64_t, int64_t> by_element_;  // kept once it was asked of many
};

struct TimerRow {
  int64_t key = 0;
  int64_t owner = 0;  // element instance or instance that holds it
  int node = -1;      // the event that fires
  base::Time due;
  int repetitions = 0;   // left after this one; -1: without end
  std::string interval;  // of a cycle: its ISO duration, its beginning before that, or cron
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const TimerRow&, const TimerRow&) = default;
};

// Those of an instance, in the order of their keys.
class Timers : private OrderedRows<TimerRow, &TimerRow::key> {
  using Rows = OrderedRows<TimerRow, &TimerRow::key>;

 public:
  using Rows::begin, Rows::bytes, Rows::change_all, Rows::each_touched, Rows::empty, Rows::end,
      Rows::find, Rows::settle, Rows::size;
  TimerRow& add(TimerRow row);
  void erase(int64_t key);
  // Gives each that is meant to `take` and has it no more.
  template <class IsMeant, class Take>
  void take_if(const IsMeant& is_meant, const Take& take) {
    by_owner_.clear();
    Rows::take_if(is_meant, take);
  }
  // The keys of those that an element or the instance holds.
  std::vector<int64_t> of(int64_t owner) const;
  friend bool operator==(const Timers& one, const Timers& other) {
    return static_cast<const Rows&>(one) == static_cast<const Rows&>(other);
  }

 private:
  mutable std::unordered_multimap<int64_t, int64_t> by_owner_;  // kept once it was asked of many
};

enum class SubscriptionKind : uint8_t { Message, Signal, Condition, Compensation };
std::string_view name_of(SubscriptionKind kind);

// What an event waits for. A condition has its text as name and "true" as correlation key while it
// holds, with a "?" behind it while a suspended instance has yet to look at it. A compensation is a
// completed activity that can be undone: `owner` is the scope it ended in, `node` its compensation
// boundary event or, of a sub-process, itself, `name` the activity's id and the correlation key the
// key it had; later ones have greater keys.
struct SubscriptionRow {
  int64_t key = 0;
  int64_t owner = 0;
  int node = -1;
  SubscriptionKind kind = SubscriptionKind::Message;
  std::string name;
  std::string correlation_key;
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const SubscriptionRow&, const SubscriptionRow&) = default;
};

struct IncidentRow {
  int64_t key = 0;
  int64_t element = 0;
  std::string kind;  // "IO_MAPPING_ERROR" …
  std::string message;
  base::Time created_at;
  base::Time resolved_at;
  int64_t job = 0;  // that it is about, if any
  bool is_resolved = false;
  bool is_dirty = true;
  bool is_stored = false;
  friend bool operator==(const IncidentRow&, const IncidentRow&) = default;
};

// Rows that are no longer there.
struct Removed {
  enum class Table : uint8_t { Timer, Subscription, Arrival, Variable };
  Table table;
  int64_t key = 0;   // of arrivals and variables: the scope
  int flow = -1;     // of arrivals
  std::string name;  // of variables
  friend bool operator==(const Removed&, const Removed&) = default;
};

// The kind of the incident of a scope whose joins wait for what cannot come.
inline constexpr std::string_view kUnreachableJoin = "UNREACHABLE_JOIN";
// Of a timer whose step failed by a fault of its own: it is held until the incident is resolved.
inline constexpr std::string_view kTimerHeld = "TIMER_HELD";
// Likewise of a message or signal, which is kept for the instance until then.
inline constexpr std::string_view kEventHeld = "EVENT_HELD";
// Likewise of a multi-instance activity whose further instances could not begin.
inline constexpr std::string_view kChildrenHeld = "CHILDREN_HELD";
// Of an instance that a message or signal starts and whose step failed by a fault of its own: it
// begins when the incident is resolved.
inline constexpr std::string_view kStartHeld = "START_HELD";
inline bool is_held(std::string_view incident_kind) {
  return incident_kind == kTimerHeld || incident_kind == kEventHeld ||
         incident_kind == kChildrenHeld;
}
// Of what others look for by its name: a variable, message, signal, job type, correlation key. Two
// of them fit into one row of an index of PostgreSQL.
inline constexpr size_t kNameBytesMax = 1000;

// The variable of an instance that names elements after which it is terminated. Not a FEEL name.
inline constexpr std::string_view kEndsAfter = "jw:ends_after";

// One process instance: what is alive, and the rows changed since they were last stored. Elements
// that ended stay until they are stored, then leave the memory.
struct Instance {
  ProcessRef process;
  InstanceRow row;
  OrderedRows<ElementRow, &ElementRow::key> elements;  // the order of keys is that of beginning
  OrderedRows<VariableRow, &VariableRow::scope> variables;
  std::vector<ArrivalRow> arrivals;
  std::vector<FlowRow> flows;
  std::vector<LeftFlow> left_flows;  // their rows are stored, or wait in `before`
  Jobs jobs;
  std::vector<JobRow> ended_jobs;  // until they are stored
  Timers timers;
  std::vector<SubscriptionRow> subscriptions;
  std::vector<IncidentRow> incidents;
  std::vector<Removed> removed;
  std::vector<Instance> before;  // what was over when it was migrated, until it is stored

  const ElementRow* element(int64_t key) const;  // nullptr when it is not in memory
  ElementRow* element(int64_t key);
  const ElementRow* active(int64_t key) const;  // nullptr when it is not running
  ElementRow* active(int64_t key);
  const JobRow* job(int64_t key) const;
  JobRow* job(int64_t key);
  JobRow* job_of(int64_t element);
  const TimerRow* timer(int64_t key) const;
  TimerRow* timer(int64_t key);
  const SubscriptionRow* subscription(int64_t key) const;
  SubscriptionRow* subscription(int64_t key);
  IncidentRow* incident(int64_t key);
  // Active elements directly in a scope.
  std::vector<int64_t> children(int64_t scope) const;
  // The innermost instance of a multi-instance activity that an element is in or is; else the key
  // of the process instance.
  int64_t part_of(int64_t key) const;
  int count_children(int64_t scope) const;
  void add_children(int64_t scope, int more);
  void count_all_children();
  // The scope around a scope; 0 around the instance itself.
  int64_t scope_around(int64_t scope) const;
  // Those of one scope.
  std::span<const VariableRow> variables_of(int64_t scope) const { return variables.of(scope); }
  std::span<VariableRow> variables_of(int64_t scope) { return variables.of(scope); }
  // One of a scope itself; null when it has none of that name.
  const VariableRow* local(int64_t scope, std::string_view name) const;
  VariableRow* local(int64_t scope, std::string_view name);
  // One that its scope does not have yet.
  void add_variable(VariableRow added) { variables.add(std::move(added)); }
  // Null when no scope from `scope` outwards has it.
  const feel::Value* variable(int64_t scope, std::string_view name) const;
  // All variables visible from `scope`, inner ones hiding outer ones.
  feel::Value visible(int64_t scope) const;
};

// Scope chain of an instance as FEEL names.
class ScopeNames final : public feel::Names {
 public:
  ScopeNames(const Instance& instance, int64_t scope) : instance_(instance), scope_(scope) {}
  std::optional<feel::Value> find(std::string_view name) const override;
  const feel::Value* look(std::string_view name, feel::Guess&, feel::Value&) const override {
    return instance_.variable(scope_, name);
  }

 private:
  const Instance& instance_;
  int64_t scope_;
};

}  // namespace engine
