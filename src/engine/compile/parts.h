// The parts of compiling a process: events, connections between nodes, the rules of the standard.
#pragma once

#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "engine/compile/formula.h"
#include "engine/process.h"

namespace engine {

// What an event, or a task with a message, waits for or throws; each reference resolved.
std::vector<CompiledEvent> compile_events(const bpmn::Model& model, const bpmn::Process& process,
                                          const bpmn::Element& element, Formulas& formulas);

// Complains about every place where the process breaks a rule of BPMN 2.0 that holds for any
// element of its kind; rules of one element are checked by its behaviour.
void check_rules(const bpmn::Model& model, const bpmn::Process& process,
                 std::vector<base::Problem>& problems);

// Fills in what nodes know of each other: boundaries, event sub-processes, starts, handlers.
void connect(const bpmn::Process& source, Process& process);

// The elements that an ad-hoc sub-process may begin, each with what its input mappings ask of
// whoever chooses it (fromAi()). Complains about what is said wrongly there.
feel::Value ad_hoc_elements(const bpmn::Process& source, const Process& process, const Node& ad_hoc,
                            Formulas& formulas);

}  // namespace engine
