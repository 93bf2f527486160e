#include "app/inside/model_problems.h"

#include <algorithm>

#include "bpmn/reader.h"
#include "packs/problem_words.h"

namespace app {

namespace {

struct Standing {
  bpmn::Place place;
  std::string id;
};

// Where the parts of a model begin, in the order of the file.
std::vector<Standing> parts_of(const bpmn::Model& model) {
  std::vector<Standing> out;
  const auto add = [&](const auto& parts) {
    for (const auto& part : parts) out.push_back({part.place, part.id});
  };
  for (const auto& process : model.processes) {
    out.push_back({process.place, process.id});
    add(process.elements);
    add(process.flows);
    add(process.lanes);
  }
  add(model.pools);
  add(model.messages);
  for (const auto& shape : model.shapes) out.push_back({shape.place, shape.element});
  for (const auto& edge : model.edges) out.push_back({edge.place, edge.element});
  std::ranges::sort(
      out, {}, [](const Standing& each) { return std::pair(each.place.line, each.place.column); });
  return out;
}

// The part in whose text the place is; empty when there is none.
std::string element_at(const std::vector<Standing>& parts, const base::Problem& problem) {
  std::string found;
  for (const auto& part : parts) {
    if (std::pair(part.place.line, part.place.column) > std::pair(problem.line, problem.column))
      break;
    found = part.id;
  }
  return found;
}

// The charter stands in another file; what it misses has no place in the model.
bool is_in_model(const ProcessDefinition& process, const base::Problem& problem) {
  return problem.file.ends_with(process.packed->file);
}

void set_place(base::JsonObject& out, const std::vector<Standing>& parts,
               const base::Problem& problem) {
  out["line"] = problem.line;
  out["column"] = problem.column;
  if (auto element = element_at(parts, problem); !element.empty())
    out["element"] = std::move(element);
}

}  // namespace

base::JsonArray problems_json(const ProcessDefinition& process, const std::string& xml,
                              const std::vector<base::Problem>& problems) {
  const auto parts = parts_of(bpmn::read(process.packed->file, xml).model);
  base::JsonArray out;
  for (const auto& problem : problems) {
    const auto words = packs::words_of(problem.text);
    base::JsonObject item{{"code", words.code}, {"text", text_json(words.text)}};
    if (is_in_model(process, problem) && problem.line > 0) set_place(item, parts, problem);
    out.push_back(std::move(item));
  }
  return out;
}

base::JsonArray warnings_json(const ProcessDefinition& process, const std::string& xml,
                              const std::vector<ModelWarning>& warnings) {
  const auto parts = parts_of(bpmn::read(process.packed->file, xml).model);
  base::JsonArray out;
  for (const auto& warning : warnings) {
    base::JsonObject item{{"code", warning.code}, {"text", text_json(warning.text)}};
    set_place(item, parts, warning.at);
    out.push_back(std::move(item));
  }
  return out;
}

base::Error has_problems(const ProcessDefinition& process, const std::string& xml,
                         const std::vector<base::Problem>& problems,
                         const std::vector<ModelWarning>& standing) {
  auto refusal = base::refusal("app.model_has_problems").at(process.id);
  const auto parts = parts_of(bpmn::read(process.packed->file, xml).model);
  for (const auto& problem : problems) {
    const auto element = is_in_model(process, problem) ? element_at(parts, problem) : "";
    const auto title = process.text(element, element);
    refusal.missing.push_back(
        {base::Missing::Kind::Condition, element, title, packs::words_of(problem.text).text});
  }
  for (const auto& each : standing) {
    const auto element = element_at(parts, each.at);
    refusal.missing.push_back(
        {base::Missing::Kind::Condition, element, process.text(element, element), each.text});
  }
  return refusal;
}

}  // namespace app
