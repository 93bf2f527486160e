#include "org/mail.h"

#include "base/text.h"

namespace org {

base::Result<void> check_mail_is_free(storage::Connection& db, const NewPerson& person) {
  if (person.email.empty()) return {};
  const auto other = db.first(
      "SELECT id FROM org_person WHERE is_active = 1 AND id <> ? AND lower(email) = ? ORDER BY "
      "place, id",
      {person.id, base::lower_ascii(person.email)});
  if (!other) return {};
  const base::Text name = name_of(db, other->text(0));
  return base::refusal("org.mail_taken")
      .at("email")
      .lacking({base::Missing::Kind::Field,
                "email",
                {person.email, person.email},
                {"已由" + name.zh + "使用", "It is the address of " + name.en}});
}

}  // namespace org
