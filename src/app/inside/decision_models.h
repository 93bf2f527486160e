// Deployed decision models, compiled when first asked and kept: what is deployed never changes.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "dmn/dmn.h"
#include "dmn/model.h"

namespace app {

struct DecisionModel {
  dmn::Model model;
  std::unique_ptr<dmn::Definitions> written;  // the tables as they are written

  // The decision's table; nullptr when its logic is something else.
  const dmn::TableText* table_of(std::string_view decision) const;
};

// Refuses with dmn.malformed, `detail` holding every problem, a line each.
base::Result<std::shared_ptr<const DecisionModel>> read_decision_model(const std::string& file,
                                                                       const std::string& text);

class DecisionModels {
 public:
  // `key` of the definition that was deployed from this text.
  base::Result<std::shared_ptr<const DecisionModel>> get(int64_t key, const std::string& file,
                                                         const std::string& text);

 private:
  std::mutex mutex_;
  std::map<int64_t, std::shared_ptr<const DecisionModel>> models_;
};

}  // namespace app
