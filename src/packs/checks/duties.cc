// Duties: whom they name is there, and the records that they become can be made.
#include "base/decimal.h"
#include "base/text.h"
#include "packs/checks/checks.h"

namespace packs::checks {

namespace {

class DutyCheck {
 public:
  DutyCheck(const Whole& whole, const Pack& pack, const DutyFile& duty)
      : whole_(whole), pack_(pack), duty_(duty), file_("duties/" + duty.id + ".yaml") {}

  void run(const records::RecordType& type) {
    position(base::text_or_empty(base::Json(duty_.values), "position"));
    for (const auto& receiver : duty_.values.at("receiver_positions").as_array())
      position(std::string(receiver.as_string()));
    for (const auto& [name, value] : duty_.values) {
      const auto* field = type.field(name);
      if (field != nullptr) size(*field, value);
    }
  }

 private:
  void position(const std::string& id) {
    if (!whole_.has_position(id)) say("unknown position: " + id);
  }

  // Of a number itself, of a text its length.
  void size(const records::Field& field, const base::Json& value) {
    const bool is_number = value.is_int64();
    if (!is_number && !value.is_string()) return;
    const int64_t size =
        is_number ? value.as_int64() : static_cast<int64_t>(base::length(value.as_string()));
    const auto min = base::Decimal::parse(field.min);
    const auto max = base::Decimal::parse(field.max);
    if (min && base::Decimal(size) < *min) say(field.id + " is at least " + field.min);
    if (max && base::Decimal(size) > *max)
      say(field.id + (is_number ? " is at most " : " has no more characters than ") + field.max);
  }

  void say(std::string text) { whole_.report(pack_, file_, std::move(text)); }

  const Whole& whole_;
  const Pack& pack_;
  const DutyFile& duty_;
  std::string file_;
};

}  // namespace

void check_duties(const Whole& whole) {
  const auto* type = whole.type("duty");
  for (const auto& pack : whole.packs) {
    for (const auto& duty : pack->duties) {
      if (type == nullptr) {
        whole.report(*pack, "duties/" + duty.id + ".yaml",
                     "no record type duty: pack common has it");
      } else {
        DutyCheck(whole, *pack, duty).run(*type);
      }
    }
  }
}

}  // namespace packs::checks
