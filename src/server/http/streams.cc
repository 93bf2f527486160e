#include "server/http/streams.h"

#include <algorithm>

namespace server {

namespace {
constexpr size_t waiting_max = 500;
constexpr size_t per_person_max = 16;
constexpr size_t all_max = 2000;
}  // namespace

void Stream::push(const std::string& event) {
  {
    const std::lock_guard lock(mutex_);
    // One who lags far behind looks at everything again.
    if (waiting_.size() >= waiting_max) waiting_ = {"event: counts\ndata: {}\n\n"};
    waiting_.insert(event);
  }
  wake_();
}

std::string Stream::take() {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const auto& event : waiting_) out += event;
  waiting_.clear();
  return out;
}

std::shared_ptr<Stream> Streams::open(const std::string& person, std::function<void()> wake) {
  const std::lock_guard lock(mutex_);
  const auto mine = std::count_if(open_.begin(), open_.end(),
                                  [&](const auto& s) { return s->person() == person; });
  if (static_cast<size_t>(mine) >= per_person_max || open_.size() >= all_max) return nullptr;
  open_.push_back(std::make_shared<Stream>(person, std::move(wake)));
  return open_.back();
}

void Streams::close(const std::shared_ptr<Stream>& stream) {
  const std::lock_guard lock(mutex_);
  open_.remove(stream);
}

void Streams::send(std::string_view kind, std::string_view data, std::string_view person) {
  std::string event = "event: ";
  event.append(kind).append("\ndata: ").append(data).append("\n\n");
  const std::lock_guard lock(mutex_);
  for (const auto& stream : open_) {
    if (person.empty() || stream->person() == person) stream->push(event);
  }
}

size_t Streams::count() const {
  const std::lock_guard lock(mutex_);
  return open_.size();
}

}  // namespace server
