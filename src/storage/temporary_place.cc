#include "storage/temporary_place.h"

#include <unistd.h>

#include <atomic>

#include "storage/postgres/open.h"
#include "storage/postgres/server.h"

namespace storage {
namespace {

namespace fs = std::filesystem;

std::string fresh_name() {
  static std::atomic<int> count{0};
  return "jingwei_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
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
