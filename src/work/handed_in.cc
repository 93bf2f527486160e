#include "work/handed_in.h"

#include "org/organisation.h"
#include "work/instances.h"
#include "work/notices.h"
#include "work/steps/common.h"
#include "work/store/rows.h"

namespace work {

void note_handed_in(Context& context, int64_t key) {
  const std::string& person = context.tx.actor.person;
  const auto known = instance(context.tx.db, key);
  base::ensure(known.has_value(), "what is handed in is known");
  context.tx.db.execute("INSERT INTO work_handed_in (instance, person) VALUES (?, ?)",
                        {key, person});
  add_participant(context.tx, key, person);
  const base::Text name = org::name_of(context.tx.db, person);
  const base::Text about = headline(*known);
  notify(context, {known->starter},
         {"message",
          {{name.zh + " 代您提交", (name.en.empty() ? name.zh : name.en) + " handed in for you"},
           about},
          {},
          link_of_instance(key),
          "instance:" + std::to_string(key) + ":handed_in"});
}

std::string handed_in_by(storage::Connection& db, int64_t instance) {
  const auto row = db.first("SELECT person FROM work_handed_in WHERE instance = ?", {instance});
  return row ? row->text(0) : std::string();
}

std::vector<int64_t> handed_in(storage::Connection& db, std::string_view person) {
  std::vector<int64_t> found;
  for (const storage::Row& row :
       db.query("SELECT instance FROM work_handed_in WHERE person = ? ORDER BY instance DESC",
                {std::string(person)}))
    found.push_back(row.integer(0));
  return found;
}

}  // namespace work
