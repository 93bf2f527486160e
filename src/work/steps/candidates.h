// Private to the module: who may sit on which seat now.
#pragma once

#include <string>
#include <vector>

#include "work/steps/one_vote.h"
#include "work/task.h"

namespace work {

// A seat before anybody is asked: bound to a position, or to persons.
struct SeatPlan {
  std::string position;
  std::vector<std::string> persons;
  base::Text title = {};                     // of a seat without either: whom the model names
  std::vector<CandidateEntry> sources = {};  // likewise: what gave nobody
  std::vector<std::string> instead_of = {};  // who have left, in whose place somebody is asked
};

// Persons of one entry; active ones only, each once. Entries of kind Position give the holders,
// chains those of every level.
base::Result<std::vector<std::string>> persons_of_entry(Context& context, const Task& task,
                                                        const CandidateEntry& entry);

// The seats that jw:candidates asks for; without them those of the zeebe assignment. An entry that
// gives nobody is a seat without persons where every seat counts.
base::Result<std::vector<SeatPlan>> plan_seats(Context& context, const Task& task,
                                               const engine::UserTask& user_task);

// The refusal with what speaks against the person: it is himself, his own matter, or he has a seat.
base::Error not_to_him(Context& context, const Task& task, const std::string& person,
                       std::string_view refusal);

// He is one of those whose matter it is (jw:applicants), and jw:applicant lets none of them decide
// it. Where a rule cannot say whose it is, it is everybody's.
bool is_his_own_matter(Context& context, const Task& task, const std::string& person);

// They are among those whom jw:successors lets take the step over; anybody is where it names none,
// or nobody who is there. Refuses with work.not_a_successor, naming who may.
base::Result<void> check_successors(Context& context, const Task& task,
                                    const std::vector<std::string>& persons);

// Who holds the seat, deputies and the rule about the applicant left aside.
std::vector<std::string> holders_of(Context& context, const SeatPlan& plan);
// Holders or persons, then their deputies; for an applicant whom jw:applicant names, where he may
// not act on his own matter. Nobody who is barred; a deputy who is leaves the seat to its holder.
std::vector<Candidate> candidates_of(Context& context, const Task& task, const SeatPlan& plan,
                                     const Barred& barred = {});
// Whom jw:candidates names now for a seat that nobody was found for when the step began, and that
// waits (jw:empty=wait); nobody where it does not wait.
std::vector<std::string> awaited(Context& context, const Task& task);
SeatPlan plan_of(Context& context, const Task& task, const Seat& seat);

// Refuses as the pack excludes one of them from the work on the task's record.
base::Result<void> check_participants(Context& context, const Task& task,
                                      const std::vector<std::string>& persons);

// Whom jw:empty names for a seat that nobody may take; empty when it names nobody.
base::Result<std::vector<std::string>> substitutes_of(Context& context, const Task& task);

}  // namespace work
