// Ways through a process that leave its record where it began for ever, though people decided on
// them.
#pragma once

#include <string>
#include <vector>

#include "bpmn/model.h"
#include "records/record_type.h"

namespace packs {

struct StandingWay {
  std::string at;  // the flow or start it begins with, or the step whose dissent is the way
  bpmn::Place place;
  std::string state;  // of the record, all the way
};

// The branches from which on nothing moves the record out of the state in which it began, though
// some step on the way was agreed to and other branches do move it; the start, where none does.
// Only of a type whose records wait there for a process. In the order of the file; nothing is said
// of ways through boundary events and links, and a branch that a moving dissent leads to is none.
// What is called, and what happens within a sub-process that holds a move, is taken to move. None
// where the end of the process moves it (jw:on.pass.transition).
std::vector<StandingWay> standing_ways(const bpmn::Process& process,
                                       const records::RecordType& type);

// The steps whose dissent ends the matter and moves nothing, reached with the record where it
// began. Of the same types; none where the end of the process moves it (jw:on.reject.transition),
// and nothing is said of steps in sub-processes or behind one.
std::vector<StandingWay> standing_dissents(const bpmn::Process& process,
                                           const records::RecordType& type);

}  // namespace packs
