#include "runtime/job_desk.h"

#include <algorithm>

namespace runtime {

namespace {

// As many as were asked for, or as much as one answer may hold: there may be more for the next.
bool is_full(const JobDesk::Jobs& jobs, const HandOut& out) {
  size_t bytes = 0;
  for (const auto& job : jobs) bytes += job.variables_bytes;
  return jobs.size() >= out.count_max || bytes >= out.bytes_max;
}

}  // namespace

JobDesk::JobDesk(Runtime& runtime) : runtime_(runtime) {
  runtime_.on_job_offered([this](std::string_view type) { job_came_up(type); });
  thread_ = std::thread([this] { keep_time(); });
}

JobDesk::~JobDesk() {
  std::vector<Answer> waiting;
  {
    const std::lock_guard guard(mutex_);
    is_closing_ = true;
    for (auto& [type, line] : lines_) {
      std::erase_if(line.visitors, [&](Visitor& visitor) {
        if (visitor.is_with_writer) return false;
        waiting.push_back(std::move(visitor.answer));
        return true;
      });
    }
  }
  wake_.notify_all();
  thread_.join();
  for (const auto& answer : waiting) answer(Jobs());
  // An operation behind all others: what was with the writer is answered when it is done.
  (void)runtime_.run({"system", "", "engine"},
                     [](Op&) { return base::Result<base::Json>(nullptr); });
}

int64_t JobDesk::ask(JobRequest request, Answer answer) {
  std::optional<Sending> sending;
  {
    const std::lock_guard guard(mutex_);
    const auto until = std::chrono::steady_clock::now() + request.patience;
    sending = Sending{++last_number_, request};
    lines_[request.type].visitors.push_back(
        {last_number_, std::move(request), std::move(answer), until, true});
  }
  send(sending);
  return sending->number;
}

void JobDesk::leave(int64_t number) {
  const std::lock_guard guard(mutex_);
  for (auto& [type, line] : lines_) {
    const auto visitor = std::ranges::find(line.visitors, number, &Visitor::number);
    if (visitor == line.visitors.end()) continue;
    if (visitor->is_with_writer) {
      visitor->answer = nullptr;  // which the writer is told
    } else {
      line.visitors.erase(visitor);
    }
  }
}

void JobDesk::look_again() {
  std::vector<std::optional<Sending>> called;
  {
    const std::lock_guard guard(mutex_);
    for (auto& [type, line] : lines_) called.push_back(call_next(line));
  }
  for (const auto& sending : called) send(sending);
}

void JobDesk::job_came_up(std::string_view type) {
  std::optional<Sending> called;
  {
    const std::lock_guard guard(mutex_);
    const auto found = lines_.find(type);
    if (found != lines_.end()) called = call_next(found->second);
  }
  send(called);
}

std::optional<JobDesk::Sending> JobDesk::call_next(Line& line) {
  if (is_closing_) return {};
  for (Visitor& visitor : line.visitors) {
    if (visitor.is_with_writer) continue;
    visitor.is_with_writer = true;
    return Sending{visitor.number, visitor.request};
  }
  line.has_missed = true;
  return {};
}

void JobDesk::send(const std::optional<Sending>& sending) {
  if (!sending) return;
  auto jobs = std::make_shared<Jobs>();
  auto next_due = std::make_shared<std::optional<base::Time>>();
  runtime_.submit(
      sending->request.actor,
      [this, jobs, next_due, request = sending->request,
       number = sending->number](Op& op) -> base::Result<base::Json> {
        const auto has_left = [&] {
          const std::lock_guard guard(mutex_);
          return !std::ranges::find(lines_[request.type].visitors, number, &Visitor::number)
                      ->answer;
        };
        if (has_left()) return base::Json();
        *jobs = op.engine.activate_jobs(request.type, request.worker, request.timeout, request.out);
        *next_due = op.engine.next_job_due(request.type);
        if (!jobs->empty() && (!*next_due || jobs->back().deadline < **next_due))
          *next_due = jobs->back().deadline;
        return base::Json();
      },
      [this, jobs, next_due, type = sending->request.type,
       number = sending->number](base::Result<base::Json> result) {
        if (!result.ok()) {
          served(type, number, std::move(result).error(), {});
        } else {
          served(type, number, std::move(*jobs), *next_due);
        }
      });
}

void JobDesk::remember_due(Line& line, std::optional<base::Time> due, Instant now) {
  if (!due) return;
  const int64_t micros = std::max<int64_t>((*due - runtime_.clock().now()).micros, 0);
  const Instant instant = now + std::chrono::microseconds(micros);
  line.next_due = line.next_due ? std::min(*line.next_due, instant) : instant;
}

void JobDesk::served(const std::string& type, int64_t number, base::Result<Jobs> jobs,
                     std::optional<base::Time> next_due) {
  Answer answer;
  std::optional<Sending> called;
  {
    const std::lock_guard guard(mutex_);
    Line& line = lines_[type];
    const auto visitor = std::ranges::find(line.visitors, number, &Visitor::number);
    const auto now = std::chrono::steady_clock::now();
    remember_due(line, next_due, now);
    const bool is_empty = jobs.ok() && jobs->empty();
    const bool has_left = !visitor->answer;
    if (is_empty && !is_closing_ && !has_left && visitor->until > now) {
      visitor->is_with_writer = false;
      if (std::exchange(line.has_missed, false)) called = call_next(line);
    } else {
      // What he was called for may be there still.
      const bool may_be_more = has_left || (jobs.ok() && is_full(*jobs, visitor->request.out));
      answer = std::move(visitor->answer);
      line.visitors.erase(visitor);
      if (may_be_more) called = call_next(line);
      if (line.visitors.empty()) lines_.erase(type);
    }
  }
  wake_.notify_all();
  send(called);
  if (answer) answer(std::move(jobs));
}

std::optional<JobDesk::Instant> JobDesk::next_instant() const {
  std::optional<Instant> next;
  const auto add = [&](Instant instant) { next = next ? std::min(*next, instant) : instant; };
  for (const auto& [type, line] : lines_) {
    for (const auto& visitor : line.visitors) {
      if (!visitor.is_with_writer) add(visitor.until);
    }
    if (line.next_due && !runtime_.has_virtual_clock()) add(*line.next_due);
  }
  return next;
}

std::vector<JobDesk::Answer> JobDesk::take_late(Instant now) {
  std::vector<Answer> out;
  for (auto& [type, line] : lines_) {
    std::erase_if(line.visitors, [&](Visitor& visitor) {
      if (visitor.is_with_writer || visitor.until > now) return false;
      out.push_back(std::move(visitor.answer));
      return true;
    });
  }
  std::erase_if(lines_, [](const auto& each) { return each.second.visitors.empty(); });
  return out;
}

std::vector<std::optional<JobDesk::Sending>> JobDesk::call_due(Instant now) {
  std::vector<std::optional<Sending>> out;
  for (auto& [type, line] : lines_) {
    if (!line.next_due || *line.next_due > now) continue;
    line.next_due.reset();
    out.push_back(call_next(line));
  }
  return out;
}

void JobDesk::keep_time() {
  std::unique_lock lock(mutex_);
  while (!is_closing_) {
    if (const auto next = next_instant()) {
      wake_.wait_until(lock, *next);
    } else {
      wake_.wait(lock);
    }
    const auto now = std::chrono::steady_clock::now();
    const auto late = take_late(now);
    const auto called = call_due(now);
    lock.unlock();
    for (const auto& answer : late) answer(Jobs());
    for (const auto& sending : called) send(sending);
    lock.lock();
  }
}

}  // namespace runtime
