#include <algorithm>
#include <array>

#include "app/inside/act.h"
#include "app/inside/file_rights.h"
#include "app/inside/json.h"
#include "app/outside.h"
#include "base/text.h"

namespace app {

namespace {

// Called so, and without control characters but line ends and tabs.
bool is_plain_text(std::string_view name, std::string_view bytes) {
  static constexpr std::array<std::string_view, 4> endings = {".txt", ".md", ".csv", ".log"};
  const std::string lower = base::lower_ascii(name);
  const bool is_named = std::ranges::any_of(
      endings, [&](std::string_view ending) { return lower.ends_with(ending); });
  return is_named && base::is_utf8(bytes) && std::ranges::all_of(bytes, [](unsigned char c) {
           return c >= 0x20 ? c != 0x7f : c == '\n' || c == '\r' || c == '\t';
         });
}

// From the first bytes: what a browser may show must really be what it says.
std::string_view type_of(std::string_view name, std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> signs = {
      {{"\x89PNG\r\n", "image/png"},
       {"\xff\xd8\xff", "image/jpeg"},
       {"GIF8", "image/gif"},
       {"%PDF-", "application/pdf"},
       {"PK\x03\x04", "application/zip"}}};
  for (const auto& [sign, type] : signs) {
    if (bytes.starts_with(sign)) return type;
  }
  if (bytes.starts_with("RIFF") && bytes.size() > 12 && bytes.substr(8, 4) == "WEBP")
    return "image/webp";
  return is_plain_text(name, bytes) ? "text/plain" : "application/octet-stream";
}

// What people open by its ending is what it says.
bool is_as_named(std::string_view name, std::string_view type) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> endings = {
      {{".pdf", "application/pdf"},
       {".png", "image/png"},
       {".jpg", "image/jpeg"},
       {".jpeg", "image/jpeg"},
       {".gif", "image/gif"},
       {".webp", "image/webp"}}};
  const std::string lower = base::lower_ascii(name);
  return std::ranges::all_of(endings, [&](const auto& each) {
    return !lower.ends_with(each.first) || each.second == type;
  });
}

bool is_file_name(std::string_view name) {
  if (base::trim(name).empty() || !base::is_utf8(name) || base::length(name) > 255) return false;
  for (const unsigned char c : name) {
    if (c < 0x20 || c == 0x7f || c == '/' || c == '\\') return false;
  }
  return true;
}

}  // namespace

base::Result<base::Json> put_attachment(Workspace& workspace, const Caller& caller,
                                        std::string_view name, std::string_view bytes) {
  auto& parts = workspace.parts();
  if (!is_file_name(name)) return base::refusal("app.bad_file_name").at("name");
  if (bytes.empty()) return base::refusal("app.empty_file");
  const std::string type(type_of(name, bytes));
  if (!is_as_named(name, type)) return base::refusal("app.file_not_as_named").at("name");
  const auto sha256 = parts.attachments->put(bytes);
  if (!sha256) return sha256.error();
  const auto id = base::random_token(*parts.settings.random, 16);
  const auto size = static_cast<int64_t>(bytes.size());
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    op.tx.db.execute(
        "INSERT INTO attachment (id, name, type, size, sha256, person, at) VALUES (?, ?, ?, ?, ?, "
        "?, ?)",
        {id, std::string(name), type, size, *sha256, caller.person, op.tx.now.micros});
    storage::append_event(op.tx,
                          {"attachment.stored", "attachment", id, "", "", "",
                           base::JsonObject{{"name", name}, {"size", size}, {"sha256", *sha256}}});
    return base::Json(base::JsonObject{
        {"id", id}, {"name", name}, {"size", size}, {"sha256", *sha256}, {"type", type}});
  });
  return done;
}

base::Result<AttachmentBytes> attachment(Workspace& workspace, const Caller& caller,
                                         std::string_view id) {
  auto& parts = workspace.parts();
  AttachmentBytes out;
  std::string sha256;
  {
    auto db = parts.database->read();
    const auto row =
        db->first("SELECT name, type, sha256 FROM attachment WHERE id = ?", {std::string(id)});
    if (!row || !may_read_file(parts, *db, caller, id))
      return base::refusal("app.no_attachment").at(std::string(id.substr(0, 60)));
    out.name = row->text(0);
    out.type = row->text(1);
    sha256 = row->text(2);
  }
  auto bytes = parts.attachments->get(sha256);
  if (!bytes) return bytes.error();
  out.bytes = std::move(*bytes);
  return out;
}

}  // namespace app
