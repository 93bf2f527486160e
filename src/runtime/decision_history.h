// What decisions were asked and why they answered so. The newest hundred thousand evaluated
// decisions are kept.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "dmn/dmn.h"
#include "dmn/model.h"
#include "runtime/searches.h"
#include "storage/search.h"
#include "storage/tx.h"

namespace runtime {

// The table of a decision, by name or id; nullptr when its logic is something else.
const dmn::TableText* table_of(const dmn::Definitions& written, std::string_view decision);

// Every decision on the way, required ones first, as EvaluatedDecision of api/camunda.yaml but for
// the key. `decisions` are those of the model, `written` is its file.
base::JsonArray evaluated_decisions(const dmn::Outcome& outcome, const dmn::Definitions& written,
                                    const std::vector<DecisionSource>& decisions);

// The business rule task that asked; nothing when somebody asked directly.
struct AskedBy {
  int64_t definition = 0;
  int64_t instance = 0;
  int64_t element = 0;
};

// Numbers the evaluated decisions below the key of their evaluation and keeps them; an old one goes
// for each new one when there are too many. `failure` is empty when nothing failed.
void keep_evaluation(storage::Tx& tx, int64_t key, base::JsonArray& evaluated,
                     const std::string& failure, const AskedBy& by);

// Without what went in and which rules matched.
const storage::Searchable& decision_instances();
// With both; nothing when it is not kept.
std::optional<base::Json> find_decision_instance(storage::Connection& db, const std::string& id);

}  // namespace runtime
