#include "app/inside/decision_models.h"

#include "dmn/decide.h"
#include "runtime/decision_history.h"

namespace app {

namespace {

constexpr size_t models_kept_max = 200;

base::Result<std::shared_ptr<const DecisionModel>> read_in(feel::Dialect dialect,
                                                           const std::string& file,
                                                           const std::string& text) {
  auto reading = dmn::read_in(dialect, text, file);
  if (!reading.model || !reading.problems.empty()) {
    std::string all;
    for (const auto& problem : reading.problems) all += problem.print() + "\n";
    return base::refusal("dmn.malformed").at(file).because(std::move(all));
  }
  auto written = dmn::read_definitions(text, file);
  if (dialect == feel::Dialect::Camunda) written.definitions->dialect = dialect;
  return std::shared_ptr<const DecisionModel>(
      new DecisionModel{std::move(*reading.model), std::move(written.definitions)});
}

}  // namespace

const dmn::TableText* DecisionModel::table_of(std::string_view decision) const {
  return runtime::table_of(*written, decision);
}

base::Result<std::shared_ptr<const DecisionModel>> read_decision_model(const std::string& file,
                                                                       const std::string& text) {
  return read_in(feel::Dialect::Standard, file, text);
}

base::Result<std::shared_ptr<const DecisionModel>> DecisionModels::get(int64_t key,
                                                                       const std::string& file,
                                                                       const std::string& text) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = models_.find(key); found != models_.end()) return found->second;
  }
  auto read = read_in(feel::Dialect::Camunda, file, text);
  if (!read) return read;
  const std::lock_guard lock(mutex_);
  if (models_.size() >= models_kept_max) models_.clear();
  models_.emplace(key, *read);
  return read;
}

}  // namespace app
