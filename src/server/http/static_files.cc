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

StaticFiles::StaticFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator at(folder_, error), end; !error && at != end;
       at.increment(error)) {
    if (!at->is_regular_file(error)) continue;
    const auto path = "/" + std::filesystem::relative(at->path(), folder_).generic_string();
    if (path.ends_with(".br") || path.ends_with(".gz")) continue;
    File file;
    file.has_brotli = std::filesystem::exists(at->path().string() + ".br", error);
    file.has_gzip = std::filesystem::exists(at->path().string() + ".gz", error);
    const auto written = at->last_write_time(error).time_since_epoch().count();
    file.tag = "\"" + std::to_string(written) + "-" + std::to_string(at->file_size(error)) + "\"";
    files_.emplace(path, std::move(file));
  }
}

const StaticFiles::File* StaticFiles::find(std::string_view path) const {
  const auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

Response StaticFiles::answer(const Request& request) const {
  std::string path = request.path == "/" ? "/index.html" : request.path;
  const File* file = find(path);
  if (file == nullptr && extension(path).empty()) {  // a page of the front
    path = "/index.html";
    file = find(path);
  }
  if (file == nullptr) return problem(base::refusal("request.not_found"));

  Response response;
  const bool is_hashed = path.starts_with("/assets/");
  response.with("Cache-Control", is_hashed ? "public, max-age=31536000, immutable" : "no-cache")
      .with("ETag", file->tag)
      .with("Vary", "Accept-Encoding");
  add_safety_headers(response);
  if (request.header("if-none-match") == file->tag) {
    response.status = 304;
    return response;
  }
  response.with("Content-Type", std::string(media_type_of(path)));
  std::string suffix;
  if (file->has_brotli && accepts(request, "br"))
    suffix = ".br";
  else if (file->has_gzip && accepts(request, "gzip"))
    suffix = ".gz";
  if (!suffix.empty()) response.with("Content-Encoding", suffix == ".br" ? "br" : "gzip");
  response.body = read_file(folder_ / (path.substr(1) + suffix));
  return response;
}

}  // namespace server
