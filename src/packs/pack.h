// Everything that a pack holds, read and checked: text in, values and every problem
// (file:line:column) out.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "access/principal.h"
#include "base/json.h"
#include "base/result.h"
#include "bpmn/model.h"
#include "dmn/dmn.h"
#include "forms/forms.h"
#include "metrics/metrics.h"
#include "org/organisation.h"
#include "packs/charter.h"
#include "packs/views.h"
#include "packs/yaml.h"
#include "records/record_type.h"
#include "reports/reports.h"
#include "reports/template.h"

namespace packs {

// A process with the file it came from: what is deployed is the text.
struct Process {
  std::string id;
  std::string file;   // "processes/initiation.bpmn"
  bpmn::Model model;  // its `xml` is what is deployed
};

struct Decision {
  std::string id;
  std::string file;
  std::string xml;
  dmn::Model model;
};

struct FormFile {
  std::string id;
  std::string file;
  std::string text;  // the JSON as written
  forms::Form form;
};

// A print template.
struct PaperFile {
  std::string id;
  base::Text title;
  std::shared_ptr<const reports::Template> form;
  std::string text;
};

// Recurring work: becomes a record of type `duty` of pack common once its position is there.
struct DutyFile {
  std::string id;
  base::Text title;
  base::JsonObject values;  // of the record
  std::vector<std::string> clauses;
};

// English texts by file and path, as locale/en.yaml holds them.
class Locale {
 public:
  void add(std::string file, std::string path, std::string text);
  // Empty when there is none.
  std::string_view find(std::string_view file, std::string_view path) const;
  // Both languages; English falls back to Chinese.
  base::Text text(std::string_view file, std::string_view path, std::string_view zh) const;

 private:
  std::map<std::string, std::map<std::string, std::string, std::less<>>, std::less<>> texts_;
};

// Who may publish a new version of a process in the browser.
enum class Publishing { ByAdministrators, ByOwners };

struct Pack {
  std::string id;
  base::Text title;
  std::string description;
  std::string version;
  std::string license;
  std::vector<std::string> needs;
  Publishing publishing = Publishing::ByAdministrators;
  std::filesystem::path folder;

  Charter charter;
  std::vector<records::RecordType> record_types;
  std::vector<FormFile> forms;
  std::vector<Process> processes;
  std::vector<Decision> decisions;
  std::vector<entry::Role> roles;
  std::vector<View> views;
  std::vector<MenuEntry> menu;
  std::vector<metrics::Metric> metrics;
  std::vector<reports::Report> reports;
  std::vector<PaperFile> papers;
  std::vector<DutyFile> duties;
  org::Organisation organisation;  // of demo/
  bool has_organisation = false;
  std::vector<Node> demo_steps;  // of demo/data.yaml, in the grammar of scenario steps
  Locale locale;
  std::vector<std::filesystem::path> scenarios;
  std::string holidays;  // text of holidays-cn.json, empty when there is none

  // Where a part stands: "records/x.yaml#field.f" → its place. Keys are the carrier paths of a
  // charter.
  std::map<std::string, Mark, std::less<>> parts;
};

struct Packs {
  std::vector<std::shared_ptr<const Pack>> packs;  // needed packs before those that need them
  std::vector<base::Problem> problems;             // of all of them; files with their pack's folder

  const Pack* find(std::string_view id) const;
};

// Reads the packs in `folders` and those that they need (folders beside them), and checks each and
// all together. With problems the packs are good for tools only, not for running.
Packs read(const std::vector<std::filesystem::path>& folders);

}  // namespace packs
