#include "reports/reports.h"

namespace reports {
namespace {

class Builder {
 public:
  Builder(const records::Catalogue& types, const metrics::Catalogue& metrics,
          std::vector<base::Problem>& problems,
          std::map<std::string, feel::Expression, std::less<>>& expressions)
      : types_(types), metrics_(metrics), problems_(problems), expressions_(expressions) {}

  void check(const Report& report) {
    const auto* type = types_.type(report.record);
    if (type == nullptr) {
      problem(report, "there is no record type \"" + report.record + "\"");
      return;
    }
    for (const auto& section : report.sections) check(report, *type, section);
  }

 private:
  void check(const Report& report, const records::RecordType& type, const Section& section) {
    for (const auto& field : section.fields) {
      if (field.find('.') == std::string::npos && type.field(field) == nullptr) {
        problem(report, "the type " + type.id + " has no field \"" + field + "\"");
      }
    }
    for (const auto& metric : section.metrics) {
      if (metrics_.metric(metric) == nullptr) problem(report, "no metric \"" + metric + "\"");
    }
    if (section.kind == SectionKind::Table && !section.rows.is_set()) {
      problem(report, "a table needs rows");
    }
    compile(report, section.rows);
    compile(report, section.text_formula);
  }

  void compile(const Report& report, const records::Formula& formula) {
    if (!formula.is_set() || expressions_.contains(formula.text)) return;
    auto expression = feel::compile(formula.text, {});
    if (!expression.ok()) {
      problems_.push_back({formula.file.empty() ? report.file : formula.file, formula.line,
                           formula.column,
                           expression.error().place + ": " + expression.error().detail});
      return;
    }
    expressions_.emplace(formula.text, std::move(expression).value());
  }

  void problem(const Report& report, std::string text) {
    problems_.push_back({report.file, 0, 0, std::move(text)});
  }

  const records::Catalogue& types_;
  const metrics::Catalogue& metrics_;
  std::vector<base::Problem>& problems_;
  std::map<std::string, feel::Expression, std::less<>>& expressions_;
};

}  // namespace

Catalogue::Built Catalogue::build(std::vector<Report> reports, const records::Catalogue& types,
                                  const metrics::Catalogue& metrics) {
  auto catalogue = std::make_shared<Catalogue>();
  Built built;
  Builder builder(types, metrics, built.problems, catalogue->expressions_);
  for (auto& report : reports) {
    builder.check(report);
    catalogue->reports_.insert_or_assign(report.id, std::move(report));
  }
  if (built.problems.empty()) built.catalogue = std::move(catalogue);
  return built;
}

const Report* Catalogue::report(std::string_view id) const {
  const auto found = reports_.find(id);
  return found == reports_.end() ? nullptr : &found->second;
}

const feel::Expression& Catalogue::compiled(const records::Formula& formula) const {
  const auto found = expressions_.find(formula.text);
  base::ensure(found != expressions_.end(), "a formula of this catalogue's reports");
  return found->second;
}

}  // namespace reports
