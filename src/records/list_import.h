// A file whose records all go to the list of one record.
#pragma once

#include "records/records.h"

namespace records {

// Every record of the file links to `owner`, which it has no column for.
void link_all(ImportFile& file, const Field& link, int64_t owner);
// As import_template(), without the fields left out.
std::string list_template(const RecordType& type, std::string_view language,
                          const std::vector<std::string>& left_out);

}  // namespace records
