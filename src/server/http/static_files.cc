#include "server/http/static_files.h"

#include <array>
#include <fstream>
#include <sstream>

#include "server/http/answers.h"

namespace server {

namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream out;
  out << file.rdbuf();
  return std::move(out).str();
}

bool accepts(const Request& request, std::string_view coding) {
  return request.header("accept-encoding").find(coding) != std::string_view::npos;
}

std::string_view extension(std::string_view path) {
  const size_t dot = path.rfind('.');
  return dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos
             ? ""
             : path.substr(dot);
}

// No part of the path climbs out of the folder or names a hidden file.
bool stays_inside(std::string_view path) {
  return path.starts_with('/') && path.find("/.") == std::string_view::npos &&
         path.find('\0') == std::string_view::npos;
}

}  // namespace

std::string_view media_type_of(std::string_view path) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 20> types = {{
      {".html", "text/html; charset=utf-8"},
      {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"},
      {".css", "text/css; charset=utf-8"},
      {".json", "application/json"},
      {".svg", "image/svg+xml"},
      {".png", "image/png"},
      {".jpg", "image/jpeg"},
      {".jpeg", "image/jpeg"},
      {".gif", "image/gif"},
      {".webp", "image/webp"},
      {".ico", "image/x-icon"},
      {".woff", "font/woff"},
      {".woff2", "font/woff2"},
      {".ttf", "font/ttf"},
      {".txt", "text/plain; charset=utf-8"},
      {".webmanifest", "application/manifest+json"},
      {".wasm", "application/wasm"},
      {".pdf", "application/pdf"},
      {".csv", "text/csv; charset=utf-8"},
  }};
  const auto end = extension(path);
  for (const auto& [suffix, type] : types) {
    if (suffix == end) return type;
  }
  return "application/octet-stream";
}

StaticFiles::StaticFiles(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::optional<StaticFiles::File> StaticFiles::find(std::string_view path) const {
  if (!stays_inside(path)) return std::nullopt;
  File file{folder_ / path.substr(1), {}};
  std::error_code error;
  if (!std::filesystem::is_regular_file(file.path, error)) return std::nullopt;
  const auto written = std::filesystem::last_write_time(file.path, error).time_since_epoch();
  const auto size = std::filesystem::file_size(file.path, error);
  file.tag = "\"" + std::to_string(written.count()) + "-" + std::to_string(size) + "\"";
  return file;
}

Response StaticFiles::answer(const Request& request) const {
  std::string path = request.path == "/" ? "/index.html" : request.path;
  auto file = find(path);
  if (!file && extension(path).empty()) {  // a page of the front
    path = "/index.html";
    file = find(path);
  }
  if (!file) return problem(base::refusal("request.not_found"));

  Response response;
  const bool is_hashed = path.starts_with("/assets/");
  response.with("Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache")
      .with("ETag", file->tag)
      .with("Vary", "Accept-Encoding");
  if (request.header("if-none-match") == file->tag) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(media_type_of(path)));
  for (const auto& [coding, suffix] : {std::pair{"br", ".br"}, std::pair{"gzip", ".gz"}}) {
    std::error_code error;
    const auto packed = std::filesystem::path(file->path) += suffix;
    if (!accepts(request, coding) || !std::filesystem::exists(packed, error)) continue;
    response.with("Content-Encoding", coding);
    response.body = read_file(packed);
    return response;
  }
  response.body = read_file(file->path);
  return response;
}

}  // namespace server
