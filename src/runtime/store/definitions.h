// What was deployed: compiled processes and decision models, loaded when first needed.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dmn/dmn.h"
#include "dmn/model.h"
#include "engine/process.h"
#include "runtime/engine.h"
#include "runtime/searches.h"
#include "storage/tx.h"

namespace runtime {

struct Prepared {
  struct Item {
    std::string kind;  // process, decision, form
    std::string id;
    std::string name;
    std::string file;
    std::string content;
    std::string checksum;
    std::string version_tag;  // of a process
    bool has_start_form = false;
    std::shared_ptr<engine::Process> process = nullptr;
    // Of a decision model: each of its decisions is versioned on its own.
    struct Decision {
      std::string id;
      std::string name;
    };
    std::vector<Decision> decisions = {};
  };
  std::vector<Item> items;
  bool binds_to_deployment = false;
};

// An event that starts a process.
struct StartEvent {
  std::string process_id;
  int64_t definition = 0;
  std::string element_id;
};

struct DecisionModel {
  int64_t key = 0;  // of its definition
  dmn::Model model;
  std::unique_ptr<const dmn::Definitions> written;  // as its file has it
  std::vector<DecisionSource> decisions;            // without the text
};

// Whether it names a version other than the latest.
bool is_bound(const bpmn::Binding& binding);

// engine.not_deployable with every problem.
base::Error not_deployable(const std::vector<base::Problem>& problems);

class Definitions {
 public:
  explicit Definitions(storage::Connection& db) : db_(db) {}

  // `db` of the transaction is written; forget() takes the memory back when it is rolled back.
  Deployed deploy(
      storage::Tx& tx, const Prepared& prepared, Versions versions,
      const std::function<void(const engine::Process&, const std::string& file)>& is_new);
  // A definition that no instance was made with; when it was the latest of a process, the one
  // before is again, and `is_latest` is told so. Its version number is never given again. Refuses
  // with engine.definition_in_use, and with request.no_such_key.
  base::Result<void> remove(storage::Tx& tx, int64_t key,
                            const std::function<void(const engine::Process&)>& is_latest);
  // nullptr when there is none.
  engine::ProcessRef process(int64_t key);
  engine::ProcessRef latest_process(std::string_view id);
  // The newest definition of that kind and id that a binding allows to the process `caller`; 0 when
  // there is none. A caller from before what was deployed together had to be complete may also be
  // bound to what was there when it was deployed.
  int64_t bound(std::string_view kind, const std::string& id, const bpmn::Binding& binding,
                int64_t caller) const;
  // The version that a call activity is bound to; nullptr when there is none.
  engine::ProcessRef called_process(const engine::StartChild& call);
  // Models in which a called decision is looked for, in this order.
  std::vector<const DecisionModel*> called_decisions(const engine::DecisionCall& call);
  // Latest versions that start on a message or signal.
  std::vector<StartEvent> starts(std::string_view kind, std::string_view name = "");
  void forget();
  bool was_changed() const { return was_changed_; }
  void settle() { was_changed_ = false; }

 private:
  const std::vector<DecisionModel>& decision_models();  // the latest of each
  std::optional<DecisionModel> read_decisions(int64_t key) const;

  storage::Connection& db_;
  std::unordered_map<int64_t, engine::ProcessRef> processes_;
  std::map<std::string, int64_t, std::less<>> latest_;
  std::optional<std::map<std::pair<std::string, std::string>, std::vector<StartEvent>>> starts_;
  std::optional<std::vector<DecisionModel>> decision_models_;
  std::map<int64_t, DecisionModel> older_models_;  // by definition
  bool was_changed_ = false;
};

}  // namespace runtime
