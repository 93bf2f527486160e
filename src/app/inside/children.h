// Lists of the records that belong to a record.
#pragma once

#include "app/inside/json.h"
#include "app/inside/task_forms.h"

namespace app {

// ChildList of the contract; null when the caller may not read the type.
base::Json child_list_json(Look& look, const records::RecordType& type,
                           const records::Field& children, const records::Record& record);
// By field id, for the children fields that the form shows.
base::Json children_of_form(Look& look, const OpenForm& form);
// Ids of the records that the caller may change.
base::Json changeable_json(Look& look, const std::vector<records::Record>& items);
// Fields of a list of this type: what names a record, then what people fill in.
base::Json columns_json(const records::RecordType& type, std::string_view left_out);

}  // namespace app
