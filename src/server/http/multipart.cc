#include "server/http/multipart.h"

#include "base/text.h"
#include "server/http/status.h"

namespace server {

namespace {

constexpr size_t parts_max = 1000;
constexpr std::string_view line_end = "\r\n";

base::Error malformed(std::string why) {
  return base::refusal("request.malformed").at("multipart/form-data").because(std::move(why));
}

// A parameter of a header: `form-data; name="resources"; filename="a.bpmn"`. A backslash takes the
// next character as it is.
std::string parameter(std::string_view header, std::string_view wanted) {
  size_t at = header.find(';');
  while (at != std::string_view::npos && at < header.size()) {
    const size_t equal = header.find('=', at);
    if (equal == std::string_view::npos) return {};
    const auto name = base::lower_ascii(base::trim(header.substr(at + 1, equal - at - 1)));
    std::string value;
    size_t from = equal + 1;
    if (from < header.size() && header[from] == '"') {
      for (++from; from < header.size() && header[from] != '"'; ++from) {
        if (header[from] == '\\' && from + 1 < header.size()) ++from;
        value += header[from];
      }
    } else {
      while (from < header.size() && header[from] != ';') value += header[from++];
      value = base::trim(value);
    }
    if (name == wanted) return value;
    at = header.find(';', from);
  }
  return {};
}

std::string_view disposition_of(std::string_view headers) {
  while (!headers.empty()) {
    const size_t end = std::min(headers.find(line_end), headers.size());
    const auto line = headers.substr(0, end);
    headers.remove_prefix(std::min(end + line_end.size(), headers.size()));
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    if (base::lower_ascii(base::trim(line.substr(0, colon))) == "content-disposition")
      return base::trim(line.substr(colon + 1));
  }
  return {};
}

base::Result<Part> part_of(std::string_view text) {
  const size_t end = text.find("\r\n\r\n");
  if (end == std::string_view::npos) return malformed("a part without the end of its headers");
  const auto disposition = disposition_of(text.substr(0, end));
  Part part;
  part.name = parameter(disposition, "name");
  part.file = parameter(disposition, "filename");
  part.content = text.substr(end + 4);
  if (part.name.empty()) return malformed("a part without a name");
  if (!base::is_utf8(part.name) || !base::is_utf8(part.file)) return malformed("not UTF-8");
  return part;
}

}  // namespace

base::Result<std::vector<Part>> parts_of(const Request& request) {
  const auto type = request.header("content-type");
  if (media_type_of(request) != "multipart/form-data")
    return base::refusal("request.wrong_media_type").because("multipart/form-data is expected");
  const auto boundary = parameter(type, "boundary");
  if (boundary.empty() || boundary.size() > 200) return malformed("no boundary");

  // The first boundary may open the body; every other stands behind a line end.
  const std::string mark = std::string(line_end) + "--" + boundary;
  const std::string body = std::string(line_end) + request.body;
  std::vector<Part> out;
  size_t at = body.find(mark);
  if (at == std::string::npos) return malformed("the boundary is not in the body");
  while (true) {
    at += mark.size();
    const auto rest = std::string_view(body).substr(at);
    if (rest.starts_with("--")) return out;
    const size_t end = rest.find(mark);
    if (!rest.starts_with(line_end) || end == std::string_view::npos)
      return malformed("the last boundary is missing");
    if (out.size() == parts_max) return malformed("too many parts");
    auto part = part_of(rest.substr(line_end.size(), end - line_end.size()));
    if (!part) return part.error();
    out.push_back(std::move(*part));
    at += end;
  }
}

}  // namespace server
