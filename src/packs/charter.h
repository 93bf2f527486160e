// The written rules of a pack, clause by clause, and what carries each of them out.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "packs/yaml.h"

namespace packs {

// A part of a pack that carries a clause out: "processes/initiation.bpmn#review".
struct Carrier {
  std::string path;    // as written
  std::string exempt;  // why switching it off proves nothing; empty: it is proved
  Mark mark;
};

struct Clause {
  std::string id;
  std::string text;     // as the source words it
  std::string meaning;  // in English
  bool is_in_force = true;
  std::string reason;  // why it is only planned
  std::vector<Carrier> carried_by;
  Mark mark;
};

struct Charter {
  base::Text title;
  std::vector<Clause> clauses;

  const Clause* find(std::string_view id) const {
    for (const Clause& clause : clauses)
      if (clause.id == id) return &clause;
    return nullptr;
  }
};

}  // namespace packs
