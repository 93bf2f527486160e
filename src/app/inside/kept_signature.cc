#include "app/inside/kept_signature.h"

namespace app {

std::optional<KeptSignature> kept_signature(storage::Connection& db, std::string_view person) {
  const auto row =
      db.first("SELECT image, at FROM kept_signature WHERE person = ?", {std::string(person)});
  if (!row) return std::nullopt;
  return KeptSignature{row->text(0), base::Time{row->integer(1)}};
}

void keep_signature(storage::Connection& db, std::string_view person, const KeptSignature& kept) {
  forget_signature(db, person);
  db.execute("INSERT INTO kept_signature (person, image, at) VALUES (?, ?, ?)",
             {std::string(person), kept.image, kept.at.micros});
}

void forget_signature(storage::Connection& db, std::string_view person) {
  db.execute("DELETE FROM kept_signature WHERE person = ?", {std::string(person)});
}

}  // namespace app
