#include "work/standing_in.h"

namespace work {

std::vector<std::string> holders_of_work(storage::Connection& db, const std::string& person) {
  std::vector<std::string> holders;
  for (const storage::Row& row :
       db.query("SELECT on_behalf_of FROM work_candidate WHERE person = ? AND on_behalf_of <> ''"
                " UNION SELECT on_behalf_of FROM work_seat WHERE person = ? AND on_behalf_of <> ''",
                {person, person}))
    holders.push_back(row.text(0));
  return holders;
}

}  // namespace work
