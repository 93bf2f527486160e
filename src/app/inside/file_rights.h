// Who may read a file that somebody uploaded, and so hand it in again.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/parts.h"

namespace app {

// With the right to a record that holds it, part in a matter that does or its process, a record of
// such a matter whose opinions he reads, or a written notice with it; the signature that he keeps;
// until something holds it, only who uploaded it.
bool may_read_file(Parts& parts, storage::Connection& db, const Caller& caller,
                   std::string_view file);
// The `files` that a request names. One that the caller may not read would be opened by handing it
// on: refuses with app.no_attachment and its place.
base::Result<void> check_files(Parts& parts, storage::Connection& db, const Caller& caller,
                               const base::Json& request);
// The signature that an act carries: a picture that the caller has uploaded himself, so that nobody
// signs with what another drew, nor opens another's file by it. Refuses with its place, as
// check_signature_picture does.
base::Result<void> check_signature(Parts& parts, storage::Connection& db, const Caller& caller,
                                   const base::Json& request);
// The same, of what the person at work signs anew in the fields of a record.
base::Result<void> check_signed_fields(Parts& parts, const storage::Tx& tx,
                                       const records::RecordType& type,
                                       const base::JsonObject& stored,
                                       const base::JsonObject& values);
// The same, of a signature that must be drawn for this act: no picture that is kept or was signed
// with before.
base::Result<void> check_fresh_signature(storage::Connection& db, const Caller& caller,
                                         const base::Json& request);
// Name, size and kind of stored files.
base::JsonArray files_json(storage::Connection& db, const std::vector<std::string>& files);

}  // namespace app
