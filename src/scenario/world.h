// What a scenario knows while it plays: names it gave, who acts, what the last step was about. And
// how the values of a step are worked out from it.
#pragma once

#include <map>
#include <string>

#include "app/caller.h"
#include "app/workspace.h"
#include "base/json.h"
#include "base/result.h"
#include "packs/pack.h"
#include "packs/yaml.h"
#include "scenario/file.h"

namespace scenario {

struct RecordName {
  std::string type;
  int64_t id = 0;
  bool is_set() const { return id != 0; }
};

struct LinkName {
  std::string id;
  std::string token;
};

// A copyable memory: what a later scenario that begins with this one keeps.
struct World {
  std::map<std::string, RecordName, std::less<>> records;
  std::map<std::string, LinkName, std::less<>> links;
  std::string as;                   // the last one who acted
  RecordName current;               // of the last step
  base::Json shown;                 // answer of the last open_link or read
  std::vector<std::string> people;  // ids of all people, read when first needed
};

// Thrown when the scenario itself is wrong (an unknown name); never a refusal of the program.
struct Mistake {
  std::string text;
};

// One workspace with the memory of the scenario that plays in it.
struct Scene {
  app::Workspace& workspace;
  const packs::Packs& packs;
  World& world;

  // Reads everything; for expectations.
  app::Caller observer();
  // A person, or the holder of a position.
  std::string person(const std::string& name);
  app::Caller caller(const std::string& name);
  // Of the step, or of those before it.
  app::Caller actor();
  const std::vector<std::string>& all_people();

  // "$ref", "current", a type (its newest record), or empty: what fits best of `type`, else
  // $project.
  RecordName record(const std::string& name, std::string_view type = {});
  // The record as the observer sees it.
  base::Json read(const RecordName& name);

  // A step's value with $ref, {$ref: field}, {$file: name}, {$person: position} and = FEEL worked
  // out.
  base::Json value(const packs::Node& node, const std::string& key = {});
  base::JsonObject values(const packs::Node* node);
  base::Json feel(std::string_view text);
};

// A field of a record in the shape of the door: value, or state, number, id, version, title.
base::Json field_of(const base::Json& record, std::string_view field);
// A picture of a stroke.
std::string small_picture();
base::Result<int64_t> key_of(std::string_view text);

}  // namespace scenario
