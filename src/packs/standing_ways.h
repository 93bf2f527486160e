// Ways through a process that leave its record where it began though people agreed on them.
#pragma once

#include <string>
#include <vector>

#include "bpmn/model.h"
#include "records/record_type.h"

namespace packs {

struct StandingWay {
  std::string flow;
  bpmn::Place place;
  std::string state;  // of the record, all the way
};

// The branches from which on nothing moves the record out of the state in which it began, though
// some step on the way was agreed to and other branches do move it. Only of a type whose records
// wait there for a process. In the order of the file; nothing is said of ways through boundary
// events and links, and a branch that a moving dissent leads to is none. What is called, and what
// happens within a sub-process that holds a move, is taken to move.
std::vector<StandingWay> standing_ways(const bpmn::Process& process,
                                       const records::RecordType& type);

}  // namespace packs
