// What belongs to the packs alone: their models, the messages that records send of themselves, and
// everything that acts on records. What comes from outside cannot stand in for it, or the written
// rules could be replaced through the back door.
#pragma once

#include <string_view>
#include <vector>

#include "app/inside/definitions.h"
#include "app/models.h"
#include "base/result.h"
#include "runtime/engine.h"

namespace app {

// Refuses with app.acts_on_records a process that binds itself to records, writes them or asks them
// for transitions: such processes act with the rights of their pack.
base::Result<void> check_files_from_outside(const std::vector<ModelFile>& files);

// Refuses with app.belongs_to_pack a new version of a process, decision or form of a pack.
base::Result<void> check_ids_from_outside(const Definitions& definitions,
                                          const runtime::Deployed& deployed);

// Refuses with app.belongs_to_pack what holds a process, decision or form of a pack, in any
// version.
base::Result<void> check_model_from_outside(const Definitions& definitions, storage::Connection& db,
                                            int64_t model);

// Refuses with app.belongs_to_pack a migration between a process of a pack and another process.
base::Result<void> check_migration_from_outside(const Definitions& definitions,
                                                storage::Connection& db, std::string_view from,
                                                int64_t to);

// Refuses with app.belongs_to_pack a process of a pack.
base::Result<void> check_process_from_outside(const Definitions& definitions,
                                              std::string_view process);

// Refuses with app.belongs_to_pack the name of a message that a record sends when it is created,
// changed or moved.
base::Result<void> check_message_from_outside(const Definitions& definitions,
                                              std::string_view name);

}  // namespace app
