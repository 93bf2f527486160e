#include "app/inside/answering.h"

#include <algorithm>
#include <set>

#include "app/inside/act.h"
#include "records/records.h"
#include "runtime/awaited.h"
#include "runtime/called.h"
#include "work/called.h"

namespace app {

namespace {

constexpr int deep_max = 5;            // matters that wait for others that wait for others
constexpr size_t looked_at_max = 200;  // of one question

struct Event {
  std::string type;
  std::string name;
};

// "demand.start_reporting"
Event event_of(const std::string& message) {
  const size_t point = message.find('.');
  if (point == std::string::npos) return {};
  return {message.substr(0, point), message.substr(point + 1)};
}

base::Text joined(const base::Text& type, const base::Text& what) {
  return {type.zh + "：" + what.zh,
          (type.en.empty() ? type.zh : type.en) + ": " + (what.en.empty() ? what.zh : what.en)};
}

base::Text words_of(const records::Catalogue& types, const Event& event) {
  const auto* type = types.type(event.type);
  if (type == nullptr) return {};
  if (event.name == "created") return joined(type->title, {"新建", "created"});
  if (event.name == "changed") return joined(type->title, {"更改", "changed"});
  const auto* transition = type->transition(event.name);
  return transition == nullptr ? base::Text() : joined(type->title, transition->title);
}

// The records with whose work the event comes about.
std::vector<records::Ref> records_behind(const records::Catalogue& types, storage::Connection& db,
                                         const records::Ref& bound, const Event& event) {
  const auto record = records::find(db, types, bound);
  if (!record) return {};
  auto out = records::children_of(db, types, bound);
  if (event.type == bound.type) {
    out.insert(out.begin(), bound);
    return out;
  }
  if (const auto parent = records::parent_ref(types, *record)) out.push_back(*parent);
  std::erase_if(out, [&](const records::Ref& each) { return each.type != event.type; });
  return out;
}

class Search {
 public:
  Search(const records::Catalogue& types, storage::Connection& db) : types_(types), db_(db) {}

  // Those that have something to do; in the place of one that waits itself, those that it waits
  // for.
  std::vector<int64_t> matters_behind(const work::Instance& matter, const Event& event, int deep) {
    std::vector<int64_t> out;
    if (!matter.record || deep > deep_max) return out;
    for (const auto& ref : records_behind(types_, db_, record_ref(matter.record), event)) {
      for (const auto& other : work::instances_of_record(db_, {ref.type, ref.id})) {
        const bool is_new = other.key != matter.key && other.state == "active" &&
                            seen_.size() < looked_at_max && seen_.insert(other.key).second;
        if (!is_new) continue;
        if (!work::tasks_in_hand(db_, other.key).empty()) out.push_back(other.key);
        for (const int64_t further : awaited_by(other, deep + 1)) out.push_back(further);
      }
    }
    return out;
  }

  std::vector<int64_t> awaited_by(const work::Instance& matter, int deep) {
    std::vector<int64_t> out;
    for (const auto& message : runtime::awaited_messages(db_, matter.key)) {
      for (const int64_t key : matters_behind(matter, event_of(message.name), deep))
        out.push_back(key);
    }
    for (const auto& called : runtime::called_now(db_, matter.key)) {
      const auto inner = work::instance(db_, called.instance);
      if (!inner) continue;
      for (const int64_t key : awaited_by(*inner, deep)) out.push_back(key);
    }
    return out;
  }

 private:
  const records::Catalogue& types_;
  storage::Connection& db_;
  std::set<int64_t> seen_;
};

}  // namespace

std::vector<AwaitedStep> awaited_steps(const records::Catalogue& types, storage::Connection& db,
                                       const work::Instance& matter) {
  std::vector<AwaitedStep> out;
  for (const auto& message : runtime::awaited_messages(db, matter.key)) {
    const Event event = event_of(message.name);
    out.push_back({message.element, words_of(types, event),
                   Search(types, db).matters_behind(matter, event, 0)});
  }
  return out;
}

std::vector<int64_t> answering(const records::Catalogue& types, storage::Connection& db,
                               const work::Instance& matter) {
  return Search(types, db).awaited_by(matter, 0);
}

}  // namespace app
