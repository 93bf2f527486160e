// Lists of records within the form of a new record: tables that are filled in with it.
#pragma once

#include <string_view>

#include "forms/forms.h"
#include "records/catalogue.h"

namespace forms {

// Whether the list or one of its columns ("lines.cost") is named. A column that is not named has
// the mode of its list, whose `required` is about the rows.
bool names_list(const Permissions& permissions, std::string_view list);

// Whether a field of a child type can be a column of such a table; its link to the record is none.
bool is_column(const records::Field& field);

// As derive(), of a new record: children fields that the permissions let people fill in, by name,
// are tables of the form.
Form derive_new(const records::RecordType& type, const Permissions& permissions,
                const records::Catalogue& types);

}  // namespace forms
