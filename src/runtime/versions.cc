#include "runtime/versions.h"

namespace runtime {

std::vector<VersionView> versions(storage::Connection& db, std::string_view process) {
  std::vector<VersionView> found;
  db.each(
      "SELECT d.key, d.version, d.version_tag, d.deployed_at, d.deployed_by,"
      " (SELECT COUNT(*) FROM process_instance i WHERE i.definition = d.key AND i.state = "
      "'active'),"
      " (SELECT COUNT(*) FROM process_instance i WHERE i.definition = d.key AND i.state <> "
      "'active'),"
      " (SELECT MIN(s.version) FROM definition s WHERE s.kind = 'process' AND s.id = d.id AND "
      "s.checksum = d.checksum)"
      " FROM definition d WHERE d.kind = 'process' AND d.id = ? ORDER BY d.version DESC",
      {std::string(process)}, [&](const storage::Row& row) {
        const int64_t version = row.integer(1);
        const int64_t first = row.integer(7);
        found.push_back({row.integer(0),
                         version,
                         row.text(2),
                         {row.integer(3)},
                         row.text(4),
                         row.integer(5),
                         row.integer(6),
                         first == version ? 0 : first});
        return true;
      });
  return found;
}

namespace {

std::optional<NewestVersion> newest(storage::Connection& db, const std::string& condition,
                                    const std::vector<storage::Cell>& parameters) {
  const auto row = db.first(
      "SELECT key, version, kind, file, content FROM definition WHERE kind = 'process' AND " +
          condition + " ORDER BY version DESC LIMIT 1",
      parameters);
  if (!row) return std::nullopt;
  return NewestVersion{
      row->integer(0), row->integer(1), {row->text(2), row->text(3), row->text(4)}};
}

}  // namespace

std::optional<NewestVersion> newest_version(storage::Connection& db, std::string_view process) {
  return newest(db, "id = ?", {std::string(process)});
}

std::optional<NewestVersion> newest_version_by(storage::Connection& db, std::string_view process,
                                               std::string_view person) {
  return newest(db, "id = ? AND deployed_by = ?", {std::string(process), std::string(person)});
}

}  // namespace runtime
