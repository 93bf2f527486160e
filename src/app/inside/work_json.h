// Tasks, instances, timelines and notices in the contract's shapes.
#pragma once

#include "app/inside/json.h"
#include "app/inside/task_forms.h"
#include "runtime/queries.h"
#include "work/boxes.h"
#include "work/instances.h"
#include "work/notices.h"
#include "work/timeline.h"

namespace app {

base::Json box_row_json(Look& look, const work::BoxRow& row);
// Of the box of what the person started: with its status and where it stands.
base::Json started_row_json(Look& look, const work::BoxRow& row);
base::JsonObject task_row_json(Look& look, const work::Task& task);
base::Json seat_json(Look& look, const work::Task& task, const work::Seat& seat);
// WaitedFor of the contract: who may act, a deputy with whom he stands in for.
base::Json waited_for_json(Look& look, std::string_view person, std::string_view on_behalf_of);
// Persons for whom the open seats of the tasks wait, each once, and the titles of vacant seats.
struct Awaited {
  base::JsonArray persons;
  base::JsonArray vacant;
};
Awaited awaited_of(Look& look, const std::vector<work::Task>& tasks);
base::Json outcome_json(Look& look, const work::Task& task, std::string_view outcome);
base::Json timeline_json(Look& look, std::vector<work::TimelineEntry> entries);
// Everything about a record: acts on it and what belongs to it, its processes, its outside links.
base::Json story_json(Look& look, const records::Ref& record);
base::Json counts_json(const work::Counts& counts);
base::Json notice_json(Look& look, const work::Notice& notice);
// The front's page of what a notice is about ("/tasks/225…").
std::string page_of(std::string_view link);

base::JsonObject instance_row_json(Look& look, const work::Instance& instance);
base::Json instance_state(const runtime::InstanceView& view, const work::Instance* instance);
// Persons who may act now on the open tasks of the instance, each once.
base::Json next_persons_json(Look& look, int64_t instance);

// Form of the contract.
base::Json form_json(Look& look, const OpenForm& form, base::Json subject, const base::Text& title);
// What the ids among the values of a form that is about a record are called, by field.
base::Json texts_of_form(Look& look, const OpenForm& form, const base::JsonObject& values);
base::Json field_states_json(const std::vector<forms::FieldState>& states);

base::Json clauses_json(Look& look, const std::vector<std::string>& ids);

}  // namespace app
