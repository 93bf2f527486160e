// What may be said of one process instance and of many alike: moves and mappings.
#pragma once

#include "app/process_instances.h"
#include "server/http/decode.h"

namespace server::camunda {

// A list that may be empty but not left out.
void require_list(Reader& reader, std::string_view name);
// `activateInstructions`
void read_activations(Reader& reader, app::Modification& out);
// `moveInstructions`
void read_moves(Reader& reader, app::Modification& out);
// Those of many instances name no element instances.
void read_moves_of_many(Reader& reader, app::Modification& out);
// `targetProcessDefinitionKey` and `mappingInstructions`
app::Migration migration_of(Reader& reader);

}  // namespace server::camunda
