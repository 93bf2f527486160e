// Trying rules: an expression, or a decision with its table explained, before anything depends on
// it. Nothing is stored. For those whose menu holds the page `playground`, and administrators;
// others are refused with app.not_allowed.
#pragma once

#include <string>

#include "app/workspace.h"
#include "feel/feel.h"

namespace app {

struct Trial {
  std::string expression;
  feel::Form form = feel::Form::Expression;
  feel::Dialect dialect = feel::Dialect::Camunda;
  std::string context;  // a FEEL or JSON context, may be empty
  std::string input;    // FEEL: what unary tests are tried on
};
// RuleResult of the contract. Refuses with feel.syntax; `place` is "expression:1:4" (or context,
// input).
base::Result<base::Json> try_expression(Workspace& workspace, const Caller& caller,
                                        const Trial& trial);

// The latest version of each deployed decision.
base::Result<base::Json> list_decisions(Workspace& workspace, const Caller& caller);
// How decisions are written: of a deployed one, or all of a file. The latter refuses with
// dmn.malformed.
base::Result<base::Json> written_decision(Workspace& workspace, const Caller& caller,
                                          std::string_view id);
base::Result<base::Json> written_decisions(Workspace& workspace, const Caller& caller,
                                           const std::string& dmn);

struct DecisionTrial {
  std::string decision;     // id
  std::string dmn;          // the file that holds it; empty: the deployed one
  base::JsonObject inputs;  // FEEL texts by name
};
// DecisionResult of the contract: the result and, for each decision on the way, every cell of its
// table with what it said.
base::Result<base::Json> try_decision(Workspace& workspace, const Caller& caller,
                                      const DecisionTrial& trial);

}  // namespace app
