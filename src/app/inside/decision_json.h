// How a decision is written and how it came about, in the contract's shapes.
#pragma once

#include "app/inside/decision_models.h"
#include "base/json.h"

namespace app {

// {result, value, type, reasons}: as FEEL text, as JSON, its type, why it or a part of it is null.
base::JsonObject rule_result_json(const feel::Value& value, const feel::Evaluation& evaluation);
// [{message}] of the reasons, as `/v2` has it.
base::JsonArray warnings_json(const feel::Evaluation& evaluation);
// WrittenDecision: the inputs it asks for, directly or through others, and its table.
base::Json written_decision_json(const DecisionModel& model, const dmn::Element& decision);
// ExplainedDecision.
base::Json explanation_json(const dmn::Explanation& explanation);

}  // namespace app
