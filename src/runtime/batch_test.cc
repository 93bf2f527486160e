// What a batch promises: it equals its operations run one by one, and when its commit fails nothing
// of it is true.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <future>
#include <random>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;
using Answer = base::Result<base::Json>;

// A job, then a user task that a message or an hour interrupts.
std::string job_and_review() {
  const auto boundary = [](const std::string& id, const std::string& content) {
    return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"review\">" + content +
           "</bpmn:boundaryEvent>\n";
  };
  return process(
      "p",
      element("startEvent", "start") + job("work", "work") + element("userTask", "review") +
          boundary("called", "<bpmn:messageEventDefinition messageRef=\"m\"/>") +
          boundary("late",
                   "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
                   "</bpmn:timerEventDefinition>") +
          element("endEvent", "end") + element("endEvent", "end2") + element("endEvent", "end3") +
          flow("start", "work") + flow("work", "review") + flow("review", "end") +
          flow("called", "end2") + flow("late", "end3"),
      "<bpmn:message id=\"m\" name=\"m\"><bpmn:extensionElements><zeebe:subscription "
      "correlationKey=\"=string(n)\"/></bpmn:extensionElements></bpmn:message>");
}

// Runs the operations in one batch: they are queued while the writer is held up.
std::vector<Answer> together(Workspace& w, const std::vector<Operation>& operations) {
  std::promise<void> is_held;
  std::promise<void> may_go_on;
  w.runtime().submit(
      w.actor,
      [&](Op&) -> Answer {
        is_held.set_value();
        may_go_on.get_future().wait();
        return base::Json(nullptr);
      },
      [](const Answer&) {});
  is_held.get_future().wait();
  std::vector<std::promise<Answer>> replies(operations.size());
  for (size_t i = 0; i < operations.size(); ++i) {
    w.runtime().submit(w.actor, operations[i],
                       [&replies, i](Answer answer) { replies[i].set_value(std::move(answer)); });
  }
  may_go_on.set_value();
  std::vector<Answer> answers;
  for (auto& reply : replies) answers.push_back(reply.get_future().get());
  return answers;
}

// How an operation goes on when its act is done.
enum class Fate { Keep, Refuse, Defect, Violation };

// An act chosen by numbers, so that two workspaces do the same with keys of their own.
struct Plan {
  int act = 0;
  int target = 0;
  Fate fate = Fate::Keep;
};

class Player {
 public:
  explicit Player(Workspace& w) {
    base::ensure(w.deploy("p.bpmn", job_and_review()) == "ok", "the process is deployed");
  }

  Operation operation(const Plan& plan) {
    return [this, plan](Op& op) -> Answer {
      int64_t started = 0;
      if (auto done = act(op, plan, started); !done.ok()) return std::move(done).error();
      switch (plan.fate) {
        case Fate::Keep: break;
        case Fate::Refuse: return base::refusal("engine.no_instance");
        case Fate::Defect: base::ensure(false, "wanted"); break;
        case Fate::Violation:
          op.tx.db.execute("INSERT INTO definition SELECT * FROM definition LIMIT 1");
          break;
      }
      if (started) instances_.push_back(started);
      return base::Json(nullptr);
    };
  }

 private:
  base::Result<void> act(Op& op, const Plan& plan, int64_t& started) {
    Engine& engine = op.engine;
    const std::string number = std::to_string(plan.target % 3);
    const int64_t instance =
        instances_.empty() ? 1 : instances_[static_cast<size_t>(plan.target) % instances_.size()];
    switch (plan.act) {
      case 0:
      case 1: {
        auto key = engine.start({"p", 0, vars("{n: " + number + "}"), {}, ""});
        if (!key.ok()) return std::move(key).error();
        started = *key;
        return {};
      }
      case 2:
      case 3: {
        const auto jobs = engine.activate_jobs("work", "w", base::minutes(5), 1);
        if (jobs.empty()) return base::refusal("engine.no_job");
        if (plan.target % 4 == 0) return {};  // kept until its deadline
        if (plan.target % 4 == 1)
          return engine.fail_job(jobs[0].key, plan.target % 3, "no", base::minutes(1), {});
        return engine.complete_job(jobs[0].key, vars("{done: " + number + "}"));
      }
      case 4: {
        for (const ActiveElement& each : engine.active_elements(instance)) {
          if (each.element_id == "review") return engine.complete_user_task(each.key, {});
        }
        return base::refusal("engine.not_waiting");
      }
      case 5: {
        auto done = engine.publish_message(
            {"m", number, vars("{by: \"message\"}"), base::minutes(plan.target % 2), "", {}});
        return done.ok() ? base::Result<void>() : base::Result<void>(std::move(done).error());
      }
      case 6: return engine.set_variables(instance, vars("{n: " + number + ", x: [1, \"二\"]}"));
      case 7: return engine.cancel_instance(instance, "enough");
      case 8: {
        // Its parts are refused one by one when nothing is there; what came before goes with them.
        if (auto done = engine.set_variables(instance, vars("{half: true}")); !done.ok())
          return done;
        for (const ActiveElement& each : engine.active_elements(instance)) {
          if (each.element_id == "review") return engine.return_to(each.key, "work", "again");
        }
        return base::refusal("engine.no_element");
      }
      case 9: schedule(op.tx, op.tx.now + base::days(900), "never", base::Json(number)); return {};
      default:
        return plan.target % 2 ? engine.suspend_instance(instance)
                               : engine.resume_instance(instance);
    }
  }

  std::vector<int64_t> instances_;
};

// Every row of the engine, its keys replaced by their rank: a refused operation uses keys up.
std::string rows(Workspace& w) {
  auto db = w.database().read();
  std::map<int64_t, size_t> ranks;
  std::vector<std::vector<storage::Cell>> cells;
  for (const char* table : {"process_instance", "element_instance", "variable", "sequence_flow",
                            "join_token", "job", "timer", "subscription", "incident", "message",
                            "message_receipt", "message_start", "schedule"}) {
    cells.push_back({std::string(table)});
    for (const storage::Row& row :
         db->query("SELECT * FROM " + std::string(table) + " ORDER BY 1, 2, " +
                   (std::string_view(table) == "message_receipt" ? "2" : "3"))) {
      cells.emplace_back();
      for (size_t i = 0; i < row.size(); ++i) cells.back().push_back(row.cell(i));
    }
  }
  const auto key_in = [](const storage::Cell& cell) {
    const auto* number = std::get_if<int64_t>(&cell);
    const bool is_key = number && *number >= storage::StoredKeys::first_key;
    return is_key ? *number : 0;
  };
  for (const auto& row : cells) {
    for (const storage::Cell& cell : row) ranks[key_in(cell)];
  }
  size_t rank = 0;
  for (auto& each : ranks) each.second = rank++;
  std::string text;
  for (const auto& row : cells) {
    for (const storage::Cell& cell : row) {
      if (const int64_t key = key_in(cell)) {
        text += "#" + std::to_string(ranks.at(key));
      } else if (const auto* number = std::get_if<int64_t>(&cell)) {
        text += std::to_string(*number);
      } else if (const auto* words = std::get_if<std::string>(&cell)) {
        text += *words;
      } else {
        text += "null";
      }
      text += " ";
    }
    text += "\n";
  }
  return text;
}

uint32_t first_seed() {
  const char* wanted = std::getenv("JINGWEI_SEED");
  return wanted ? static_cast<uint32_t>(std::stoul(wanted)) : std::random_device()();
}

std::vector<Plan> random_plans(std::mt19937& random) {
  const auto below = [&](int count) {
    return static_cast<int>(random() % static_cast<uint32_t>(count));
  };
  std::vector<Plan> plans(static_cast<size_t>(1 + below(60)));
  for (Plan& plan : plans) {
    plan.act = below(11);
    plan.target = below(1000);
    const int fate = below(10);
    if (fate >= 7) plan.fate = static_cast<Fate>(fate - 6);
  }
  return plans;
}

Answer complete_oldest(Op& op) {
  const auto jobs = op.engine.activate_jobs("work", "w", base::minutes(5), 1);
  if (jobs.empty()) return base::refusal("engine.no_job");
  if (auto done = op.engine.complete_job(jobs.front().key, {}); !done.ok()) return done.error();
  return base::Json(jobs.front().at.instance);
}

// What a defect of ours would leave: the batch cannot be stored, and each goes on alone.
TEST(batch, what_the_memory_has_wrong_is_read_again) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", job_and_review()), "ok");
  const int64_t sound = w.start("p", vars("{n: 1}"));
  const int64_t unknown = w.start("p", vars("{n: 2}"));
  const auto spoil = [&](Op& op) -> Answer {
    op.tx.db.execute("INSERT INTO sequence_flow (instance, flow_id, times) VALUES (?, ?, ?)",
                     {unknown, "work_review", int64_t{1}});
    return base::Json(nullptr);
  };
  ASSERT_TRUE(together(w, {spoil}).front().ok());

  for (const auto& answer : together(w, {complete_oldest, complete_oldest}))
    EXPECT_TRUE(answer.ok());

  EXPECT_EQ(w.active(sound), "review");
  EXPECT_EQ(w.active(unknown), "review");
}

TEST(batch, equals_its_operations_that_were_not_refused_run_singly) {
  const uint32_t seed = first_seed();
  std::printf("JINGWEI_SEED=%u\n", seed);
  size_t kept = 0;
  size_t refused = 0;
  for (uint32_t round = 0; round < 12; ++round) {
    std::mt19937 random(seed + round);
    Workspace batch;
    Workspace single;
    Player in_batch(batch);
    Player one_by_one(single);
    for (int part = 0; part < 3; ++part) {
      const std::vector<Plan> plans = random_plans(random);
      std::vector<Operation> operations;
      for (const Plan& plan : plans) operations.push_back(in_batch.operation(plan));

      const auto answers = together(batch, operations);
      for (size_t i = 0; i < plans.size(); ++i) {
        if (!answers[i].ok()) {
          ++refused;
          // It leaves nothing, but that the job which it was about has failed.
          if (answers[i].error().code == "internal.defect")
            (void)single.run(one_by_one.operation(plans[i]));
          continue;
        }
        ++kept;
        const auto alone = single.run(one_by_one.operation(plans[i]));
        ASSERT_TRUE(alone.ok()) << alone.error().code << " seed " << seed + round;
      }

      ASSERT_EQ(rows(batch), rows(single)) << "seed " << seed + round << " part " << part;
      const base::Span later = base::minutes(static_cast<int64_t>(random() % 50));
      batch.advance(later);
      single.advance(later);
      ASSERT_EQ(rows(batch), rows(single)) << "seed " << seed + round << " later, part " << part;
    }
  }
  EXPECT_GT(kept, 100u);
  EXPECT_GT(refused, 100u);
}

TEST(batch, what_is_late_is_written_in_order_and_only_for_what_is_kept) {
  Workspace w;
  const auto note = [](Op& op, const std::string& what) {
    op.tx.db.execute_late(
        "INSERT INTO noted (place, what) VALUES ((SELECT COUNT(*) + 1 FROM noted), ?)", {what});
  };
  const auto make = [&](Op& op) -> Answer {
    op.tx.db.run_script("CREATE TABLE noted (place BIGINT NOT NULL, what TEXT NOT NULL)");
    note(op, "first");
    return base::Json(op.tx.db.query("SELECT what FROM noted").size());
  };
  const auto refuse = [&](Op& op) -> Answer {
    note(op, "refused");
    return base::refusal("engine.no_instance");
  };
  const auto take_back_a_part = [&](Op& op) -> Answer {
    note(op, "second");
    op.tx.db.set_savepoint("part");
    note(op, "taken back");
    op.tx.db.set_savepoint("inner");
    note(op, "taken back with the part around it");
    op.tx.db.release_savepoint("inner");
    op.tx.db.roll_back_to("part");
    note(op, "third");
    return base::Json(nullptr);
  };

  const auto answers = together(w, {make, refuse, take_back_a_part});

  ASSERT_TRUE(answers[0].ok()) << answers[0].error().detail;
  EXPECT_EQ(answers[0].value(), base::Json(0));
  std::vector<std::string> noted;
  for (const auto& row : w.database().read()->query("SELECT what FROM noted ORDER BY place"))
    noted.push_back(row.text(0));
  EXPECT_EQ(noted, (std::vector<std::string>{"first", "second", "third"}));
}

// Files of this process grow no further while this lives: writes fail as on a full disk.
class FullDisk {
 public:
  explicit FullDisk(const std::filesystem::path& growing) {
    before_signal_ = std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = std::filesystem::file_size(growing);
    base::ensure(setrlimit(RLIMIT_FSIZE, &limit) == 0, "a limit of file sizes");
  }
  ~FullDisk() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, before_signal_);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;

 private:
  rlimit before_{};
  void (*before_signal_)(int) = nullptr;
};

TEST(batch, on_a_full_disk_is_true_for_nobody) {
  Workspace w;
  int commits = 0;
  int acts_after = 0;
  w.runtime().on_commit([&] { ++commits; });
  ASSERT_EQ(w.deploy("p.bpmn", job_and_review()), "ok");
  const int64_t first = w.start("p", vars("{n: 1}"));
  const std::string before = rows(w);
  const auto start = [&](Op& op) -> Answer {
    op.after_commit([&] { ++acts_after; });
    auto key = op.engine.start({"p", 0, vars("{n: 2}"), {}, ""});
    if (!key.ok()) return std::move(key).error();
    return base::Json(*key);
  };
  const auto change = [&](Op& op) -> Answer {
    auto done = op.engine.set_variables(first, vars("{lost: true}"));
    if (!done.ok()) return std::move(done).error();
    return base::Json(nullptr);
  };
  const auto refuse = [](Op&) -> Answer { return base::refusal("engine.no_instance"); };
  const auto note = [](Op& op) -> Answer {
    op.tx.db.execute_late("INSERT INTO noted (what) VALUES (?)", {std::string("lost")});
    return base::Json(nullptr);
  };
  ASSERT_TRUE(w.run([](Op& op) -> Answer {
                 op.tx.db.run_script("CREATE TABLE noted (what TEXT NOT NULL)");
                 return base::Json(nullptr);
               }).ok());
  ASSERT_FALSE(w.run(refuse).ok());  // behind it every earlier commit was told
  const int commits_before = commits;

  std::vector<Answer> answers;
  {
    const FullDisk full(w.folder() / "jingwei.db-wal");
    answers = together(w, {start, change, refuse, note});
  }

  for (const Answer& answer : answers) {
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().code, "storage.unavailable");
  }
  EXPECT_EQ(acts_after, 0);
  EXPECT_EQ(commits, commits_before + 1);  // of the operation that held the writer up
  EXPECT_EQ(rows(w), before);
  const auto seen = w.run([&](Op& op) -> Answer {
    return base::Json(op.engine.variables(first).find("lost") != nullptr);
  });
  EXPECT_EQ(seen.value(), base::Json(false));
  EXPECT_GT(w.start("p", vars("{n: 3}")), first);
  EXPECT_EQ(w.count("process_instance"), 2);
  EXPECT_EQ(w.count("noted"), 0);
}

}  // namespace
}  // namespace runtime
