#include "base/currency.h"
#include "feel/feel.h"
#include "metrics/metrics.h"

namespace metrics {
namespace {

class Builder {
 public:
  Builder(const records::Catalogue& types, std::vector<base::Problem>& problems,
          std::map<std::string, feel::Expression, std::less<>>& expressions)
      : types_(types), problems_(problems), expressions_(expressions) {}

  void check(const Metric& metric) {
    if (types_.type(metric.grain) == nullptr) {
      report(metric.value, metric.file, "there is no record type \"" + metric.grain + "\"");
    }
    if (!metric.value.is_set()) report(metric.value, metric.file, "a metric needs a value");
    compile(metric.value, metric.file);
    compile(metric.rows, metric.file);
    compile(metric.target_formula, metric.file);
    compile(metric.part, metric.file);
    compile(metric.whole, metric.file);
    const bool is_ratio = metric.together == Together::Ratio;
    if (metric.part.is_set() != is_ratio || metric.whole.is_set() != is_ratio) {
      report(metric.value, metric.file,
             "together: ratio needs part and whole, others have neither");
    }
    if (!metric.currency.empty() && !base::minor_units(metric.currency)) {
      report(metric.value, metric.file, "unknown currency " + metric.currency);
    }
    if (!metric.currency.empty() && metric.unit != "money") {
      report(metric.value, metric.file, "only money has a currency");
    }
  }

 private:
  void compile(const records::Formula& formula, const std::string& file) {
    if (!formula.is_set() || expressions_.contains(formula.text)) return;
    auto expression = feel::compile(formula.text, {});
    if (!expression.ok()) {
      report(formula, file, expression.error().place + ": " + expression.error().detail);
      return;
    }
    expressions_.emplace(formula.text, std::move(expression).value());
  }

  void report(const records::Formula& formula, const std::string& file, std::string text) {
    problems_.push_back({formula.file.empty() ? file : formula.file, formula.line, formula.column,
                         std::move(text)});
  }

  const records::Catalogue& types_;
  std::vector<base::Problem>& problems_;
  std::map<std::string, feel::Expression, std::less<>>& expressions_;
};

}  // namespace

Catalogue::Built Catalogue::build(std::vector<Metric> metrics, const records::Catalogue& types) {
  auto catalogue = std::make_shared<Catalogue>();
  Built built;
  Builder builder(types, built.problems, catalogue->expressions_);
  for (auto& metric : metrics) {
    builder.check(metric);
    catalogue->metrics_.insert_or_assign(metric.id, std::move(metric));
  }
  if (built.problems.empty()) built.catalogue = std::move(catalogue);
  return built;
}

const Metric* Catalogue::metric(std::string_view id) const {
  if (const auto found = metrics_.find(id); found != metrics_.end()) return &found->second;
  for (const auto& [name, metric] : metrics_) {
    if (!metric.code.empty() && metric.code == id) return &metric;
  }
  return nullptr;
}

const feel::Expression& Catalogue::compiled(const records::Formula& formula) const {
  const auto found = expressions_.find(formula.text);
  base::ensure(found != expressions_.end(), "a formula of this catalogue's metrics");
  return found->second;
}

}  // namespace metrics
