// People as a directory of the company states them.
#include <algorithm>

#include "base/person_name.h"
#include "base/text.h"
#include "org/mail.h"
#include "org/organisation.h"

namespace org {
namespace {

bool is_same(const NewPerson& stated, const PersonRow& known) {
  return stated.name.zh == known.name.zh && stated.name.en == known.name.en &&
         stated.phone == known.phone && stated.email == known.email && known.is_active;
}

// Ends what is not stated and begins what is missing. Whether anything had to change.
base::Result<bool> hold_exactly(storage::Tx& tx, const std::string& person,
                                const std::vector<StatedPost>& posts) {
  bool is_changed = false;
  for (const PostRow& held : posts_of(tx.db, person, tx.now)) {
    const auto stated = std::ranges::find(posts, held.position, &StatedPost::position);
    if (stated != posts.end() && stated->is_main == held.is_main) continue;
    if (auto ended = release(tx, person, held.position, tx.now); !ended) return ended.error();
    is_changed = true;
  }
  for (const StatedPost& stated : posts) {
    if (holds(tx.db, person, stated.position, tx.now)) continue;
    const auto begun = appoint(tx, person, stated.position, tx.now, stated.is_main);
    if (!begun) return begun.error();
    is_changed = true;
  }
  return is_changed;
}

}  // namespace

base::Result<void> change_person(storage::Tx& tx, const NewPerson& person) {
  const auto known = org::person(tx.db, person.id);
  if (!known) return base::refusal("org.no_person").at(person.id);
  if (auto stated = check_stated(person); !stated) return stated;
  if (is_same(person, *known)) return {};
  const bool is_new_mail =
      !known->is_active || base::lower_ascii(person.email) != base::lower_ascii(known->email);
  if (is_new_mail) {
    if (auto free = check_mail_is_free(tx.db, person); !free) return free;
  }
  tx.db.execute(
      "UPDATE org_person SET name_zh = ?, name_en = ?, initials = ?, phone = ?, email = ?, "
      "is_active = 1 WHERE id = ?",
      {person.name.zh, person.name.en, base::name_initials(person.name.zh), person.phone,
       person.email, person.id});
  storage::append_event(tx, {"person.changed", "person", person.id, "person", person.id, "",
                             base::JsonObject{{"name", person.name.zh}}});
  return {};
}

base::Result<Stated> state_person(storage::Tx& tx, const NewPerson& person,
                                  const std::optional<std::vector<StatedPost>>& posts) {
  const auto known = org::person(tx.db, person.id);
  Stated stated = Stated::Added;
  if (known) {
    stated = is_same(person, *known) ? Stated::Kept : Stated::Changed;
    if (auto changed = change_person(tx, person); !changed) return changed.error();
  } else if (auto added = add_person(tx, person); !added) {
    return added.error();
  }
  if (!posts) return stated;
  if (std::ranges::count_if(*posts, &StatedPost::is_main) > 1)
    return base::refusal("org.two_main_posts").at("posts");
  const auto changed = hold_exactly(tx, person.id, *posts);
  if (!changed) return changed.error();
  return *changed && stated == Stated::Kept ? Stated::Changed : stated;
}

}  // namespace org
