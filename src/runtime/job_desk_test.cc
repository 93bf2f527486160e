// Who waits for jobs is answered by the commit behind the one that offered them, in the order of
// asking, each type for itself.
#include "runtime/job_desk.h"

#include <gtest/gtest.h>

#include <atomic>
#include <future>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;

std::string works_on(const std::string& id) {
  return process(id, element("startEvent", "start") + job("work", id) + element("endEvent", "end") +
                         flow("start", "work") + flow("work", "end"));
}

// A workspace with a desk, and everything that a worker was answered in the order of answering.
class Office {
 public:
  Office() {
    auto opened = storage::Database::open(place_.settings());
    base::ensure(opened.ok(), "a test database opens");
    database_ = std::move(opened).value();
    runtime_ = Runtime::create(*database_, clock_);
    runtime_->install(effects_);
    runtime_->on_commit([this] { ++commits_; });
    desk = std::make_unique<JobDesk>(*runtime_);
    runtime_->start();
    for (const char* type : {"a", "b"}) deploy(type);
  }
  ~Office() { desk.reset(); }  // before the runtime

  void ask(const std::string& worker, const std::string& type, size_t count_max = 1) {
    ask_for(worker, type, {count_max});
  }
  void ask_for(const std::string& worker, const std::string& type, const HandOut& out) {
    JobRequest request;
    request.actor = {"lin", "", "test"};
    request.type = type;
    request.worker = worker;
    request.timeout = base::minutes(5);
    request.out = out;
    request.patience = std::chrono::hours(1);
    desk->ask(std::move(request), [this, worker](base::Result<JobDesk::Jobs> jobs) {
      const std::lock_guard guard(mutex_);
      answers_ += worker + std::to_string(jobs.ok() ? jobs->size() : 0) + " ";
    });
    settle();
  }

  // Who leaves before he is answered.
  int64_t ask_and_answer_nobody(const std::string& type) {
    JobRequest request;
    request.actor = {"lin", "", "test"};
    request.type = type;
    request.worker = "gone";
    request.timeout = base::minutes(5);
    request.patience = std::chrono::hours(1);
    return desk->ask(request, [](const base::Result<JobDesk::Jobs>&) {
      ADD_FAILURE() << "nobody is there to be answered";
    });
  }
  void submit(Operation operation) {
    runtime_->submit({"lin", "", "test"}, std::move(operation), nullptr);
  }

  void start(const std::string& process, int count = 1, const feel::Value& variables = {}) {
    for (int i = 0; i < count; ++i) {
      base::ensure(runtime_
                       ->run({"lin", "", "test"},
                             [&](Op& op) -> base::Result<base::Json> {
                               auto key = op.engine.start({process, 0, variables, {}, ""});
                               if (!key.ok()) return std::move(key).error();
                               return base::Json(*key);
                             })
                       .ok(),
                   "an instance starts");
    }
    settle();
  }

  // What was answered by now. An answer is an operation that the desk queues; what it leads to is
  // queued behind, so a few refused operations later all of it is done.
  std::string answers() {
    const std::lock_guard guard(mutex_);
    return answers_;
  }
  int commits() const { return commits_; }
  void settle() {
    for (int i = 0; i < 4; ++i)
      (void)runtime_->run({"lin", "", "test"}, [](Op&) -> base::Result<base::Json> {
        return base::refusal("engine.no_job");
      });
  }

  std::unique_ptr<JobDesk> desk;

 private:
  void deploy(const std::string& id) {
    base::ensure(runtime_
                     ->run({"lin", "", "test"},
                           [&](Op& op) -> base::Result<base::Json> {
                             auto done = op.engine.deploy({{id + ".bpmn", works_on(id)}});
                             if (!done.ok()) return std::move(done).error();
                             return base::Json();
                           })
                     .ok(),
                 "the process is deployed");
    settle();
  }

  storage::TemporaryPlace place_ =
      storage::migrated_place(storage::testing::server(), migrations());
  base::VirtualClock clock_{base::parse_time("2026-03-02T01:00:00Z").value()};
  testing::RecordedEffects effects_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<Runtime> runtime_;
  std::atomic<int> commits_ = 0;
  std::mutex mutex_;
  std::string answers_;
};

TEST(job_desk, an_answer_ends_with_the_job_that_fills_it) {
  Office office;
  const std::string page(1000, 'x');
  const auto paper =
      feel::Fields().set("paper", feel::Value(page)).set("n", feel::Value(1)).build();
  office.start("a", 10, paper);

  office.ask_for("w", "a", {10, 3000});
  EXPECT_EQ(office.answers(), "w3 ");
  office.ask_for("v", "a", {10, 1});
  EXPECT_EQ(office.answers(), "w3 v1 ") << "one there always is";
  office.ask_for("u", "a", {5, 100, {"n"}});
  EXPECT_EQ(office.answers(), "w3 v1 u5 ") << "what is not wanted does not count";
}

TEST(job_desk, who_waits_behind_a_full_answer_gets_the_rest) {
  Office office;
  office.ask_for("w", "a", {10, 1});
  office.ask_for("v", "a", {10, 1});

  office.start("a", 1, feel::Fields().set("paper", feel::Value(std::string(100, 'x'))).build());
  EXPECT_EQ(office.answers(), "w1 ");
  office.start("a", 1, feel::Fields().set("paper", feel::Value(std::string(100, 'x'))).build());
  EXPECT_EQ(office.answers(), "w1 v1 ");
}

TEST(job_desk, a_waiting_worker_is_answered_by_the_next_commit) {
  Office office;
  office.ask("w", "a");
  EXPECT_EQ(office.answers(), "");
  const int before = office.commits();

  office.start("a");

  EXPECT_EQ(office.answers(), "w1 ");
  EXPECT_EQ(office.commits(), before + 2);  // the start, and the handing out
}

TEST(job_desk, who_asked_first_is_served_first_and_asks_again_behind_the_others) {
  Office office;
  office.ask("one", "a");
  office.ask("two", "a");

  office.start("a");
  EXPECT_EQ(office.answers(), "one1 ");
  office.ask("one", "a");
  office.start("a", 2);

  EXPECT_EQ(office.answers(), "one1 two1 one1 ");
}

TEST(job_desk, many_jobs_of_one_type_keep_no_worker_of_another_waiting) {
  Office office;
  office.start("a", 5);
  office.ask("other", "b");
  office.ask("greedy", "a", 3);

  office.start("b");

  EXPECT_EQ(office.answers(), "greedy3 other1 ");
  office.ask("greedy", "a", 3);
  EXPECT_EQ(office.answers(), "greedy3 other1 greedy2 ");
}

TEST(job_desk, who_has_left_takes_no_job) {
  Office office;
  const int64_t number = office.ask_and_answer_nobody("a");
  office.start("b");  // behind it the desk knows that there is nothing yet
  office.desk->leave(number);
  office.ask("stays", "a");

  office.start("a");

  EXPECT_EQ(office.answers(), "stays1 ");
}

// An operation that keeps the writer until it is let go.
class Held {
 public:
  Operation operation() {
    return [this](Op&) -> base::Result<base::Json> {
      began_.set_value();
      let_go_.get_future().wait();
      return base::Json();
    };
  }
  void await() { began_.get_future().wait(); }
  void let_go() { let_go_.set_value(); }

 private:
  std::promise<void> began_;
  std::promise<void> let_go_;
};

TEST(job_desk, who_leaves_while_the_writer_looks_for_him_takes_no_job) {
  Office office;
  office.start("a");
  Held held;
  office.submit(held.operation());
  held.await();

  office.desk->leave(office.ask_and_answer_nobody("a"));
  held.let_go();
  office.ask("stays", "a");

  EXPECT_EQ(office.answers(), "stays1 ");
}

TEST(job_desk, who_has_left_hands_on_the_job_for_which_he_was_called) {
  Office office;
  const int64_t gone = office.ask_and_answer_nobody("a");
  office.ask("stays", "a");
  Held starts;
  Held held;
  office.submit([&](Op& op) -> base::Result<base::Json> {
    (void)op.engine.start({"a", 0, {}, {}, ""});
    return starts.operation()(op);
  });
  starts.await();
  office.submit(held.operation());  // before the desk calls the first who waits
  starts.let_go();
  held.await();

  office.desk->leave(gone);
  held.let_go();
  office.settle();

  EXPECT_EQ(office.answers(), "stays1 ");
}

TEST(job_desk, who_waits_no_longer_than_it_wants_gets_nothing) {
  Office office;
  JobRequest request;
  request.actor = {"lin", "", "test"};
  request.type = "a";
  request.timeout = base::minutes(5);
  std::promise<size_t> answer;

  office.desk->ask(request,
                   [&](base::Result<JobDesk::Jobs> jobs) { answer.set_value(jobs->size()); });

  EXPECT_EQ(answer.get_future().get(), 0u);
}

}  // namespace
}  // namespace runtime
