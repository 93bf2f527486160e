// The front: files of one folder, compressed ahead at build (.br, .gz). Unknown pages get
// index.html.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "server/http/message.h"

namespace server {

class StaticFiles {
 public:
  // Looks at the folder once. A missing folder serves nothing.
  explicit StaticFiles(std::filesystem::path folder);
  bool is_empty() const { return files_.empty(); }
  // GET or HEAD.
  Response answer(const Request& request) const;

 private:
  struct File {
    bool has_brotli = false;
    bool has_gzip = false;
    std::string tag;
  };
  const File* find(std::string_view path) const;
  std::filesystem::path folder_;
  std::map<std::string, File, std::less<>> files_;  // by path with a leading slash
};

std::string_view media_type_of(std::string_view path);

}  // namespace server
