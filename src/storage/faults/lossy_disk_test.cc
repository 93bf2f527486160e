// The VFS of LossyDisk. It lies in a test file so that it is not part of the program.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <functional>

#include "storage/faults/lossy_disk.h"

namespace storage::testing {

namespace {

constexpr size_t kSectorBytes = 512;

// What SQLite sees as a file; the file of its own VFS lies behind it in the same memory.
struct Handle {
  sqlite3_file base;
  LossyDisk* disk;
  std::string* path;

  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

Handle& handle(sqlite3_file* file) { return *reinterpret_cast<Handle*>(file); }
sqlite3_file* real(sqlite3_file* file) { return handle(file).real(); }
sqlite3_vfs* real(sqlite3_vfs* vfs) {
  return static_cast<std::pair<sqlite3_vfs*, LossyDisk*>*>(vfs->pAppData)->first;
}
LossyDisk& disk(sqlite3_vfs* vfs) {
  return *static_cast<std::pair<sqlite3_vfs*, LossyDisk*>*>(vfs->pAppData)->second;
}

void apply(std::string& content, const LossyDisk::Change& change) {
  if (change.is_truncation) {
    content.resize(change.offset);
    return;
  }
  content.resize(std::max(content.size(), change.offset + change.bytes.size()));
  content.replace(change.offset, change.bytes.size(), change.bytes);
}

int close(sqlite3_file* file) {
  const int status = real(file)->pMethods->xClose(real(file));
  delete handle(file).path;
  return status;
}

int write(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset) {
  Handle& mine = handle(file);
  mine.disk->act();
  mine.disk->file(*mine.path)
      .changes.push_back({static_cast<size_t>(offset),
                          std::string(static_cast<const char*>(bytes), static_cast<size_t>(count)),
                          false});
  return real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  Handle& mine = handle(file);
  mine.disk->act();
  mine.disk->file(*mine.path).changes.push_back({static_cast<size_t>(size), {}, true});
  return real(file)->pMethods->xTruncate(real(file), size);
}

// The file below is not synced: only what is kept here outlives the loss.
int sync(sqlite3_file* file, int) {
  Handle& mine = handle(file);
  mine.disk->act();
  auto& state = mine.disk->file(*mine.path);
  for (const auto& change : state.changes) apply(state.durable, change);
  state.changes.clear();
  return SQLITE_OK;
}

// Everything else is the business of the VFS below. Version 2 has shared memory and no mapped
// files.
const sqlite3_io_methods kMethods = {
    2,
    close,
    [](sqlite3_file* f, void* p, int n, sqlite3_int64 at) {
      return real(f)->pMethods->xRead(real(f), p, n, at);
    },
    write,
    truncate,
    sync,
    [](sqlite3_file* f, sqlite3_int64* size) {
      return real(f)->pMethods->xFileSize(real(f), size);
    },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); },
    [](sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); },
    [](sqlite3_file* f, int* is) { return real(f)->pMethods->xCheckReservedLock(real(f), is); },
    [](sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; },
    [](sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); },
    [](sqlite3_file* f) { return real(f)->pMethods->xDeviceCharacteristics(real(f)); },
    [](sqlite3_file* f, int page, int size, int extend, void volatile** memory) {
      return real(f)->pMethods->xShmMap(real(f), page, size, extend, memory);
    },
    [](sqlite3_file* f, int at, int n, int flags) {
      return real(f)->pMethods->xShmLock(real(f), at, n, flags);
    },
    [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); },
    [](sqlite3_file* f, int is_deleting) {
      return real(f)->pMethods->xShmUnmap(real(f), is_deleting);
    },
    nullptr,
    nullptr,
};

int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  Handle& mine = handle(file);
  mine.base.pMethods = nullptr;
  const int status = real(vfs)->xOpen(real(vfs), name, mine.real(), flags, out_flags);
  if (status != SQLITE_OK) return status;
  mine.disk = &disk(vfs);
  mine.path = new std::string(name != nullptr ? name : "");
  mine.disk->file(*mine.path);
  mine.base.pMethods = &kMethods;
  return SQLITE_OK;
}

int remove_file(sqlite3_vfs* vfs, const char* name, int sync_folder) {
  disk(vfs).remove(name);
  return real(vfs)->xDelete(real(vfs), name, sync_folder);
}

}  // namespace

LossyDisk::LossyDisk(unsigned seed) : random_(seed) {
  sqlite3_vfs* below = sqlite3_vfs_find(nullptr);
  vfs_ = std::make_unique<sqlite3_vfs>(*below);
  vfs_->zName = "lossy";
  vfs_->pNext = nullptr;
  vfs_->szOsFile = static_cast<int>(sizeof(Handle)) + below->szOsFile;
  vfs_->pAppData = new std::pair(below, this);
  vfs_->xOpen = open;
  vfs_->xDelete = remove_file;
  sqlite3_vfs_register(vfs_.get(), 1);
}

LossyDisk::~LossyDisk() {
  sqlite3_vfs_unregister(vfs_.get());
  delete static_cast<std::pair<sqlite3_vfs*, LossyDisk*>*>(vfs_->pAppData);
}

void LossyDisk::act() {
  if (!left_ || (*left_)-- > 0) return;
  left_.reset();
  for (const auto& [path, file] : files_) found_[path] = found_after_loss(file);
  if (on_loss) on_loss();
}

std::string LossyDisk::found_after_loss(const File& file) {
  std::string content = file.durable;
  for (const auto& change : file.changes) {
    const auto fate = random_() % 3;  // written, lost, or torn
    if (fate == 0) apply(content, change);
    if (fate != 2 || change.is_truncation) continue;
    for (size_t at = 0; at < change.bytes.size(); at += kSectorBytes) {
      if (random_() % 2 == 0)
        apply(content, {change.offset + at, change.bytes.substr(at, kSectorBytes), false});
    }
  }
  return content;
}

bool LossyDisk::restore(const std::filesystem::path& folder) const {
  for (const auto& [path, content] : found_) {
    std::ofstream(folder / std::filesystem::path(path).filename(), std::ios::binary) << content;
  }
  return !found_.empty();
}

}  // namespace storage::testing
