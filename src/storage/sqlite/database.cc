// The workspace's folder: `jingwei.db`, `attachments.db` and the lock.
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <map>

#include "storage/database.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/files.h"

namespace storage {
namespace {

using sqlite::Access;
using sqlite::SqliteConnection;

constexpr size_t readers_kept_max = 16;

// Held as long as the process lives; the system gives it back even after a crash.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& file)
      : descriptor_(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600)) {
    if (descriptor_ < 0) throw Failure("cannot open " + file.string());
    held_ = ::flock(descriptor_, LOCK_EX | LOCK_NB) == 0;
  }
  ~FileLock() { ::close(descriptor_); }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;
  bool held() const { return held_; }

 private:
  int descriptor_;
  bool held_ = false;
};

std::map<std::string_view, std::vector<const Migration*>> by_module(
    std::span<const Migration> migrations) {
  std::map<std::string_view, std::vector<const Migration*>> modules;
  for (const Migration& migration : migrations) {
    auto& steps = modules[migration.module];
    steps.push_back(&migration);
    base::ensure(migration.version == static_cast<int>(steps.size()),
                 "migrations of " + std::string(migration.module) + " count up from 1");
  }
  return modules;
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const Settings& settings, std::unique_ptr<FileLock> lock)
      : settings_(settings),
        lock_(std::move(lock)),
        writer_(settings.folder / sqlite::database_file, Access::ReadWrite, settings.durability) {
    writer_.run_script(
        "CREATE TABLE IF NOT EXISTS migration (module TEXT PRIMARY KEY, version INTEGER NOT NULL)");
  }

  base::Result<void> migrate(std::span<const Migration> migrations) override {
    // In the order in which the modules were given: later ones may refer to tables of earlier ones.
    const auto modules = by_module(migrations);
    for (const auto& [module, steps] : modules) {
      if (version_of(module) <= static_cast<int64_t>(steps.size())) continue;
      return base::refusal("storage.newer_schema").because("module " + std::string(module));
    }
    for (const Migration& first : migrations) {
      if (first.version == 1) apply(first.module, modules.at(first.module));
    }
    return {};
  }

  Connection& writer() override { return writer_; }

  Lease read() override {
    {
      const std::lock_guard guard(mutex_);
      if (!readers_.empty()) {
        auto connection = std::move(readers_.back());
        readers_.pop_back();
        return Lease(*this, std::move(connection));
      }
    }
    return Lease(*this, std::make_unique<SqliteConnection>(settings_.folder / sqlite::database_file,
                                                           Access::ReadOnly, settings_.durability));
  }

  base::Result<void> back_up(const std::filesystem::path& target) override {
    std::error_code failed;
    std::filesystem::create_directories(target, failed);
    if (std::filesystem::exists(target / sqlite::database_file)) {
      return base::refusal("storage.backup_exists").at(target.string());
    }
    try {
      // Rows name attachments that were written before them, so the attachments are copied last.
      copy(sqlite::database_file, target);
      if (std::filesystem::exists(settings_.folder / sqlite::attachments_file)) {
        copy(sqlite::attachments_file, target);
      }
    } catch (const Failure& failure) {
      return base::refusal("storage.unavailable").because(failure.what());
    }
    return {};
  }

 private:
  void give_back(std::unique_ptr<Connection> connection) override {
    connection->roll_back();
    const std::lock_guard guard(mutex_);
    if (readers_.size() < readers_kept_max) readers_.push_back(std::move(connection));
  }

  int64_t version_of(std::string_view module) {
    const auto row =
        writer_.first("SELECT version FROM migration WHERE module = ?", {std::string(module)});
    return row ? row->integer(0) : 0;
  }

  void apply(std::string_view module, const std::vector<const Migration*>& steps) {
    const int64_t done = version_of(module);
    if (done == static_cast<int64_t>(steps.size())) return;
    writer_.begin();
    try {
      for (size_t i = static_cast<size_t>(done); i < steps.size(); ++i) {
        writer_.run_script(steps[i]->sql);
      }
      writer_.execute("DELETE FROM migration WHERE module = ?", {std::string(module)});
      writer_.execute("INSERT INTO migration (module, version) VALUES (?, ?)",
                      {std::string(module), static_cast<int64_t>(steps.size())});
      writer_.commit();
    } catch (...) {
      writer_.roll_back();
      throw;
    }
  }

  // Under another name until it is complete.
  void copy(const char* name, const std::filesystem::path& target) {
    std::filesystem::path part = target / name;
    part += ".part";
    std::filesystem::remove(part);
    SqliteConnection(settings_.folder / name, Access::ReadOnly, settings_.durability).copy_to(part);
    std::filesystem::rename(part, target / name);
  }

  Settings settings_;
  std::unique_ptr<FileLock> lock_;
  SqliteConnection writer_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
};

}  // namespace

base::Result<std::unique_ptr<Database>> Database::open(const Settings& settings) {
  try {
    std::filesystem::create_directories(settings.folder);
    auto lock = std::make_unique<FileLock>(settings.folder / "lock");
    if (!lock->held()) return base::refusal("storage.locked").at(settings.folder.string());
    return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(settings, std::move(lock)));
  } catch (const Failure& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  } catch (const std::filesystem::filesystem_error& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  }
}

}  // namespace storage
