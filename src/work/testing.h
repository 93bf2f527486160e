// A company of seven and a work desk without an engine: what the engine would be told is written
// down.
#pragma once

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <vector>

#include "org/deputies.h"
#include "org/organisation.h"
#include "runtime/runtime.h"
#include "storage/testing.h"
#include "work/acts.h"
#include "work/assignment.h"
#include "work/boxes.h"
#include "work/drafts.h"
#include "work/notices.h"
#include "work/search.h"
#include "work/seats.h"
#include "work/timeline.h"
#include "work/votes.h"

namespace work::testing {

inline std::vector<storage::Migration> all_migrations() {
  std::vector<storage::Migration> all(org::migrations().begin(), org::migrations().end());
  all.insert(all.end(), runtime::migrations().begin(), runtime::migrations().end());
  all.insert(all.end(), migrations().begin(), migrations().end());
  return all;
}

inline org::Organisation company() {
  org::Organisation o;
  o.units = {{"company", {"公司", "Company"}, "", "general_manager"},
             {"sales", {"销售部", "Sales"}, "company", "sales_manager"},
             {"product", {"产品部", "Products"}, "company", "product_manager"}};
  o.positions = {{"general_manager", {"总经理", "General manager"}, "company", 1},
                 {"sales_manager", {"销售部经理", "Sales manager"}, "sales", 1},
                 {"product_manager", {"产品部经理", "Product manager"}, "product", 1},
                 {"sales_rep", {"业务员", "Sales representative"}, "sales", 5},
                 {"purchaser", {"采购员", "Purchaser"}, "company", 1}};
  const auto person = [](std::string id, std::string name, std::string position) {
    org::Person p;
    p.id = std::move(id);
    p.name = {std::move(name), ""};
    p.posts = {{std::move(position)}};
    return p;
  };
  o.people = {person("chen", "陈博", "general_manager"), person("lin", "林华", "sales_manager"),
              person("zhao", "赵敏", "product_manager"), person("wang", "王敏", "sales_rep"),
              person("sun", "孙悦", "sales_rep"),        person("qian", "钱多", "purchaser")};
  o.people.push_back({"hu", {"胡图", ""}, "", "", "", "", {}});
  return o;
}

class WorkTest : public ::testing::Test {
 protected:
  template <class Act>
  auto with(const std::string& person, Act act) {
    auto tx = store_.tx(person);
    Context context{tx, calendar_, hooks_};
    return act(context);
  }

  WorkTest() : store_(all_migrations()) {
    make_search(store_.db());
    auto tx = store_.tx("system");
    EXPECT_TRUE(org::load(tx, company()).ok());
    hooks_.evaluate_persons =
        [this](const Task&, const std::string& formula) -> base::Result<std::vector<std::string>> {
      return formulas_[formula];
    };
    hooks_.evaluate_due = [this](const Task&,
                                 const std::string& formula) -> base::Result<std::string> {
      return texts_[formula];
    };
    hooks_.persons_in_field =
        [this](const Task&, const std::string& field) -> base::Result<std::vector<std::string>> {
      return fields_[field];
    };
    hooks_.persons_in_parent_field =
        [this](const Task&, const std::string& field) -> base::Result<std::vector<std::string>> {
      return fields_["parent." + field];
    };
    hooks_.persons_of_role = [this](const std::string& role) { return roles_[role]; };
    hooks_.accept_form = [this](const Task&,
                                const Completion& completion) -> base::Result<Accepted> {
      if (form_refusal_) return *form_refusal_;
      return Accepted{completion.values, {}};
    };
    hooks_.carry_out = [this](const Task& task, const std::string& outcome, const std::string&,
                              const Accepted&) -> base::Result<void> {
      carried_.push_back(outcome + ":" +
                         std::to_string(votes(store_.db(), task.record, task.element).tally.agree));
      if (carry_refusal_) return *carry_refusal_;
      return {};
    };
    hooks_.complete_in_engine = [this](int64_t task, const base::JsonObject& variables,
                                       const std::string&) -> base::Result<void> {
      completed_[task] = variables;
      return {};
    };
    hooks_.change_in_engine = [this](int64_t task, engine::JobKind event,
                                     const base::JsonObject& values) -> base::Result<void> {
      asked_ = {task, {}, event, feel::from_json(values), acting_};
      return is_listened_ ? base::Result<void>() : carry_out_asked();
    };
    hooks_.return_in_engine = [this](int64_t, const std::string& element,
                                     const std::string&) -> base::Result<void> {
      returned_.push_back(element);
      return {};
    };
    hooks_.cancel_in_engine = [this](int64_t instance,
                                     const std::string& reason) -> base::Result<void> {
      with("system", [&](Context& c) {
        for (const Task& task : open_tasks(store_.db(), instance)) cancel_task(c, task.key, reason);
      });
      return {};
    };
    hooks_.keep_only_in_engine = [](int64_t, int64_t, const std::string&) {
      return base::Result<void>();
    };
    hooks_.restart_in_engine = [this](int64_t, const std::string&) -> base::Result<void> {
      returned_.push_back("$start");
      return {};
    };
    hooks_.jump_in_engine = [this](int64_t, const std::string& element,
                                   const std::string&) -> base::Result<void> {
      returned_.push_back(element);
      return {};
    };
    hooks_.reopen_in_engine = hooks_.jump_in_engine;
    hooks_.set_in_engine = [](int64_t, const base::JsonObject&) { return base::Result<void>(); };
    hooks_.start_form = [](int64_t) { return StartForm{"start", "", ""}; };
    hooks_.elements_before = [](int64_t, const std::string&) {
      return std::vector<std::string>{"draft_plan", "check", "first", "second", "review"};
    };
    hooks_.elements_behind = [this](int64_t, const std::string&) { return behind_; };
    hooks_.schedule = [this](base::Time due, std::string_view kind, const base::Json& payload) {
      scheduled_.push_back({due, std::string(kind), payload});
    };
    hooks_.title_of_record = [this](const std::string&, const engine::RecordRef&) {
      return subject_;
    };
  }

  // As the runtime does: a refused operation leaves nothing behind.
  template <class Act>
  auto as(const std::string& person, Act act) {
    store_.db().begin();
    acting_ = person;
    auto result = with(person, act);
    if (result.ok()) {
      store_.db().commit();
    } else {
      store_.db().roll_back();
    }
    return result;
  }

  // What was asked of a plain task takes place, as when its listeners have seen it.
  base::Result<void> carry_out_asked() {
    return with("system", [&](Context& c) { return apply_change(c, asked_); });
  }

  void deputise(const std::string& of, const std::string& deputy) {
    with("system", [&](Context& c) {
      EXPECT_TRUE(org::set_deputy(c.tx, {of, deputy, c.tx.now, {}, "", {}}).ok());
    });
  }
  void appoint(const std::string& person, const std::string& position) {
    with("system", [&](Context& c) {
      EXPECT_TRUE(org::appoint(c.tx, person, position, c.tx.now, false).ok());
    });
  }
  void release(const std::string& person, const std::string& position) {
    with("system",
         [&](Context& c) { EXPECT_TRUE(org::release(c.tx, person, position, c.tx.now).ok()); });
  }

  engine::UserTask user_task(const std::string& element, engine::Properties properties) {
    engine::UserTask task;
    task.key = ++last_key_;
    task.at.instance = 1000;
    task.at.element_id = element;
    task.at.element_name = element == "review" ? "立项评议" : element;
    task.at.process_id = "initiation";
    task.at.record = {"project", 7};
    task.at.starter = "wang";
    task.properties = std::move(properties);
    return task;
  }
  base::Result<int64_t> offer(const std::string& element, engine::Properties properties) {
    const auto task = user_task(element, std::move(properties));
    auto created = as("system", [&](Context& c) { return create_task(c, task); });
    if (!created) return created.error();
    return task.key;
  }
  base::Result<int64_t> review(engine::Properties more = {}) {
    engine::Properties properties = {
        {"jw:kind", "vote"},
        {"jw:policy", "unanimous"},
        {"jw:candidates",
         "position:general_manager, position:sales_manager, position:product_manager"},
        {"jw:applicant", "deputy"},
        {"jw:clauses", "S18-R12 S18-R13"}};
    for (const auto& [name, value] : more) properties[name] = value;
    return offer("review", properties);
  }

  base::Result<Completed> act(const std::string& person, int64_t task, std::string outcome,
                              std::string opinion = "可行", base::JsonObject values = {}) {
    Completion completion;
    completion.outcome = std::move(outcome);
    completion.opinion = std::move(opinion);
    completion.values = std::move(values);
    return as(person, [&](Context& c) { return complete(c, task, completion); });
  }
  template <class T>
  static std::string code(const base::Result<T>& result) {
    return result.ok() ? "ok" : result.error().code;
  }

  // Fires what is due until `target`, in due order, each at its time.
  void advance_to(base::Time target) {
    while (true) {
      auto next = scheduled_.end();
      for (auto it = scheduled_.begin(); it != scheduled_.end(); ++it) {
        if (it->due <= target && (next == scheduled_.end() || it->due < next->due)) next = it;
      }
      if (next == scheduled_.end()) break;
      const Scheduled due = *next;
      scheduled_.erase(next);
      store_.now = std::max(store_.now, due.due);
      EXPECT_EQ(code(as("system", [&](Context& c) { return fire(c, due.kind, due.payload); })),
                "ok");
    }
    store_.now = target;
  }
  base::Time later(std::string_view duration) {
    return base::add(calendar_, store_.now, *base::parse_duration(duration));
  }

  std::vector<int64_t> box(Box which, const std::string& person, const std::string& words = "") {
    BoxQuery query;
    query.person = person;
    query.words = words;
    query.now = store_.now;
    query.limit = 1000;
    std::vector<int64_t> keys;
    for (const BoxRow& row : list(store_.db(), which, query)) keys.push_back(row.task);
    EXPECT_EQ(static_cast<int64_t>(keys.size()), count(store_.db(), which, query));
    return keys;
  }
  std::vector<std::string> titles(const std::string& person) {
    std::vector<std::string> found;
    for (const Notice& notice : notices(store_.db(), person, NoticeChoice::All, 100, 0)) {
      found.push_back(notice.title.zh);
    }
    return found;
  }
  Notice latest_notice(const std::string& person) {
    return notices(store_.db(), person, NoticeChoice::All, 1, 0).at(0);
  }
  std::vector<std::string> open_of(int64_t key) {
    std::vector<std::string> persons;
    for (const Seat& seat : task(key).seats) {
      for (const Candidate& candidate : seat.candidates) persons.push_back(candidate.person);
    }
    return persons;
  }
  // Who may act now, seat after seat.
  std::vector<std::string> open_now(int64_t key) {
    std::vector<std::string> persons;
    for (const Seat& seat : task(key).seats) {
      if (seat.state != SeatState::Open) continue;
      for (const Candidate& candidate : seat.candidates) persons.push_back(candidate.person);
    }
    return persons;
  }
  Task task(int64_t key) { return *find_task(store_.db(), key); }

  struct Scheduled {
    base::Time due;
    std::string kind;
    base::Json payload;
  };
  storage::testing::Store store_;
  base::WorkingCalendar calendar_;
  Hooks hooks_;
  std::map<std::string, std::vector<std::string>> formulas_, fields_, roles_;
  std::map<std::string, std::string> texts_;
  std::optional<base::Error> form_refusal_, carry_refusal_;
  std::vector<std::string> carried_, returned_, behind_;
  SubjectTitle subject_{"FA-202603-0001", "智慧园区"};
  std::map<int64_t, base::JsonObject> completed_;
  engine::UserTaskChanged asked_;
  bool is_listened_ = false;  // what is asked of a plain task waits for carry_out_asked
  std::string acting_;
  std::vector<Scheduled> scheduled_;
  int64_t last_key_ = 2000;
};

}  // namespace work::testing
