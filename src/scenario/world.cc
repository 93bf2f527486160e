#include "scenario/world.h"

#include <algorithm>

#include "app/outside.h"
#include "app/people.h"
#include "app/records.h"
#include "base/text.h"
#include "feel/feel.h"

namespace scenario {

namespace {

[[noreturn]] void mistake(std::string text) { throw Mistake{std::move(text)}; }

template <class T>
T must(base::Result<T> result, const std::string& what) {
  if (!result) mistake(what + ": " + result.error().code + " " + result.error().detail);
  return std::move(result).value();
}

bool has_type(const packs::Packs& packs, std::string_view type) {
  for (const auto& pack : packs.packs)
    for (const auto& candidate : pack->record_types)
      if (candidate.id == type) return true;
  return false;
}

}  // namespace

app::Caller Scene::observer() { return app::observer(); }

std::string Scene::person(const std::string& name) {
  const auto& known = all_people();
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  const auto holders = app::holders_of(workspace, name);
  if (holders.empty()) mistake("neither a person nor a position that somebody holds: " + name);
  return holders.front();
}

app::Caller Scene::caller(const std::string& name) {
  return must(app::caller_of(workspace, person(name), "scenario"), "caller " + name);
}

app::Caller Scene::actor() {
  if (world.as.empty()) mistake("nobody acts: the step has no `as`, nor had one before");
  return caller(world.as);
}

const std::vector<std::string>& Scene::all_people() {
  std::vector<std::string>& people = world.people;
  if (!people.empty()) return people;
  const base::Json organisation = must(app::organisation(workspace, observer()), "organisation");
  for (const base::Json& person : organisation.at("people").as_array())
    people.push_back(base::text_or_empty(person, "id"));
  return people;
}

RecordName Scene::record(const std::string& name, std::string_view type) {
  if (name == "current") return world.current;
  if (name.starts_with('$')) {
    const auto found = world.records.find(name.substr(1));
    if (found == world.records.end()) mistake("nothing is named " + name);
    return found->second;
  }
  if (!name.empty()) {
    const std::string id = name.substr(name.find('.') + 1);
    if (!has_type(packs, id)) mistake("neither a record type nor a $name: " + name);
    const base::Json page =
        must(app::list_records(workspace, observer(), id, {{}, nullptr, "-created_at"}, {1, 1}),
             "list " + id);
    const auto& items = page.at("items").as_array();
    if (items.empty()) mistake("there is no record of type " + id);
    return {id, must(key_of(base::text_or_empty(items.front(), "id")), "id")};
  }
  if (!type.empty()) {
    if (world.current.type == type) return world.current;
    for (const auto& [key, value] : world.records)
      if (key == "project" && value.type == type) return value;
    return record(std::string(type));
  }
  const auto project = world.records.find("project");
  return project == world.records.end() ? world.current : project->second;
}

base::Json Scene::read(const RecordName& name) {
  if (!name.is_set()) mistake("there is no record yet");
  return must(app::record(workspace, observer(), name.type, name.id), "read " + name.type);
}

base::Json Scene::feel(std::string_view text) {
  class Known final : public feel::Names {
   public:
    explicit Known(Scene& scene) : scene_(scene) {}
    std::optional<feel::Value> find(std::string_view name) const override {
      const auto found = scene_.world.records.find(name);
      if (found == scene_.world.records.end()) return {};
      return feel::from_json(scene_.read(found->second).at("values"));
    }

   private:
    Scene& scene_;
  };
  feel::Evaluation evaluation;
  evaluation.now = workspace.now();
  const feel::Value value = feel::evaluate(text, Known(*this), evaluation);
  if (!evaluation.reasons.empty())
    mistake("FEEL " + std::string(text) + ": " + evaluation.reasons.front().print());
  return feel::to_json(value);
}

base::Json Scene::value(const packs::Node& node, const std::string& key) {
  if (node.is_scalar() && node.text.starts_with("$") && node.text.size() > 1) {
    const auto found = world.records.find(node.text.substr(1));
    if (found == world.records.end()) mistake("nothing is named " + node.text);
    return base::Json(std::to_string(found->second.id));
  }
  if (node.is_scalar() && node.text.starts_with("="))
    return feel(std::string_view(node.text).substr(1));
  if (node.is_list()) {
    base::JsonArray items;
    for (const packs::Node& item : node.items) items.push_back(value(item, key));
    return items;
  }
  if (!node.is_map()) return packs::to_json(node);
  if (node.entries.size() == 1 && node.entries[0].key.starts_with("$")) {
    const auto& entry = node.entries[0];
    if (entry.key == "$person") return base::Json(person(entry.value.text));
    if (entry.key != "$file") return field_of(read(record(entry.key)), entry.value.text);
    const app::Caller caller_now = world.as.empty() ? observer() : caller(world.as);
    const std::string& name = entry.value.text;
    const std::string bytes = name.ends_with(".pdf") ? "%PDF-1.4" : small_picture();
    const base::Json stored =
        must(app::put_attachment(workspace, caller_now, name, bytes), "attachment");
    return key == "image" ? stored.at("id") : stored;
  }
  base::JsonObject object;
  for (const auto& entry : node.entries) object[entry.key] = value(entry.value, entry.key);
  return object;
}

base::JsonObject Scene::values(const packs::Node* node) {
  if (!node || !node->is_map()) return {};
  base::JsonObject object;
  for (const auto& entry : node->entries) object[entry.key] = value(entry.value, entry.key);
  return object;
}

base::Json field_of(const base::Json& record, std::string_view field) {
  const base::Json* values = base::find(record, "values");
  const base::Json* value = values ? base::find(*values, field) : nullptr;
  if (!value) value = base::find(record, field);  // state, number, id, version, created_by …
  if (!value) return nullptr;
  const base::Json* id =
      field == "state" || field == "created_by" ? base::find(*value, "id") : nullptr;
  return id ? *id : *value;
}

std::string small_picture() {
  return base::decode_base64(
      "iVBORw0KGgoAAAANSUhEUgAAABgAAAAMCAQAAADSObX+AAAAF0lEQVR4nGNg+A+GJID/cDiqaVQTkiYA"
      "Mp84yJiNXUoAAAAASUVORK5CYII=");
}

base::Result<int64_t> key_of(std::string_view text) {
  int64_t key = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return base::refusal("request.malformed").at(std::string(text));
    key = key * 10 + (c - '0');
  }
  return key;
}

}  // namespace scenario
