#include <fstream>
#include <sstream>

#include "app/inside/json.h"
#include "app/views.h"

namespace app {

namespace {

struct ScenarioHead {
  std::string file;
  std::string story;
  std::vector<std::string> proves;
};

// Only the head of each scenario is looked at.
std::vector<ScenarioHead> scenarios_of(const packs::Pack& pack) {
  std::vector<ScenarioHead> out;
  for (const auto& path : pack.scenarios) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    const auto read = packs::read_yaml(text.str(), path.filename().string());
    out.push_back(
        {path.filename().string(), read.root.text_of("story"), read.root.texts_of("proves")});
  }
  return out;
}

struct CarrierWords {
  std::string kind;
  base::Text title;
  std::string link;
};

CarrierWords of_record(const Definitions& definitions, const std::string& id,
                       const std::string& part) {
  const auto* type = definitions.types->type(id);
  if (type == nullptr) return {"record", {id, id}, ""};
  const auto join = [&](const base::Text& more) {
    return base::Text{type->title.zh + "：" + more.zh,
                      (type->title.en.empty() ? type->title.zh : type->title.en) + ": " +
                          (more.en.empty() ? more.zh : more.en)};
  };
  const auto link = "/records/" + id;
  if (part.starts_with("transition.")) {
    const auto name = part.substr(11, part.find('.', 11) - 11);
    const auto* transition = type->transition(name);
    return {"transition", transition != nullptr ? join(transition->title) : type->title, link};
  }
  if (part.starts_with("field.")) {
    const auto name = part.substr(6, part.find('.', 6) - 6);
    const auto* field = type->field(name);
    return {"field", field != nullptr ? join(field->title) : type->title, link};
  }
  if (part.starts_with("rule")) return {"rule", join({"规则", "Rule"}), link};
  if (part == "freeze") return {"rule", join({"锁定", "Freeze"}), link};
  if (part == "exclude") return {"rule", join({"不得参与", "Kept away"}), link};
  if (part == "access") return {"rule", join({"权限", "Access"}), link};
  if (part == "outside") return {"rule", join({"对外可见", "Shown outside"}), link};
  return {"record", type->title, link};
}

CarrierWords words_of(const Definitions& definitions, const std::string& path) {
  const auto slash = path.find('/');
  const auto hash = path.find('#');
  const auto folder = path.substr(0, slash);
  const auto file = path.substr(slash + 1, hash == std::string::npos ? hash : hash - slash - 1);
  const auto id = file.substr(0, file.rfind('.'));
  const auto part = hash == std::string::npos ? std::string() : path.substr(hash + 1);
  if (folder == "records") return of_record(definitions, id, part);
  if (folder == "processes") {
    auto title = definitions.title_of(id, part, "");
    if (title.zh.empty()) title = definitions.title_of(id, "", "");
    return {part.empty() ? "process" : "element", title, ""};
  }
  if (folder == "metrics") {
    const auto* metric = definitions.metrics->metric(id);
    return {"metric", metric != nullptr ? metric->title : base::Text{id, id}, ""};
  }
  if (folder == "duties") {
    for (const auto& pack : definitions.packs->packs) {
      for (const auto& duty : pack->duties) {
        if (duty.id == id) return {"duty", duty.title, "/duties"};
      }
    }
  }
  if (folder == "reports") {
    const auto* report = definitions.reports->report(id);
    return {"report", report != nullptr ? report->title : base::Text{id, id}, ""};
  }
  if (folder == "views") {
    const auto* view = definitions.view(id);
    return {"view", view != nullptr ? view->title : base::Text{id, id},
            view != nullptr ? "/views/" + id : ""};
  }
  if (folder == "roles") {
    const auto* role = definitions.role(id);
    return {"role", role != nullptr ? role->title : base::Text{id, id}, "/organisation"};
  }
  if (folder == "papers") {
    const auto* paper = definitions.paper(id);
    return {"report", paper != nullptr ? paper->title : base::Text{id, id}, ""};
  }
  const auto kind = folder == "decisions" ? "decision" : folder == "forms" ? "form" : "view";
  return {kind, {id, id}, ""};
}

base::Json carriers_json(const Definitions& definitions, const packs::Clause& clause) {
  base::JsonArray out;
  for (const auto& carrier : clause.carried_by) {
    auto path = carrier.path;
    // "common/records/client.yaml" names a part of another pack.
    const auto first = path.find('/');
    if (path.find('/', first + 1) != std::string::npos) path = path.substr(first + 1);
    const auto words = words_of(definitions, path);
    base::JsonObject row{
        {"path", carrier.path}, {"kind", words.kind}, {"title", text_json(words.title)}};
    set_text(row, "link", words.link);
    out.push_back(std::move(row));
  }
  return out;
}

base::Json clause_json(const Definitions& definitions, const packs::Clause& clause,
                       const std::vector<ScenarioHead>& scenarios) {
  base::JsonArray proofs;
  for (const auto& scenario : scenarios) {
    if (std::find(scenario.proves.begin(), scenario.proves.end(), clause.id) ==
        scenario.proves.end())
      continue;
    proofs.push_back(base::JsonObject{{"file", scenario.file}, {"story", scenario.story}});
  }
  const bool is_open = clause.is_in_force && (clause.carried_by.empty() || proofs.empty());
  base::JsonObject out{{"id", clause.id},
                       {"text", texts_json(clause.text, clause.meaning)},
                       {"status", clause.is_in_force ? "in_force" : "planned"},
                       {"carriers", carriers_json(definitions, clause)},
                       {"scenarios", std::move(proofs)},
                       {"open", is_open}};
  if (!clause.reason.empty()) out["reason"] = texts_json(clause.reason, "");
  return out;
}

base::JsonObject charter_json(const Definitions& definitions, const packs::Pack& pack) {
  const auto scenarios = scenarios_of(pack);
  base::JsonArray clauses;
  int64_t in_force = 0;
  int64_t planned = 0;
  int64_t open = 0;
  for (const auto& clause : pack.charter.clauses) {
    (clause.is_in_force ? in_force : planned) += 1;
    auto json = clause_json(definitions, clause, scenarios);
    if (json.at("open").as_bool()) ++open;
    clauses.push_back(std::move(json));
  }
  return base::JsonObject{{"pack", pack.id},      {"title", text_json(pack.charter.title)},
                          {"in_force", in_force}, {"planned", planned},
                          {"open", open},         {"clauses", std::move(clauses)}};
}

}  // namespace

base::Result<base::Json> list_charters(Workspace& workspace, const Caller&) {
  const auto& definitions = *workspace.parts().definitions;
  base::JsonArray items;
  for (const auto& pack : definitions.packs->packs) {
    if (pack->charter.clauses.empty()) continue;
    auto json = charter_json(definitions, *pack);
    json.erase("clauses");
    items.push_back(std::move(json));
  }
  return items_json(std::move(items));
}

base::Result<base::Json> charter(Workspace& workspace, const Caller&, std::string_view id) {
  const auto& definitions = *workspace.parts().definitions;
  const auto* pack = definitions.packs->find(id);
  if (pack == nullptr || pack->charter.clauses.empty()) {
    return base::refusal("app.no_charter").at(std::string(id.substr(0, 100)));
  }
  return base::Json(charter_json(definitions, *pack));
}

}  // namespace app
