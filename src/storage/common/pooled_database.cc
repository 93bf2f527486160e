#include "storage/common/pooled_database.h"

#include <chrono>
#include <exception>
#include <map>

#include "storage/reading.h"

namespace storage {
namespace {

// More than read at the same moment, though fewer than threads answer requests: most of those wait
// for a commit.
constexpr size_t readers_kept_max = 32;
constexpr std::chrono::seconds waited_for_reader{5};

using Modules = std::map<std::string_view, std::vector<const Migration*>>;

Modules by_module(std::span<const Migration> migrations) {
  Modules modules;
  for (const Migration& migration : migrations) {
    auto& steps = modules[migration.module];
    steps.push_back(&migration);
    base::ensure(migration.version == static_cast<int>(steps.size()),
                 "migrations of " + std::string(migration.module) + " count up from 1");
  }
  return modules;
}

}  // namespace

base::Result<void> PooledDatabase::migrate(std::span<const Migration> migrations) {
  // In the order in which the modules were given: later ones may refer to tables of earlier ones.
  const Modules modules = by_module(migrations);
  for (const auto& [module, steps] : modules) {
    if (version_of(module) <= static_cast<int64_t>(steps.size())) continue;
    return base::refusal("storage.newer_schema").because("module " + std::string(module));
  }
  for (const Migration& first : migrations) {
    if (first.version == 1) apply(first.module, modules.at(first.module));
  }
  return {};
}

int64_t PooledDatabase::version_of(std::string_view module) {
  const auto row =
      writer().first("SELECT version FROM migration WHERE module = ?", {std::string(module)});
  return row ? row->integer(0) : 0;
}

void PooledDatabase::apply(std::string_view module, const std::vector<const Migration*>& steps) {
  const int64_t done = version_of(module);
  if (done == static_cast<int64_t>(steps.size())) return;
  Connection& db = writer();
  db.begin();
  try {
    for (size_t i = static_cast<size_t>(done); i < steps.size(); ++i) db.run_script(steps[i]->sql);
    db.execute("DELETE FROM migration WHERE module = ?", {std::string(module)});
    db.execute("INSERT INTO migration (module, version) VALUES (?, ?)",
               {std::string(module), static_cast<int64_t>(steps.size())});
    db.commit();
  } catch (...) {
    db.roll_back();
    throw;
  }
}

// The lock is held.
std::unique_ptr<PooledConnection> PooledDatabase::take_kept() {
  if (readers_.empty()) return nullptr;
  auto connection = std::move(readers_.back());
  readers_.pop_back();
  lent_.insert(connection.get());
  return connection;
}

std::unique_ptr<PooledConnection> PooledDatabase::open_another() {
  std::unique_ptr<PooledConnection> opened;
  std::exception_ptr failed;
  try {
    opened = open_reader();
  } catch (...) {
    failed = std::current_exception();
  }
  {
    const std::lock_guard guard(mutex_);
    --opening_;
    if (opened) lent_.insert(opened.get());
  }
  if (!failed) return opened;
  came_back_.notify_all();  // not each of those who wait can use the room
  std::rethrow_exception(failed);
}

// Who reads gives his connection back in milliseconds: where there can be no further one, he is
// waited for.
std::unique_ptr<PooledConnection> PooledDatabase::take() {
  {
    std::unique_lock lock(mutex_);
    const auto can_have_one = [this] {
      return is_stopped_ || !readers_.empty() || lent_.size() + opening_ < readers_max();
    };
    if (!came_back_.wait_for(lock, waited_for_reader, can_have_one))
      throw Failure("all sessions that this process may take are in use");
    if (is_stopped_) throw Failure("the program ends");
    if (auto kept = take_kept()) return kept;
    ++opening_;
  }
  try {
    return open_another();
  } catch (const Failure&) {
    // A server has only so many sessions.
    std::unique_lock lock(mutex_);
    const auto is_over = [this] { return !readers_.empty() || lent_.empty(); };
    came_back_.wait_for(lock, waited_for_reader, is_over);
    if (auto kept = take_kept()) return kept;
    throw;
  }
}

Database::Lease PooledDatabase::read() {
  auto connection = take();
  connection->read_for(base::asker_here());
  return Lease(*this, std::move(connection));
}

void PooledDatabase::stop_reads() {
  const std::lock_guard guard(mutex_);
  is_stopped_ = true;
  for (PooledConnection* each : lent_) each->interrupt();
  came_back_.notify_all();
}

void stop_reads(Database& database) { dynamic_cast<PooledDatabase&>(database).stop_reads(); }

// Only what was lent here comes back.
void PooledDatabase::give_back(std::unique_ptr<Connection> lent) {
  std::unique_ptr<PooledConnection> connection(static_cast<PooledConnection*>(lent.release()));
  connection->read_for(nullptr);
  connection->roll_back();
  {
    const std::lock_guard guard(mutex_);
    lent_.erase(connection.get());
    if (readers_.size() < readers_kept_max) readers_.push_back(std::move(connection));
  }
  came_back_.notify_one();
}

}  // namespace storage
