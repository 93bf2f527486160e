#include "app/paper_designing.h"

#include <algorithm>

#include "app/inside/json.h"
#include "app/inside/paper_versions.h"
#include "app/waiting.h"
#include "packs/problem_words.h"

namespace app {

namespace {

// The processes whose matters it prints.
std::vector<const ProcessDefinition*> printed_by(const Definitions& definitions,
                                                 const PaperDefinition& paper) {
  std::vector<const ProcessDefinition*> out;
  for (const auto* process : definitions.processes->all()) {
    const auto papers = definitions.papers_for(process->id, process->record_type);
    const bool is_its = std::ranges::any_of(
        papers, [&](const packs::PaperFile* each) { return each->id == paper.packed->id; });
    if (is_its) out.push_back(process);
  }
  return out;
}

bool may_see(const Definitions& definitions, const PaperDefinition& paper, const Caller& caller) {
  if (is_administrator(caller)) return true;
  return std::ranges::any_of(printed_by(definitions, paper), [&](const ProcessDefinition* process) {
    return is_owner(*process, caller);
  });
}

bool may_publish(const Definitions& definitions, const PaperDefinition& paper,
                 const Caller& caller) {
  if (is_administrator(caller)) return true;
  const auto processes = printed_by(definitions, paper);
  return paper.pack->publishing == packs::Publishing::ByOwners && !processes.empty() &&
         std::ranges::all_of(processes, [&](const ProcessDefinition* process) {
           return is_owner(*process, caller);
         });
}

base::Result<const PaperDefinition*> seen(const Definitions& definitions, const Caller& caller,
                                          std::string_view id) {
  const auto* paper = definitions.papers->definition(id);
  if (paper == nullptr || !may_see(definitions, *paper, caller))
    return base::refusal("app.no_paper").at(std::string(id.substr(0, 100)));
  return paper;
}

base::JsonObject row_json(Look& look, const PaperDefinition& paper) {
  const auto& definitions = look.definitions();
  auto out = look.ref(paper.packed->id, paper.in_force->title).as_object();
  out["pack"] = look.ref(paper.pack->id, paper.pack->title);
  if (const auto* type = look.types().type(paper.packed->form->record()))
    out["record"] = look.ref(type->id, type->title);
  base::JsonArray processes;
  for (const auto* process : printed_by(definitions, paper))
    processes.push_back(look.ref(process->id, process->title));
  out["processes"] = std::move(processes);
  out["may_publish"] = may_publish(definitions, paper, look.caller());
  const auto published = version_in_force(look.db(), paper);
  out["version"] = published ? published->version : packed_version;
  if (published) {
    out["published_by"] = look.person(published->person);
    out["published_at"] = time_json(published->at);
  }
  return out;
}

int64_t newest_of(const std::vector<PaperVersion>& versions) {
  return versions.empty() ? packed_version : versions.front().version;
}

base::JsonArray versions_json(Look& look, const std::vector<PaperVersion>& versions) {
  base::JsonArray out;
  for (const auto& each : versions) {
    base::JsonObject item{{"version", each.version},
                          {"published_by", look.person(each.person)},
                          {"published_at", time_json(each.at)}};
    set_text(item, "comment", each.comment);
    out.push_back(std::move(item));
  }
  out.push_back(base::JsonObject{{"version", packed_version}});
  return out;
}

// What is not of the template itself is said by the reader of FEEL.
packs::ProblemWords words_of(const base::Problem& problem) {
  auto words = packs::words_of(problem.text);
  if (words.code == "other")
    words = {"bad_expression", {"表达式有误：" + problem.text, problem.text}};
  return words;
}

base::JsonArray problems_json(const std::vector<base::Problem>& problems) {
  base::JsonArray out;
  for (const auto& problem : problems) {
    const auto words = words_of(problem);
    out.push_back(base::JsonObject{{"code", words.code},
                                   {"line", problem.line},
                                   {"column", problem.column},
                                   {"text", text_json(words.text)}});
  }
  return out;
}

base::Error has_problems(std::string_view id, const std::vector<base::Problem>& problems) {
  auto refusal = base::refusal("app.paper_has_problems").at(std::string(id));
  for (const auto& problem : problems) {
    const auto line = std::to_string(problem.line);
    const auto column = std::to_string(problem.column);
    refusal.missing.push_back(
        {base::Missing::Kind::Condition,
         line + ":" + column,
         {"第 " + line + " 行第 " + column + " 列", "Line " + line + ", column " + column},
         words_of(problem).text});
  }
  return refusal;
}

base::Result<std::shared_ptr<const packs::PaperFile>> sound(const Definitions& definitions,
                                                            const PaperDefinition& paper,
                                                            const std::string& text) {
  auto reading = read_paper(definitions, paper, text);
  if (!reading.paper) return has_problems(paper.packed->id, reading.problems);
  return std::move(reading.paper);
}

}  // namespace

base::Json list_paper_templates(Workspace& workspace, const Caller& caller) {
  Look look(workspace.parts(), caller);
  base::JsonArray items;
  for (const auto* paper : look.definitions().papers->all())
    if (may_see(look.definitions(), *paper, caller)) items.push_back(row_json(look, *paper));
  return items_json(std::move(items));
}

base::Result<base::Json> paper_template(Workspace& workspace, const Caller& caller,
                                        std::string_view id) {
  Look look(workspace.parts(), caller);
  const auto paper = seen(look.definitions(), caller, id);
  if (!paper) return paper.error();
  const auto versions = paper_versions(look.db(), id);
  auto out = row_json(look, **paper);
  out["text"] = (*paper)->in_force->text;
  out["newest"] = newest_of(versions);
  out["versions"] = versions_json(look, versions);
  return base::Json(std::move(out));
}

base::Result<base::Json> paper_template_version(Workspace& workspace, const Caller& caller,
                                                std::string_view id, int64_t version) {
  Look look(workspace.parts(), caller);
  const auto paper = seen(look.definitions(), caller, id);
  if (!paper) return paper.error();
  if (version == packed_version)
    return base::Json(base::JsonObject{{"version", version}, {"text", (*paper)->packed->text}});
  for (const auto& each : paper_versions(look.db(), id)) {
    if (each.version == version)
      return base::Json(base::JsonObject{{"version", version}, {"text", each.text}});
  }
  return base::refusal("app.no_paper").at(std::to_string(version));
}

base::Result<base::Json> check_paper_template(Workspace& workspace, const Caller& caller,
                                              std::string_view id, const std::string& text) {
  const auto& definitions = *workspace.parts().definitions;
  const auto paper = seen(definitions, caller, id);
  if (!paper) return paper.error();
  const auto reading = read_paper(definitions, **paper, text);
  return base::Json(base::JsonObject{{"problems", problems_json(reading.problems)}});
}

base::Result<std::string> try_paper_template(Workspace& workspace, const Caller& caller,
                                             std::string_view id, const PaperTrial& trial,
                                             PaperRequest request) {
  const auto& definitions = *workspace.parts().definitions;
  const auto known = seen(definitions, caller, id);
  if (!known) return known.error();
  const auto read = sound(definitions, **known, trial.text);
  if (!read) return read.error();
  request.instead = (*read)->form;
  if (trial.instance != 0) return paper(workspace, caller, trial.instance, request);
  return paper(workspace, caller, trial.record_type, trial.record, request);
}

base::Result<base::Json> publish_paper_template(Workspace& workspace, const Caller& caller,
                                                const PaperPublication& publication) {
  auto& parts = workspace.parts();
  const auto& definitions = *parts.definitions;
  const auto known = seen(definitions, caller, publication.paper);
  if (!known) return known.error();
  if (!may_publish(definitions, **known, caller)) return base::refusal("app.not_allowed");
  const auto read = sound(definitions, **known, publication.text);
  if (!read) return read.error();
  return parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    // What is in force is read where nobody else publishes at the same time.
    const PaperDefinition before = *definitions.papers->definition(publication.paper);
    const int64_t newest = newest_of(paper_versions(op.tx.db, publication.paper));
    if (newest != publication.base_version)
      return base::refusal("app.paper_not_newest").at(std::to_string(newest));
    if (publication.text == before.in_force->text)
      return base::refusal("app.paper_unchanged").at(publication.paper);
    const PaperVersion fresh{newest + 1,          publication.text, before.packed->text,
                             publication.comment, caller.person,    op.tx.now};
    store_version(op.tx, publication.paper, fresh);
    storage::append_event(
        op.tx, {"paper.published", "paper", publication.paper, "", "", "",
                base::JsonObject{{"version", fresh.version}, {"comment", publication.comment}}});
    op.after_commit([&definitions, before, paper = *read] {
      definitions.papers->put({before.pack, before.packed, paper});
    });
    return base::Json(base::JsonObject{{"version", fresh.version}});
  });
}

}  // namespace app
