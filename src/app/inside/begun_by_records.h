// Processes that begin with what happens to a record: their message start events wait for
// "type.event".
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/definitions.h"

namespace app {

struct Beginning {
  const ProcessDefinition* process = nullptr;
  std::string start;  // the start event
  // What it is about: the record itself, whose matter is of who makes the change, what that
  // belongs to, or none.
  enum class About { Record, Parent, Nothing };
  About about = About::Record;
};

// `event`: created, or a transition. By the id of the process; those that are closed are among
// them.
std::vector<Beginning> begun_by(const Definitions& definitions, const records::RecordType& type,
                                std::string_view event);

}  // namespace app
