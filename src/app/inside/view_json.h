// What the views of packs show.
#pragma once

#include "app/inside/json.h"
#include "app/records.h"
#include "packs/views.h"

namespace app {

base::Json view_columns_json(Look& look, const records::RecordType& type, const packs::View& view);
// The view's own filter and sort with what is asked on top; `record`: only what belongs to that
// record.
base::Result<records::Query> view_query(Look& look, const packs::View& view, int64_t record,
                                        const RecordQuery& query, const Page& page);
base::Result<base::Json> list_data(Look& look, const packs::View& view, const records::Query& query,
                                   const Page& page);
base::Result<base::Json> board_data(Look& look, const packs::View& view, records::Query query);
base::Result<base::Json> gantt_data(Look& look, const packs::View& view, records::Query query);
// Refuses with app.no_record when no record is named.
base::Result<base::Json> cockpit_data(Look& look, const packs::View& view, int64_t record);

// Whether an entry of the caller's menu leads to this page of the front.
bool may_open_page(const Definitions& definitions, const Caller& caller, std::string_view page);

}  // namespace app
