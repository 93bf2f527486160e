// Metrics in the contract's shapes.
#pragma once

#include "app/inside/json.h"

namespace app {

base::Json metric_json(const metrics::Metric& metric);
// MetricValue of one record.
base::Json metric_value_json(Look& look, const metrics::Metric& metric, const records::Ref& record);
// The records behind the values of a summary, each once.
std::vector<records::Ref> rows_behind(const metrics::Summary& summary);
// Over all records: for those who own a metric by position or role.
base::Json own_metrics_json(Look& look);

}  // namespace app
