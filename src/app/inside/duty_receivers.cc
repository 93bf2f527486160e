#include "app/inside/duty_receivers.h"

#include <algorithm>
#include <map>

namespace app {

namespace {

// What names him: duties in force, and items that wait.
std::vector<records::Record> naming(Act& act, const std::string& person) {
  if (act.types().type(duty_type) == nullptr) return {};
  auto found = all_records(
      act, duty_type, {equal_to("state", "active"), {"receivers", "contains", base::Json(person)}});
  const base::JsonArray waiting{"open", "late", "returned", "handed_in"};
  const auto items =
      all_records(act, duty_item_type,
                  {{"state", "in", waiting}, {"receivers", "contains", base::Json(person)}});
  found.insert(found.end(), items.begin(), items.end());
  return found;
}

int64_t duty_in(const records::Record& record) {
  return record.ref.type == duty_type ? record.ref.id : item_of(record).duty;
}

bool is_received_by_one(const records::Record& record) {
  const bool is_also_by_position =
      record.ref.type == duty_type && !duty_of(record).receiver_positions.empty();
  return receivers_in(record).size() == 1 && !is_also_by_position;
}

bool is_confirmed_by_one(const records::Record& record) {
  return base::is_true(base::Json(record.values), "confirm") && is_received_by_one(record);
}

}  // namespace

std::vector<Reception> receptions_of(Act& act, const std::string& person) {
  std::map<int64_t, Reception> found;
  for (const auto& record : naming(act, person)) {
    const int64_t id = duty_in(record);
    auto& reception = found[id];
    reception.duty = {std::string(duty_type), id};
    reception.is_sole = reception.is_sole || is_received_by_one(record);
    reception.is_needed = reception.is_needed || is_confirmed_by_one(record);
  }
  std::vector<Reception> out;
  for (auto& [id, reception] : found) {
    const auto duty = records::find(act.db(), act.types(), reception.duty);
    reception.name = duty ? duty_of(*duty).name : id_text(reception.duty);
    out.push_back(std::move(reception));
  }
  return out;
}

base::Result<void> hand_reception(Act& act, const Reception& reception, const std::string& person,
                                  const std::string& to) {
  for (const auto& record : naming(act, person)) {
    if (duty_in(record) != reception.duty.id) continue;
    auto receivers = receivers_in(record);
    std::erase(receivers, person);
    if (!to.empty() && std::ranges::find(receivers, to) == receivers.end()) receivers.push_back(to);
    const auto updated = records::update(
        act.tx(), act.types(), act.granted_environment({}), record.ref,
        base::JsonObject{{"receivers", base::JsonArray(receivers.begin(), receivers.end())}});
    if (!updated) return updated.error();
  }
  return {};
}

}  // namespace app
