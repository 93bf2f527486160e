// What a call activity says of the matter that it calls.
#pragma once

#include <functional>
#include <string>

#include "bpmn/model.h"
#include "records/record_type.h"

namespace packs::checks {

// `bound`: the record type of the process, or nullptr. Each problem goes to `say`.
void check_call(const bpmn::Element& call, const records::RecordType* bound,
                const std::function<void(bpmn::Place, std::string)>& say);

}  // namespace packs::checks
