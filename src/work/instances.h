// What people know of a process instance: title, number, who started it, how it went.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/effects.h"
#include "work/context.h"

namespace work {

// Why a matter ended that its record took with it, as cancel_in_engine is told.
constexpr std::string_view ended_with_record = "ended_with_record";

struct Instance {
  int64_t key = 0;
  std::string process;
  base::Text title;                  // of the process
  std::string number;                // of the bound record
  std::string subject;               // its title, or what jw:title says
  std::vector<std::string> summary;  // lines of jw:summary
  engine::RecordRef record;
  std::string starter;
  std::string withdraw_rule;
  std::string withdraw_after;  // how long after the end; empty: never
  base::Time started_at;
  std::optional<base::Time> ended_at;
  std::string state;  // active, completed, canceled, withdrawn, withdrawn_after, voided, deleted
  std::string reason;
  int64_t again_of = 0;  // the matter that it was started again from
  std::string verdict;   // what the last approval came to, as below; empty: there was none
};
constexpr std::string_view verdict_agreed = "agreed";
constexpr std::string_view verdict_disagreed = "disagreed";
constexpr std::string_view verdict_agreed_by_rule = "auto_agreed";  // no approval had a person's
constexpr std::string_view verdict_disagreed_by_rule = "auto_disagreed";
constexpr std::string_view verdict_timed_out = "timed_out";  // dissents by the votes when due
// It has ended; what is deleted is kept for audit and shown to administrators only.
bool may_be_deleted(const Instance& instance);
bool has_passed(const Instance& instance);  // its last approval agreed, whoever or whatever did

struct NewInstance {
  int64_t key = 0;
  std::string process;
  engine::RecordRef record;
  std::string starter;
  std::string withdraw_rule = {};   // name of a WithdrawRule; empty: the usual one
  std::string withdraw_after = {};  // a duration
  std::string copy_at_end = {};     // candidates
  // Candidates; empty where a step is its beginning: then the copy is of that.
  std::string copy_at_start = {};
};
// With what the model says of the whole matter.
NewInstance opening(int64_t key, const std::string& process, const engine::RecordRef& record,
                    const std::string& starter, const engine::Properties& properties);
// Known from now on; again is nothing. create_task does it by itself with what the task knows.
void open_instance(Context& context, const NewInstance& instance);
// A matter of his that has ended, whatever became of it, is a pattern for a new one (再次发起).
bool may_start_again(const Instance& instance, std::string_view person);
// The fresh matter was started again from an ended one: each names the other from then on.
void link_again(Context& context, int64_t fresh, int64_t ended);
// Those that were started again from it, the oldest first.
std::vector<int64_t> started_again(storage::Connection& db, int64_t instance);
// `state`: completed or canceled. Tells the starter and participants when somebody else ended it.
void close_instance(Context& context, int64_t key, std::string_view state, std::string_view reason);
// An ended one is something else now: withdrawn_after, voided.
void reclose_instance(Context& context, int64_t key, std::string_view state,
                      std::string_view reason);
// The bound record changed, and with it perhaps what its instances are called.
void retitle(Context& context, const engine::RecordRef& record);

std::optional<Instance> instance(storage::Connection& db, int64_t key);
std::vector<Instance> instances_of_record(storage::Connection& db, const engine::RecordRef& record);
// Starter, whoever has or had a seat, acted, or was copied.
bool takes_part(storage::Connection& db, int64_t instance, std::string_view person);
// What a question about an instance is asked of.
struct Moment {
  storage::Connection& db;
  const base::WorkingCalendar& calendar;
  base::Time now;
};
// Running, as jw:withdraw says; ended, as long as jw:withdraw_after lasts.
bool may_withdraw(const Moment& moment, const Instance& instance, std::string_view person);
// What the person may do on it: urge, comment, withdraw. (suspend, resume, cancel: administrators,
// by app.)
std::vector<std::string> offered_acts(const Moment& moment, const Instance& instance,
                                      std::string_view person);

}  // namespace work
