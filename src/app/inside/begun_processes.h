// Processes begun in the browser, as they are stored: of a pack that has no file for them.
#pragma once

#include <string>
#include <string_view>

#include "app/inside/parts.h"

namespace app {

// The process of a model as it is begun; refuses with app.model_has_problems what cannot be read or
// holds another number of processes than one.
base::Result<std::shared_ptr<const packs::Process>> read_begun(const std::string& xml);

// Makes room for it, or takes another model for it as long as it is not in force.
void store_begun(storage::Tx& tx, const ProcessDefinition& process);
void forget_begun(storage::Tx& tx, std::string_view id);

// Puts those that are stored beside the processes of the packs, which come first where the ids are
// the same. What belongs to a pack that is no more is passed over.
void put_begun(Parts& parts, storage::Connection& db);

}  // namespace app
