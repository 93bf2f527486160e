// What may be said of one process instance and of many alike: moves and mappings.
#pragma once

#include "app/process_instances.h"
#include "server/http/decode.h"

namespace server::camunda {

// Variables that come with an instruction: of the whole instance only.
base::Json variables_of(Reader& reader);
// `moveInstructions`
void read_moves(Reader& reader, app::Modification& out);
// `targetProcessDefinitionKey` and `mappingInstructions`
app::Migration migration_of(Reader& reader);

}  // namespace server::camunda
