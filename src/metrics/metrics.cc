#include "metrics/metrics.h"

#include <utility>

namespace metrics {
namespace {

using records::Ref;

std::optional<base::Decimal> number_of(const feel::Value& value) {
  if (!value.is(feel::Kind::Number) || !value.number().is_finite()) return {};
  return value.number();
}

std::optional<Ref> ref_of(const feel::Value& record) {
  const std::string type = record["record_type"].text_or_empty();
  const auto id = records::parse_id(record["id"].text_or_empty());
  if (type.empty() || !id) return {};
  return Ref{type, *id};
}

std::vector<Ref> refs_of(const feel::Value& list) {
  std::vector<Ref> refs;
  if (!list.is(feel::Kind::List)) return refs;
  for (const auto& item : list.items()) {
    if (auto ref = ref_of(item)) refs.push_back(std::move(*ref));
  }
  return refs;
}

bool reaches(const base::Decimal& value, const base::Decimal& threshold, Better better) {
  return better == Better::Higher ? value <= threshold : value >= threshold;
}

Colour colour_of(const Metric& metric, const std::optional<base::Decimal>& value) {
  if (!value || (!metric.red && !metric.yellow)) return Colour::None;
  if (metric.red && reaches(*value, *metric.red, metric.better)) return Colour::Red;
  if (metric.yellow && reaches(*value, *metric.yellow, metric.better)) return Colour::Yellow;
  return Colour::Green;
}

std::optional<bool> is_reached(const Metric& metric, const Reading& reading) {
  if (!reading.value || !reading.target) return {};
  return metric.better == Better::Higher ? *reading.value >= *reading.target
                                         : *reading.value <= *reading.target;
}

struct Asking {
  storage::Connection& db;
  const records::Catalogue& types;
  const records::Environment& environment;
  const Catalogue& metrics;

  records::Seen evaluate(const Ref& record, const records::Formula& formula) const {
    if (!formula.is_set()) return {};
    return records::evaluate_for_caller(db, types, environment, record, metrics.compiled(formula));
  }

  Reading read(const Metric& metric, const Ref& record) const {
    Reading reading;
    const auto value = evaluate(record, metric.value);
    reading.value = number_of(value.value);
    reading.is_hidden = value.is_hidden;
    reading.target = metric.target;
    if (metric.target_formula.is_set()) {
      reading.target = number_of(evaluate(record, metric.target_formula).value);
    }
    reading.rows = refs_of(evaluate(record, metric.rows).value);
    reading.is_reached = is_reached(metric, reading);
    reading.colour = colour_of(metric, reading.value);
    return reading;
  }
};

records::Environment counting(const Metric& metric, const records::Environment& environment) {
  records::Environment out = environment;
  out.leaves_out_voided = !metric.counts_voided;
  return out;
}

base::Error unknown(std::string_view metric) {
  return base::refusal("metrics.unknown").because("no metric \"" + std::string(metric) + "\"");
}

// What the records seen so far add up to.
class Total {
 public:
  explicit Total(const Metric& metric) : metric_(metric) {}

  void add(const Asking& asking, const Ref& record, const Reading& reading) {
    if (metric_.together == Together::Ratio) {
      add(number_of(asking.evaluate(record, metric_.part).value), part_);
      add(number_of(asking.evaluate(record, metric_.whole).value), whole_);
    } else if (reading.value) {
      add(reading.value, part_);
      ++counted_;
    }
  }

  std::optional<base::Decimal> value() const {
    if (metric_.together == Together::Ratio) {
      if (whole_ == base::Decimal(0)) return {};
      return part_ * base::Decimal(metric_.unit == "percent" ? 100 : 1) / whole_;
    }
    if (counted_ == 0) return {};
    return metric_.together == Together::Sum ? part_ : part_ / base::Decimal(counted_);
  }

 private:
  static void add(const std::optional<base::Decimal>& value, base::Decimal& sum) {
    if (value) sum = sum + *value;
  }

  const Metric& metric_;
  base::Decimal part_{0};
  base::Decimal whole_{0};
  int64_t counted_ = 0;
};

}  // namespace

std::string_view name_of(Colour colour) {
  switch (colour) {
    case Colour::Green: return "green";
    case Colour::Yellow: return "yellow";
    case Colour::Red: return "red";
    case Colour::None: break;
  }
  return "none";
}

base::Result<Reading> read(storage::Connection& db, const records::Catalogue& types,
                           const records::Environment& environment, const Catalogue& metrics,
                           std::string_view metric, const Ref& record) {
  const Metric* found = metrics.metric(metric);
  if (found == nullptr || found->grain != record.type) return unknown(metric);
  if (auto readable = records::get(db, types, environment, record); !readable.ok()) {
    return std::move(readable).error();
  }
  const auto counted = counting(*found, environment);
  return Asking{db, types, counted, metrics}.read(*found, record);
}

base::Result<Summary> read_all(storage::Connection& db, const records::Catalogue& types,
                               const records::Environment& environment, const Catalogue& metrics,
                               std::string_view metric, std::string_view filter) {
  const Metric* found = metrics.metric(metric);
  if (found == nullptr) return unknown(metric);
  const auto counted = counting(*found, environment);
  const Asking asking{db, types, counted, metrics};
  Summary summary;
  Total total(*found);
  records::Query query;
  query.filter = std::string(filter);
  query.size = 500;
  query.with_computed = false;
  while (true) {
    auto page = records::list(db, types, counted, found->grain, query);
    if (!page.ok()) return std::move(page).error();
    for (const auto& record : page->items) {
      Row row{record.ref, records::title_of(types, record), asking.read(*found, record.ref)};
      total.add(asking, record.ref, row.reading);
      summary.behind += static_cast<int64_t>(row.reading.rows.size());
      summary.rows.push_back(std::move(row));
    }
    if (page->items.empty() || static_cast<int64_t>(summary.rows.size()) >= page->total) break;
    ++query.page;
  }
  summary.value = total.value();
  return summary;
}

std::string print(const std::optional<base::Decimal>& value) {
  if (!value) return "–";
  const auto scaled = value->round(2, base::Rounding::HalfUp).to_scaled(2);
  if (!scaled) return value->print();
  const bool is_negative = *scaled < 0;
  std::string digits = std::to_string(is_negative ? -*scaled : *scaled);
  if (digits.size() < 3) digits.insert(0, 3 - digits.size(), '0');
  digits.insert(digits.size() - 2, ".");
  return is_negative ? "-" + digits : digits;
}

}  // namespace metrics
