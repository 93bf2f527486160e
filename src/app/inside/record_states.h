// In which states a record may be at each step of the process that moves it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "bpmn/model.h"
#include "records/record_type.h"
#include "work/settings.h"

namespace app {

// By element id, the states that the bound record may have when a token comes there: followed from
// the start along the flows, through the transitions that steps and messages stand for. An element
// that is not in it may be reached in any state. Empty when no step moves a record of `type`.
std::map<std::string, std::set<std::string>, std::less<>> record_states(
    const bpmn::Model& model, const bpmn::Process& process, const records::RecordType& type);

// With which a user task ends; empty where its settings cannot be read.
std::vector<work::Outcome> outcomes_of(const bpmn::Element& task);

}  // namespace app
