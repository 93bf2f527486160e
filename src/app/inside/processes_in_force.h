// The processes as new instances begin them: of the packs, or as somebody has published them since.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "bpmn/model.h"
#include "feel/feel.h"
#include "packs/pack.h"

namespace app {

struct ProcessDefinition {
  std::string id;
  std::shared_ptr<const packs::Pack> pack;
  const packs::Process* packed = nullptr;        // as the pack has it, or as it was begun
  std::shared_ptr<const packs::Process> source;  // as it is in force
  const bpmn::Process* model = nullptr;
  base::Text title;
  std::string record_type;            // jw:record
  std::vector<std::string> starters;  // jw:starters; empty: nobody starts it by hand
  std::string start_form;             // jw:start_form
  std::string start_fields;           // jw:start_fields
  // What the matter is called in lists and notices, of its record: jw:title, jw:summary.
  std::optional<feel::Expression> title_rule;
  std::optional<feel::Expression> summary_rule;
  std::vector<std::string> papers;  // jw:paper
  std::vector<std::string> clauses;
  // Of what was published: the Chinese texts of the pack's own file, by path.
  std::map<std::string, std::string, std::less<>> packed_texts;
  // Begun in the browser by this person, as a process of the pack without a file in it; empty: the
  // pack has it.
  std::string begun_by;
  std::shared_ptr<const packs::Process> begun;  // what `packed` points to then

  bool is_of_pack() const { return source.get() == packed; }
  // It can be started; what was begun only is drawn and shown to its owners.
  bool is_in_force() const { return begun_by.empty() || !is_of_pack(); }
  // In both languages a text that stands at this path of the model. English is what the model
  // says itself (jw:title_en), else the pack's for the same Chinese words, else Chinese.
  base::Text text(std::string_view path, std::string_view zh) const;
};

// `model` must hold the process `packed.id`.
std::unique_ptr<const ProcessDefinition> define_process(std::shared_ptr<const packs::Pack> pack,
                                                        const packs::Process& packed);
// Nobody can start it.
std::unique_ptr<const ProcessDefinition> define_begun(std::shared_ptr<const packs::Pack> pack,
                                                      std::shared_ptr<const packs::Process> begun,
                                                      std::string begun_by);
std::unique_ptr<const ProcessDefinition> define_published(const ProcessDefinition& before,
                                                          bpmn::Model model);

// Safe to use from all threads. What was handed out stays, also when another version takes its
// place.
class ProcessesInForce {
 public:
  // nullptr when there is none.
  const ProcessDefinition* find(std::string_view id) const;
  std::vector<const ProcessDefinition*> all() const;  // by id
  void put(std::unique_ptr<const ProcessDefinition> process);
  void drop(std::string_view id);

 private:
  mutable std::mutex mutex_;
  std::map<std::string, const ProcessDefinition*, std::less<>> in_force_;
  std::vector<std::unique_ptr<const ProcessDefinition>> all_;
};

}  // namespace app
