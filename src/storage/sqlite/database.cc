#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "storage/common/pooled_database.h"
#include "storage/sqlite/connection.h"
#include "storage/sqlite/open.h"

namespace storage::sqlite {
namespace {

constexpr const char* database_file = "jingwei.db";
constexpr const char* attachments_file = "attachments.db";

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

class SqliteDatabase final : public PooledDatabase {
 public:
  SqliteDatabase(const Settings& settings, std::unique_ptr<FileLock> lock)
      : settings_(settings),
        lock_(std::move(lock)),
        writer_(settings.folder / database_file, Access::ReadWrite, settings.durability) {
    writer_.run_script(
        "CREATE TABLE IF NOT EXISTS migration (module TEXT PRIMARY KEY, version INTEGER NOT NULL)");
  }

  ~SqliteDatabase() override { close_readers(); }

  Connection& writer() override { return writer_; }

  base::Result<void> back_up(const std::filesystem::path& target) override {
    std::error_code failed;
    std::filesystem::create_directories(target, failed);
    if (std::filesystem::exists(target / database_file)) {
      return base::refusal("storage.backup_exists").at(target.string());
    }
    try {
      // Rows name attachments that were written before them, so the attachments are copied last.
      copy(database_file, target);
      if (std::filesystem::exists(settings_.folder / attachments_file)) {
        copy(attachments_file, target);
      }
    } catch (const Failure& failure) {
      return base::refusal("storage.unavailable").because(failure.what());
    }
    return {};
  }

 private:
  std::unique_ptr<PooledConnection> open_reader() override {
    auto reader = std::make_unique<SqliteConnection>(settings_.folder / database_file,
                                                     Access::ReadOnly, settings_.durability);
    reader->give_up_after(settings_.reads_for);
    return reader;
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
};

}  // namespace

base::Result<std::unique_ptr<Database>> open(const Settings& settings) {
  std::filesystem::create_directories(settings.folder);
  auto lock = std::make_unique<FileLock>(settings.folder / "lock");
  if (!lock->held()) return base::refusal("storage.locked").at(settings.folder.string());
  return std::unique_ptr<Database>(std::make_unique<SqliteDatabase>(settings, std::move(lock)));
}

std::unique_ptr<Connection> open_attachments(const Settings& settings) {
  std::filesystem::create_directories(settings.folder);
  return std::make_unique<SqliteConnection>(settings.folder / attachments_file, Access::ReadWrite,
                                            Durability::Full);
}

}  // namespace storage::sqlite
