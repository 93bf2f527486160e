#include "work/event_codes.h"

#include <map>

#include "base/json.h"
#include "work/instances.h"
#include "work/task.h"

namespace work {
namespace {

// What an act is called whoever did it.
const std::map<std::string_view, std::string_view>& plain_codes() {
  static const std::map<std::string_view, std::string_view> codes = {
      {"started", "START"},
      {"set_off", "START"},
      {"started_again", "START"},
      {"called", "START"},
      {"auto_rejected", "AUTO_REJECT"},
      {"seat_skipped", "REMOVE_REPEAT"},
      {"seat_ended", "RULE"},
      {"transferred", "TRANSFER"},
      {"handed_over", "TRANSFER"},
      {"reassigned", "TRANSFER"},
      {"people_replaced", "TRANSFER"},
      {"people_restored", "TRANSFER"},
      {"people_added", "ADD_APPROVER"},
      {"signer_added", "ADD_APPROVER"},
      {"signer_added_before", "ADD_APPROVER_BEFORE"},
      {"signer_added_after", "ADD_APPROVER_AFTER"},
      {"signer_removed", "DELETE_APPROVER"},
      {"withdrawn", "CANCEL"},
      {"withdrawn_after", "CANCEL"},
      {"canceled", "CANCEL"},
      {"voided", "DELETE"},
      {"deleted", "DELETE"},
      {"copied", "CC"},
      {"circulated", "CC"},
      {"claimed", "CLAIM"},
      {"unclaimed", "RETURN_CLAIM"},
      {"delegated", "DELEGATE"},
      {"delegate_returned", "DELEGATE_RETURN"},
      {"taken_back", "WITHDRAW"},
      {"urged", "REMIND"},
      {"reminded", "REMIND"},
      {"escalated", "TIMEOUT"},
      {"commented", "COMMENT"},
      {"noted", "COMMENT"},
      {"opinion_added", "COMMENT"},
      {"read_confirmed", "COMMENT"},
      {"evaluated", "COMMENT"},
      {"suspended", "SUSPEND"},
      {"resumed", "RESUME"},
      {"jumped", "JUMP"},
      {"migrated", "MIGRATE"},
      {"due_moved", "RULE"},
      {"due_unknown", "RULE"},
      {"outside_link.used", "SIGN"}};
  return codes;
}

// What is hidden under jw:blind says only that there was a vote.
std::string_view code_of_vote(const TimelineEntry& entry) {
  if (entry.outcome.empty()) return "VOTE";
  const base::Json* agrees = base::find(entry.changes, "agrees");
  if (agrees && agrees->is_bool()) return agrees->as_bool() ? "PASS" : "REJECT";
  return entry.outcome == "disagree" || entry.outcome == "reject" ? "REJECT" : "PASS";
}

std::string_view code_of_end(std::string_view verdict) {
  static const std::map<std::string_view, std::string_view> codes = {
      {verdict_agreed, "PASS"},
      {verdict_agreed_by_rule, "AUTO_PASS"},
      {verdict_disagreed, "REJECT"},
      {verdict_disagreed_by_rule, "AUTO_REJECT"},
      {verdict_timed_out, "TIMEOUT"}};
  const auto found = codes.find(verdict);
  return found == codes.end() ? "PASS" : found->second;
}

}  // namespace

std::string_view event_code(const TimelineEntry& entry) {
  const bool is_of_clock = entry.reason.starts_with("overdue_");
  if (entry.act == "voted" || entry.act == "completed") return code_of_vote(entry);
  if (entry.act == "auto_passed")
    return entry.reason.starts_with("duplicate") ? "REMOVE_REPEAT" : "AUTO_PASS";
  if (entry.act == "decided") return is_of_clock ? "TIMEOUT" : "RULE";
  if (entry.act == "ended") return code_of_end(base::text_or_empty(entry.changes, "verdict"));
  if (entry.act == "returned") {
    const bool is_to_starter = base::text_or_empty(entry.changes, "target") == starter_target;
    return is_to_starter ? "ROLLBACK" : "ROLLBACK_SELECTED";
  }
  if (is_of_clock) return "TIMEOUT";
  const auto found = plain_codes().find(entry.act);
  return found == plain_codes().end() ? std::string_view() : found->second;
}

}  // namespace work
