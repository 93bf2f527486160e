// For tests: a disk under SQLite that can lose its power. What was written to a file since it was
// last synced may then be there, be missing, or be torn between sectors.
//
// It is a VFS over SQLite's own; while one lives, databases that are opened use it.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace storage::testing {

class LossyDisk {
 public:
  explicit LossyDisk(unsigned seed);
  ~LossyDisk();
  LossyDisk(const LossyDisk&) = delete;
  LossyDisk& operator=(const LossyDisk&) = delete;

  // Power goes just before the given act of writing, truncating or syncing, counted from now.
  // The programs above notice nothing: what would be found afterwards is put aside.
  void lose_power_at(size_t act) { left_ = act; }
  // Called at that moment.
  std::function<void()> on_loss;
  // Writes the files as they are found afterwards to `folder`. False when power was never lost.
  bool restore(const std::filesystem::path& folder) const;

  // For the VFS.
  struct Change {
    size_t offset = 0;
    std::string bytes;
    bool is_truncation = false;  // to `offset` bytes
  };
  struct File {
    std::string durable;          // as of the last sync
    std::vector<Change> changes;  // since then
  };
  void act();
  File& file(const std::string& path) { return files_[path]; }
  void remove(const std::string& path) { files_.erase(path); }

 private:
  std::string found_after_loss(const File& file);

  std::mt19937 random_;
  std::optional<size_t> left_;
  std::map<std::string, File> files_;
  std::map<std::string, std::string> found_;
  std::unique_ptr<sqlite3_vfs> vfs_;
};

}  // namespace storage::testing
