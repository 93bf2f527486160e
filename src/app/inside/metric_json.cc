#include "app/inside/metric_json.h"

#include <algorithm>
#include <set>

namespace app {

namespace {

base::JsonObject value_base(const metrics::Metric& metric) {
  base::JsonObject out{{"metric", metric.id},
                       {"title", text_json(metric.title)},
                       {"unit", metric.unit},
                       {"value", nullptr}};
  set_title(out, "description", metric.description);
  set_text(out, "currency", metric.currency);
  return out;
}

std::string_view tone_of(const metrics::Reading& reading) {
  switch (reading.colour) {
    case metrics::Colour::Green: return "good";
    case metrics::Colour::Yellow: return "warning";
    case metrics::Colour::Red: return "bad";
    default: break;
  }
  if (!reading.is_reached) return "neutral";
  return *reading.is_reached ? "good" : "warning";
}

base::Json nothing_to_measure() {
  return texts_json("暂无可计算的数据", "There is nothing to measure yet");
}

bool owns(const Caller& caller, const metrics::Metric& metric) {
  const auto& positions = caller.positions;
  return caller.has_role(metric.owner) ||
         std::find(positions.begin(), positions.end(), metric.owner) != positions.end();
}

}  // namespace

std::vector<records::Ref> rows_behind(const metrics::Summary& summary) {
  std::set<records::Ref> seen;
  std::vector<records::Ref> behind;
  for (const auto& row : summary.rows)
    for (const auto& ref : row.reading.rows)
      if (seen.insert(ref).second) behind.push_back(ref);
  return behind;
}

base::Json metric_json(const metrics::Metric& metric) {
  base::JsonObject out{{"id", metric.id},
                       {"title", text_json(metric.title)},
                       {"unit", metric.unit},
                       {"grain", metric.grain}};
  set_text(out, "code", metric.code);
  set_title(out, "description", metric.description);
  set_title(out, "example", metric.example);
  set_text(out, "owner", metric.owner);
  if (metric.target) out["target"] = metric.target->print();
  if (!metric.clauses.empty()) out["clause"] = metric.clauses.front();
  return out;
}

base::Json metric_value_json(Look& look, const metrics::Metric& metric,
                             const records::Ref& record) {
  auto out = value_base(metric);
  out["record"] = look.record(record);
  const auto reading = metrics::read(look.db(), look.types(), look.environment(),
                                     *look.definitions().metrics, metric.id, record);
  if (!reading) {
    out["reason"] = text_json(reading.error().title);
    return out;
  }
  if (reading->value)
    out["value"] = metrics::print(reading->value);
  else if (reading->is_hidden)
    out["reason"] = texts_json("没有查看其数据的权限", "You may not read what it rests on");
  else
    out["reason"] = nothing_to_measure();
  if (reading->target) out["target"] = reading->target->print();
  out["tone"] = tone_of(*reading);
  out["rows_total"] = reading->rows.size();
  return out;
}

namespace {

std::string_view name_of(metrics::Together together) {
  switch (together) {
    case metrics::Together::Sum: return "sum";
    case metrics::Together::Ratio: return "ratio";
    case metrics::Together::Mean: break;
  }
  return "mean";
}

// What the records of a metric come to together: of which ones, how many, and how.
base::Json summary_json(Look& look, const metrics::Metric& metric,
                        const metrics::Summary& summary) {
  const auto has_value = [](const metrics::Row& row) { return row.reading.value.has_value(); };
  const auto counted = std::ranges::count_if(summary.rows, has_value);
  if (counted == 1)
    return metric_value_json(look, metric, std::ranges::find_if(summary.rows, has_value)->record);
  auto out = value_base(metric);
  if (summary.value)
    out["value"] = metrics::print(summary.value);
  else
    out["reason"] = nothing_to_measure();
  // A target is meant of one record: a sum of several is not measured by it.
  const bool is_sum = metric.together == metrics::Together::Sum;
  if (metric.target && !is_sum) out["target"] = metric.target->print();
  if (counted > 1)
    out["over"] = base::JsonObject{{"records", counted},
                                   {"title", text_json(look.types().type(metric.grain)->title)},
                                   {"together", name_of(metric.together)}};
  out["rows_total"] = rows_behind(summary).size();
  return out;
}

}  // namespace

base::Json own_metrics_json(Look& look) {
  base::JsonArray out;
  for (const auto& [id, metric] : look.definitions().metrics->all()) {
    if (!owns(look.caller(), metric)) continue;
    const auto summary = metrics::read_all(look.db(), look.types(), look.environment(),
                                           *look.definitions().metrics, id, "");
    if (summary) out.push_back(summary_json(look, metric, *summary));
  }
  return out;
}

}  // namespace app
