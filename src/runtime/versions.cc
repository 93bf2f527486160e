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

}  // namespace runtime
