// Reads pack folders: which files there are, in which order they are read, what is checked
// afterwards.
#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "base/text.h"
#include "packs/checks/checks.h"
#include "packs/formats.h"
#include "packs/pack.h"
#include "packs/process_check.h"
#include "packs/reading/context.h"
#include "records/catalogue.h"

namespace packs {

namespace {

namespace fs = std::filesystem;
using reading::Context;
using reading::File;

constexpr size_t files_max = 5'000;

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Paths of all files of the pack, sorted, relative to its folder. Hidden files are left out.
std::vector<std::string> files_of(const fs::path& folder) {
  std::vector<std::string> result;
  std::error_code failure;
  for (fs::recursive_directory_iterator it(folder, failure), end; it != end && !failure;
       it.increment(failure)) {
    const bool is_hidden = it->path().filename().string().starts_with('.');
    if (is_hidden && it->is_directory()) it.disable_recursion_pending();
    if (is_hidden || !it->is_regular_file()) continue;
    result.push_back(fs::relative(it->path(), folder).generic_string());
  }
  std::sort(result.begin(), result.end());
  return result;
}

// Reads a YAML file and checks its shape; gives the root for the typed reader.
Node read_shaped(Context& context, const std::string& path, const Shape& shape) {
  Document document = read_yaml(contents(context.pack.folder / path), context.shown(path));
  const bool is_readable = document.problems.empty();
  context.problems.insert(context.problems.end(), document.problems.begin(),
                          document.problems.end());
  if (is_readable) check(document.root, shape, context.shown(path), context.problems);
  return std::move(document.root);
}

void read_pack_file(Context& context) {
  Pack& pack = context.pack;
  const Node root = read_shaped(context, "pack.yaml", format("pack").shape);
  pack.id = root.text_of("id");
  const File file{context, "pack.yaml"};
  pack.title = file.text("title", root.text_of("title"), root.mark);
  pack.description = file.optional_text("description", root.text_of("description")).zh;
  pack.version = root.text_of("version");
  pack.license = root.text_of("license");
  pack.needs = root.texts_of("needs");
  if (root.text_of("publishing") == "owners") pack.publishing = Publishing::ByOwners;
  std::string folder_id = fs::absolute(pack.folder).lexically_normal().filename().string();
  if (folder_id.empty())
    folder_id = fs::absolute(pack.folder).lexically_normal().parent_path().filename().string();
  std::replace(folder_id.begin(), folder_id.end(), '-', '_');
  if (pack.id != folder_id)
    context.report("pack.yaml", root.mark,
                   "the id is " + pack.id + ", the folder says " + folder_id);
}

void read_locale(Context& context) {
  const Node root = read_shaped(context, "locale/en.yaml", format("locale").shape);
  context.has_locale = true;
  for (const auto& file : root.entries) {
    for (const auto& text : file.value.entries) {
      context.pack.locale.add(file.key, text.key, text.value.text);
      context.unused_texts[file.key + " " + text.key] = text.mark;
    }
  }
}

// Which format a file of a folder has.
struct Kind {
  std::string_view folder;
  std::string_view ending;
  void (*read)(const File& file);
};

template <class Take>
void read_yaml_file(const File& file, std::string_view format_name, Take take) {
  const Node root = read_shaped(file.context, file.path, format(format_name).shape);
  if (root.is_map() || root.is_list()) take(root);
}

const std::vector<Kind>& kinds() {
  static const std::vector<Kind> all = {
      {"records/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "record", [&](const Node& root) {
           file.context.pack.record_types.push_back(reading::record_type(file, root));
         });
       }},
      {"roles/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "role", [&](const Node& root) {
           file.context.pack.roles.push_back(reading::role(file, root));
         });
       }},
      {"views/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "view", [&](const Node& root) {
           file.context.pack.views.push_back(reading::view(file, root));
         });
       }},
      {"metrics/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "metric", [&](const Node& root) {
           file.context.pack.metrics.push_back(reading::metric(file, root));
         });
       }},
      {"reports/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "report", [&](const Node& root) {
           file.context.pack.reports.push_back(reading::report(file, root));
         });
       }},
      {"duties/", ".yaml",
       [](const File& file) {
         read_yaml_file(file, "duty", [&](const Node& root) {
           file.context.pack.duties.push_back(reading::duty(file, root));
         });
       }},
      {"processes/", ".bpmn",
       [](const File& file) {
         reading::process(file, contents(file.context.pack.folder / file.path));
       }},
      {"decisions/", ".dmn",
       [](const File& file) {
         reading::decision(file, contents(file.context.pack.folder / file.path));
       }},
      {"forms/", ".form",
       [](const File& file) {
         reading::form(file, contents(file.context.pack.folder / file.path));
       }},
      {"papers/", ".html",
       [](const File& file) {
         reading::paper(file, contents(file.context.pack.folder / file.path));
       }},
      {"scenarios/", ".scenario",
       [](const File& file) {
         file.context.pack.scenarios.push_back(file.context.pack.folder / file.path);
       }},
  };
  return all;
}

void read_single_file(const File& file) {
  Pack& pack = file.context.pack;
  if (file.path == "charter.yaml") {
    read_yaml_file(file, "charter",
                   [&](const Node& root) { pack.charter = reading::charter(file, root); });
  } else if (file.path == "menu.yaml") {
    read_yaml_file(file, "menu", [&](const Node& root) { pack.menu = reading::menu(file, root); });
  } else if (file.path == "demo/organisation.yaml") {
    pack.has_organisation = true;
    read_yaml_file(file, "organisation", [&](const Node& root) {
      pack.organisation = reading::organisation(file, root);
    });
  } else if (file.path == "demo/data.yaml") {
    read_yaml_file(file, "data", [&](const Node& root) {
      if (const Node* steps = root.find("steps")) pack.demo_steps = steps->items;
    });
  } else if (file.path == "holidays-cn.json") {
    pack.holidays = contents(pack.folder / file.path);
  } else if (file.path != "README.md") {
    file.report({}, "not a file of a pack");
  }
}

void read_file(Context& context, const std::string& path) {
  const File file{context, path};
  for (const Kind& kind : kinds()) {
    if (!path.starts_with(kind.folder) || !path.ends_with(kind.ending)) continue;
    const bool is_nested = path.find('/', kind.folder.size()) != std::string::npos;
    if (is_nested) return file.report({}, "no folders below " + std::string(kind.folder));
    if (kind.ending != ".scenario" && !base::is_snake_case(file.id()))
      return file.report({}, "the file's name must be snake_case");
    return kind.read(file);
  }
  if (path != "pack.yaml" && path != "locale/en.yaml") read_single_file(file);
}

std::shared_ptr<const Pack> read_pack(const fs::path& folder,
                                      std::vector<base::Problem>& problems) {
  auto pack = std::make_shared<Pack>();
  pack->folder = folder.lexically_normal();
  Context context{*pack, problems};
  const std::vector<std::string> files = files_of(folder);
  if (std::find(files.begin(), files.end(), "pack.yaml") == files.end()) {
    context.report("pack.yaml", {}, "no pack here: the file is missing");
    return nullptr;
  }
  if (files.size() > files_max) {
    context.report("", {}, "more than 5,000 files");
    return nullptr;
  }
  if (std::find(files.begin(), files.end(), "locale/en.yaml") != files.end()) read_locale(context);
  read_pack_file(context);
  for (const std::string& path : files) read_file(context, path);
  for (const auto& [text, mark] : context.unused_texts)
    context.report("locale/en.yaml", mark, "a text for something that is not there: " + text);
  return pack;
}

// Reads packs with what they need, needed ones first.
class Gathering {
 public:
  explicit Gathering(Packs& packs) : packs_(packs) {}

  void add(const fs::path& folder) {
    const std::string key = fs::weakly_canonical(folder).string();
    if (!seen_.insert(key).second) return;
    const auto pack = read_pack(folder, packs_.problems);
    if (!pack) return;
    for (const std::string& need : pack->needs) {
      if (packs_.find(need)) continue;
      std::string name = need;
      std::replace(name.begin(), name.end(), '_', '-');
      const fs::path beside = fs::absolute(folder).lexically_normal() / ".." / name;
      if (fs::exists(beside / "pack.yaml")) {
        add(fs::path(pack->folder / ".." / name).lexically_normal());
      }
      if (!packs_.find(need))
        packs_.problems.push_back({(pack->folder / "pack.yaml").generic_string(), 0, 0,
                                   "needs " + need + ", which cannot be loaded"});
    }
    if (packs_.find(pack->id))
      packs_.problems.push_back({(pack->folder / "pack.yaml").generic_string(), 0, 0,
                                 "the pack " + pack->id + " is loaded twice"});
    else
      packs_.packs.push_back(pack);
  }

 private:
  Packs& packs_;
  std::set<std::string> seen_;
};

void append(std::vector<base::Problem>& problems, const std::vector<base::Problem>& found) {
  problems.insert(problems.end(), found.begin(), found.end());
}

// The pack as it would be with this text in the file of the process.
std::shared_ptr<const Pack> with_process(const Pack& pack, const Process& process,
                                         const std::string& xml,
                                         std::vector<base::Problem>& problems) {
  auto changed = std::make_shared<Pack>(pack);
  std::erase_if(changed->processes, [&](const Process& each) { return each.id == process.id; });
  std::erase_if(changed->parts, [&](const auto& part) {
    return part.first == process.file || part.first.starts_with(process.file + "#");
  });
  Context context{*changed, problems};
  reading::process(File{context, process.file}, xml);
  return changed;
}

// Builds the catalogues of the business modules, which check what is theirs.
void build_catalogues(checks::Whole& whole) {
  std::vector<records::RecordType> types;
  std::vector<metrics::Metric> metrics;
  std::vector<reports::Report> reports;
  for (const auto& pack : whole.packs) {
    types.insert(types.end(), pack->record_types.begin(), pack->record_types.end());
    metrics.insert(metrics.end(), pack->metrics.begin(), pack->metrics.end());
    reports.insert(reports.end(), pack->reports.begin(), pack->reports.end());
  }
  auto built_types = records::Catalogue::build(std::move(types));
  append(whole.problems, built_types.problems);
  whole.types = built_types.catalogue;
  if (!whole.types) return;
  auto built_metrics = metrics::Catalogue::build(std::move(metrics), *whole.types);
  append(whole.problems, built_metrics.problems);
  whole.metrics = built_metrics.catalogue;
  if (!whole.metrics) return;
  append(whole.problems,
         reports::Catalogue::build(std::move(reports), *whole.types, *whole.metrics).problems);
}

// The charter and the texts of a language speak of what stands in the other files.
bool is_about_others(const base::Problem& problem) {
  const fs::path file = problem.file;
  return file.filename() == "charter.yaml" || file.parent_path().filename() == "locale";
}

// In the order of files and places, and what may only follow from a mistake elsewhere last; the
// same finding of two readers is said once.
void sort_problems(std::vector<base::Problem>& problems) {
  const auto key = [](const base::Problem& problem) {
    return std::tuple(is_about_others(problem), problem.file, problem.line, problem.column,
                      problem.text);
  };
  std::sort(problems.begin(), problems.end(),
            [&](const base::Problem& a, const base::Problem& b) { return key(a) < key(b); });
  problems.erase(std::unique(problems.begin(), problems.end()), problems.end());
}

}  // namespace

const Pack* Packs::find(std::string_view id) const {
  for (const auto& pack : packs)
    if (pack->id == id) return pack.get();
  return nullptr;
}

Packs read(const std::vector<fs::path>& folders) {
  Packs result;
  Gathering gathering(result);
  for (const fs::path& folder : folders) gathering.add(folder);

  checks::Whole whole{result.packs, result.problems, nullptr, nullptr, nullptr};
  checks::check_ids(whole);
  build_catalogues(whole);
  checks::check_record_types(whole);
  checks::check_processes(whole);
  checks::check_views(whole);
  checks::check_papers(whole);
  checks::check_organisation(whole);
  checks::check_duties(whole);
  checks::check_charter(whole);
  sort_problems(result.problems);
  return result;
}

std::vector<base::Problem> check_process(const Packs& packs, const Proposal& proposal) {
  std::vector<base::Problem> problems;
  const auto changed = with_process(proposal.pack, proposal.process, proposal.xml, problems);
  checks::Whole whole{packs.packs, problems, proposal.types, nullptr, &proposal.known};
  for (auto& pack : whole.packs)
    if (pack.get() == &proposal.pack) pack = changed;
  for (const Process& process : changed->processes)
    if (process.id == proposal.process.id) checks::check_process(whole, *changed, process);
  checks::check_calls(whole);
  checks::check_charter(whole);
  sort_problems(problems);
  return problems;
}

}  // namespace packs
