// The front: files of one folder, compressed ahead at build (.br, .gz). Unknown pages get
// index.html. The folder is asked at every request, so that a front built anew is served at once.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "server/http/message.h"

namespace server {

class StaticFiles {
 public:
  // A missing folder serves nothing.
  explicit StaticFiles(std::filesystem::path folder);
  // GET or HEAD.
  Response answer(const Request& request) const;

 private:
  struct File {
    std::filesystem::path path;
    std::string tag;  // changes with the file
  };
  // `path` begins with a slash; nothing outside the folder is found.
  std::optional<File> find(std::string_view path) const;
  std::filesystem::path folder_;
};

std::string_view media_type_of(std::string_view path);

}  // namespace server
