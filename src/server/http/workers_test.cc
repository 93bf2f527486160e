#include "server/http/workers.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <set>
#include <string>

namespace server {
namespace {

// A door that works wait at until it is opened.
class Gate {
 public:
  void pass() {
    std::unique_lock lock(mutex_);
    ++inside_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
  }
  void await_inside(int count) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return inside_ >= count; });
  }
  void open() {
    const std::lock_guard guard(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int inside_ = 0;
  bool is_open_ = false;
};

TEST(workers, all_is_done_in_order_by_one) {
  std::string done;
  {
    Workers workers(1, 1);
    workers.post({[&] { done += "a"; }, [&] { done += "b"; }});
    workers.post({[&] { done += "c"; }});
  }
  EXPECT_EQ(done, "abc");
}

TEST(workers, what_is_handed_over_many_times_at_once_is_done_once_each) {
  std::atomic<int> done = 0;
  {
    Workers workers(8, 2);
    std::vector<std::thread> callers;
    for (int caller = 0; caller < 4; ++caller) {
      callers.emplace_back([&] {
        for (int i = 0; i < 500; ++i) workers.post({[&] { ++done; }, [&] { ++done; }});
      });
    }
    for (auto& caller : callers) caller.join();
  }
  EXPECT_EQ(done, 4000);
}

TEST(workers, while_some_wait_others_work) {
  Gate gate;
  std::promise<void> worked;
  Workers workers(4, 1);
  const auto wait = [&] {
    const base::Waits waits;
    gate.pass();
  };
  workers.post({wait, wait, wait, [&] { worked.set_value(); }});
  gate.await_inside(3);
  worked.get_future().wait();
  gate.open();
}

TEST(workers, who_blocks_without_saying_so_keeps_nobody_waiting) {
  Gate gate;
  std::promise<void> worked;
  Workers workers(4, 1);
  workers.post({[&] { gate.pass(); }, [&] { gate.pass(); }, [&] { worked.set_value(); }});
  worked.get_future().wait();
  gate.open();
}

TEST(workers, more_than_there_are_threads_wait_their_turn) {
  Gate gate;
  std::atomic<int> done = 0;
  {
    Workers workers(2, 2);
    const auto wait = [&] {
      {
        const base::Waits waits;
        gate.pass();
      }
      ++done;
    };
    workers.post({wait, wait, wait, wait, wait});
    gate.await_inside(2);
    EXPECT_EQ(done, 0);
    gate.open();
  }
  EXPECT_EQ(done, 5);
}

TEST(workers, the_end_waits_for_what_is_held) {
  Gate gate;
  std::atomic<bool> has_ended = false;
  std::thread outside;
  {
    Workers workers(1, 1);
    workers.post({[&] {
      workers.hold();
      outside = std::thread([&] {
        gate.pass();
        has_ended = true;
        workers.release();
      });
    }});
    gate.await_inside(1);
    gate.open();
    workers.join();
    EXPECT_TRUE(has_ended);
  }
  outside.join();
}

}  // namespace
}  // namespace server
