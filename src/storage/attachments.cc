#include "storage/attachments.h"

#include <mutex>

#include "base/text.h"
#include "storage/postgres/open.h"
#include "storage/sqlite/open.h"

namespace storage {
namespace {

constexpr size_t chunk_bytes = 256 * 1024;

constexpr std::string_view tables = R"sql(
  CREATE TABLE IF NOT EXISTS attachment (sha256 TEXT PRIMARY KEY, size_bytes INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS chunk (
    sha256 TEXT NOT NULL, number INTEGER NOT NULL, bytes BLOB NOT NULL,
    PRIMARY KEY (sha256, number));
)sql";

class StoredAttachments final : public Attachments {
 public:
  explicit StoredAttachments(std::unique_ptr<Connection> connection)
      : connection_(std::move(connection)) {
    connection_->run_script(tables);
  }

  base::Result<std::string> put(std::string_view bytes) override {
    const std::string hash = base::sha256_hex(bytes);
    const std::lock_guard guard(mutex_);
    try {
      if (size_of(hash)) return hash;
      connection_->begin();
      for (size_t at = 0, number = 0; at < bytes.size(); at += chunk_bytes, ++number) {
        connection_->execute(
            "INSERT INTO chunk (sha256, number, bytes) VALUES (?, ?, ?)",
            {hash, static_cast<int64_t>(number), Blob{std::string(bytes.substr(at, chunk_bytes))}});
      }
      connection_->execute("INSERT INTO attachment (sha256, size_bytes) VALUES (?, ?)",
                           {hash, static_cast<int64_t>(bytes.size())});
      connection_->commit();
    } catch (const Failure& failure) {
      connection_->roll_back();
      return base::refusal("storage.unavailable").because(failure.what());
    }
    return hash;
  }

  base::Result<std::string> get(std::string_view sha256) override {
    const std::lock_guard guard(mutex_);
    try {
      const auto size = size_of(sha256);
      if (!size) return base::refusal("storage.no_attachment").at(std::string(sha256));
      std::string bytes;
      bytes.reserve(static_cast<size_t>(*size));
      connection_->each("SELECT bytes FROM chunk WHERE sha256 = ? ORDER BY number",
                        {std::string(sha256)}, [&](const Row& row) {
                          bytes += row.blob(0);
                          return true;
                        });
      base::ensure(bytes.size() == static_cast<size_t>(*size), "all chunks of an attachment");
      return bytes;
    } catch (const Failure& failure) {
      return base::refusal("storage.unavailable").because(failure.what());
    }
  }

 private:
  std::optional<int64_t> size_of(std::string_view sha256) {
    const auto row = connection_->first("SELECT size_bytes FROM attachment WHERE sha256 = ?",
                                        {std::string(sha256)});
    if (!row) return std::nullopt;
    return row->integer(0);
  }

  std::mutex mutex_;
  std::unique_ptr<Connection> connection_;
};

}  // namespace

base::Result<std::unique_ptr<Attachments>> Attachments::open(const Settings& settings) {
  try {
    auto connection = settings.server.empty() ? sqlite::open_attachments(settings)
                                              : postgres::open_attachments(settings);
    return std::unique_ptr<Attachments>(std::make_unique<StoredAttachments>(std::move(connection)));
  } catch (const Failure& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  } catch (const std::filesystem::filesystem_error& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  }
}

}  // namespace storage
