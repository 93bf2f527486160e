#include "app/inside/metric_json.h"
#include "app/inside/metric_rows.h"
#include "app/views.h"

namespace app {

base::Result<base::Json> list_metrics(Workspace& workspace, const Caller&) {
  base::JsonArray items;
  for (const auto& [id, metric] : workspace.parts().definitions->metrics->all())
    items.push_back(metric_json(metric));
  return items_json(std::move(items));
}

base::Result<base::Json> metric(Workspace& workspace, const Caller& caller, std::string_view id,
                                int64_t record) {
  Look look(workspace.parts(), caller);
  const auto& all = *look.definitions().metrics;
  const auto* found = all.metric(id);
  if (found == nullptr) return base::refusal("metrics.unknown").at(std::string(id.substr(0, 100)));
  base::JsonObject out{{"metric", metric_json(*found)},
                       {"values", base::JsonArray()},
                       {"rows", base::JsonArray()},
                       {"rows_total", 0}};
  if (record != 0) {
    const records::Ref ref{found->grain, record};
    const auto reading = metrics::read(look.db(), look.types(), look.environment(), all, id, ref);
    if (!reading) return reading.error();
    out["values"] = base::JsonArray{metric_value_json(look, *found, ref)};
    add_rows_behind(look, reading->rows, found->grain, out);
    return base::Json(std::move(out));
  }
  const auto summary = metrics::read_all(look.db(), look.types(), look.environment(), all, id, "");
  if (!summary) return summary.error();
  base::JsonArray values;
  for (const auto& row : summary->rows)
    values.push_back(metric_value_json(look, *found, row.record));
  out["values"] = std::move(values);
  add_rows_behind(look, rows_behind(*summary), "", out);
  return base::Json(std::move(out));
}

}  // namespace app
