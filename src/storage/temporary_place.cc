#include "storage/temporary_place.h"

#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>

#include "storage/postgres/open.h"
#include "storage/postgres/server.h"

namespace storage {
namespace {

namespace fs = std::filesystem;

std::string fresh_name() {
  static std::atomic<int> count{0};
  return "jingwei_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

// Which tables the migrations make, on which server.
std::string key_of(const std::string& server, std::span<const Migration> migrations) {
  std::string key = server;
  for (const Migration& migration : migrations)
    key += "\n" + std::string(migration.module) + " " + std::to_string(migration.version);
  return key;
}

void migrate(const Settings& settings, std::span<const Migration> more) {
  auto opened = Database::open(settings);
  base::ensure(opened.ok(), "a fresh place opens");
  Database& database = *opened.value();
  base::ensure(database.migrate(migrations()).ok() && database.migrate(more).ok(),
               "a fresh place migrates");
}

}  // namespace

TemporaryPlace::TemporaryPlace(std::string server, Room room)
    : name_(fresh_name()),
      server_(std::move(server)),
      room_(room),
      folder_(fs::temp_directory_path() / name_) {
  fs::create_directories(folder_);
  if (!server_.empty() && room_ == Room::Database) postgres::create_database(server_, name_, "");
}

TemporaryPlace::TemporaryPlace(const TemporaryPlace& original)
    : name_(fresh_name()),
      server_(original.server_),
      room_(original.room_),
      folder_(fs::temp_directory_path() / name_) {
  fs::copy(original.folder_, folder_, fs::copy_options::recursive);
  if (server_.empty()) return;
  base::ensure(room_ == Room::Database, "only whole databases are copied");
  postgres::create_database(server_, name_, original.name_);
}

TemporaryPlace::~TemporaryPlace() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
  if (server_.empty()) return;
  try {
    room_ == Room::Database ? postgres::drop_database(server_, name_)
                            : postgres::drop_workspace(settings());
  } catch (const Failure&) {  // a server that is gone has nothing to drop
  }
}

TemporaryPlace migrated_place(const std::string& server, std::span<const Migration> migrations) {
  static std::mutex making;
  static std::map<std::string, TemporaryPlace> originals;
  const std::lock_guard lock(making);
  const auto [original, is_new] =
      originals.try_emplace(key_of(server, migrations), server, Room::Database);
  if (is_new) migrate(original->second.settings(), migrations);
  return TemporaryPlace(original->second);
}

Settings TemporaryPlace::settings() const {
  Settings settings;
  settings.folder = folder_;
  settings.durability = Durability::Off;
  if (server_.empty()) return settings;
  const bool is_whole = room_ == Room::Database;
  settings.server = is_whole ? postgres::with_database(server_, name_) : server_;
  if (!is_whole) settings.workspace = name_;
  return settings;
}

}  // namespace storage
