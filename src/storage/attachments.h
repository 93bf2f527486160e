// Content-addressed files in a database or schema of their own. Bytes are written before the row
// that names them.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "storage/database.h"

namespace storage {

// Safe to use from several threads.
class Attachments {
 public:
  static base::Result<std::unique_ptr<Attachments>> open(const Settings& settings);
  virtual ~Attachments() = default;
  // Stores the bytes durably; returns their SHA-256 in hex. Storing the same bytes twice is once.
  virtual base::Result<std::string> put(std::string_view bytes) = 0;
  // Refuses with storage.no_attachment.
  virtual base::Result<std::string> get(std::string_view sha256) = 0;
};

}  // namespace storage
