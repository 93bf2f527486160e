// What the steps on somebody's desk say of the lists of the record that they are about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"
#include "app/inside/step_fields.h"
#include "forms/forms.h"

namespace app {

// As long as a step with an open seat for the person names the list (`lines=read`,
// `lines.cost=hide`), these are the rights to its records, whatever the page; several steps add up.
// Where no step names it, the rights of the records' own type are all there is.
class StepList {
 public:
  StepList(storage::Connection& db, const records::Catalogue& types, std::string_view person,
           const records::Ref& owner, std::string_view list);
  StepList(std::vector<OpenStep> steps, std::string_view list);
  bool is_named() const { return !steps_.empty(); }
  bool is_hidden() const;
  bool may_add() const;
  // Rows go only where a step says so.
  bool may_remove() const;
  // Whether a step wants one row at least.
  bool keeps_one() const;
  // The most that a step says of the column.
  forms::Mode of(std::string_view column) const;
  // Whether a step lets the column be filled in: of a new row, or of one that is there.
  bool may_fill(std::string_view column, bool is_new) const;
  // Whether a record of the list may be changed at all.
  bool may_change(const records::RecordType& child) const;

 private:
  std::string list_;
  std::vector<forms::Permissions> steps_;
};

// As whom (OpenStep::done_as) the person writes a record that its type leaves to processes: it
// stands, or will stand, in a list of what it belongs to, and a step that is his to do now has rows
// of that list added, changed or deleted. None elsewhere. What exactly, keep_to_steps asks.
std::optional<std::string> fills_in_as(storage::Connection& db, const records::Catalogue& types,
                                       std::string_view person, const records::Record& record);

// Narrows the permissions of a form about a record of such a list, by what its `values` link to.
void limit_to_steps(storage::Connection& db, const records::Catalogue& types,
                    std::string_view person, const records::RecordType& child,
                    const base::JsonObject& values, forms::Permissions& permissions);

// Refuses a change by hand that a step on the person's desk does not allow: app.list_only_read,
// app.column_only_read.
base::Result<void> keep_to_steps(Act& act, const records::Change& change);

}  // namespace app
