// What open steps on somebody's desk keep from him in the record that they are about.
//
// A step names fields of the record in `jw:fields`, or all others with `*=…`. What it lets him only
// read he does not change through any door, what it hides he is not told either, as long as the
// step is his to do; of several such steps counts the most that one of them lets. Where no step of
// his says anything of a field, his own rights to the record are all there is.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/act.h"
#include "forms/forms.h"
#include "work/task.h"

namespace app {

struct OpenStep {
  base::Text title;
  forms::Permissions permissions;
  bool says_of_fields = false;  // it has `jw:fields`
  bool says_of_others = false;  // with `*=…`
  // As whom he may decide there now: himself (empty) or the holder whose deputy he is. None while
  // the step rests, somebody else has it, or its turn has not come.
  std::optional<std::string> done_as = {};
};
// The steps with an open seat for the person whose form shows or changes this record.
std::vector<OpenStep> steps_about(storage::Connection& db, const records::Catalogue& types,
                                  std::string_view person, const records::Ref& ref);

// What is told of no record to the person for now, by the type of the records. One statement where
// no step of his hides anything.
using WithheldByType = std::map<std::string, records::Withheld, std::less<>>;
WithheldByType withheld_from(storage::Connection& db, const records::Catalogue& types,
                             std::string_view person);

// The form of an open task works with all of the record that it is about, whatever steps of the one
// who sits on it hide of that: nothing of it is withheld in the environment from now on. What they
// hide of other records stays so.
void open_own_record(const records::Catalogue& types, const work::Task& task,
                     records::Environment& environment);

// Narrows the permissions of a form about a record that is there.
void limit_to_fields(storage::Connection& db, const records::Catalogue& types,
                     std::string_view person, const records::Ref& ref,
                     forms::Permissions& permissions);

// Refuse with app.field_only_read: fields that a step on the person's desk hides, whatever is given
// for them (that other values alone are refused would tell what is hidden); and a change by hand
// that such a step does not allow.
base::Result<void> keep_hidden(Act& act, const records::Ref& ref, const base::JsonObject& given);
base::Result<void> keep_to_fields(Act& act, const records::Change& change);

}  // namespace app
