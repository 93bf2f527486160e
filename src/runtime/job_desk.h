// Where workers ask for jobs and may wait until there are some.
//
// Those who wait for one type are served in the order in which they asked; types do not wait for
// each other. A job that comes up is handed out by the next operation of the writer, without
// anybody asking again.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "runtime/runtime.h"

namespace runtime {

struct JobRequest {
  storage::Actor actor;
  std::string type;
  std::string worker;
  base::Span timeout;
  HandOut out;
  std::chrono::milliseconds patience{0};  // how long to wait; 0: answered at once
};

class JobDesk {
 public:
  using Jobs = std::vector<ActivatedJob>;
  // Called once, on the writer's thread or the desk's own: must be quick. Empty when there was
  // nothing in time; refused as the writer refuses.
  using Answer = std::function<void(base::Result<Jobs>)>;

  // The runtime is not owned, must outlive the desk and must not have been started yet.
  explicit JobDesk(Runtime& runtime);
  // Answers those who wait with nothing. What is with the writer must have been answered before
  // the runtime ends.
  ~JobDesk();
  JobDesk(const JobDesk&) = delete;
  JobDesk& operator=(const JobDesk&) = delete;

  // Any thread. The number is for `leave`.
  int64_t ask(JobRequest request, Answer answer);
  // Who waits no longer: he gets no job from now on, and no answer. Does nothing when he had one.
  void leave(int64_t number);
  // Whoever waits is looked after again: the virtual clock was moved.
  void look_again();

 private:
  using Instant = std::chrono::steady_clock::time_point;
  struct Visitor {
    int64_t number = 0;
    JobRequest request;
    Answer answer;  // nullptr: he has left
    Instant until;
    bool is_with_writer = false;
  };
  struct Line {
    std::list<Visitor> visitors;  // in the order in which they asked
    bool has_missed = false;      // a job came up while all were with the writer
    std::optional<Instant> next_due;
  };

  // What goes to the writer once the lock is given back: the writer may answer at once.
  struct Sending {
    int64_t number = 0;
    JobRequest request;
  };

  void job_came_up(std::string_view type);
  // The next of the line who waits. The lock is held.
  std::optional<Sending> call_next(Line& line);
  void send(const std::optional<Sending>& sending);
  void served(const std::string& type, int64_t number, base::Result<Jobs> jobs,
              std::optional<base::Time> next_due);
  void remember_due(Line& line, std::optional<base::Time> due, Instant now);
  void keep_time();
  std::optional<Instant> next_instant() const;
  // Those whose patience is over, and those who are called since a job is due.
  std::vector<Answer> take_late(Instant now);
  std::vector<std::optional<Sending>> call_due(Instant now);

  Runtime& runtime_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::map<std::string, Line, std::less<>> lines_;
  int64_t last_number_ = 0;
  bool is_closing_ = false;
  std::thread thread_;
};

}  // namespace runtime
