// What a template is read into.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/template.h"

namespace reports {

struct Place {
  int line = 0;
  int column = 0;
};

enum class PartKind { Text, Value, For, If, Qr, Image };
enum class Within { Markup, Style };  // how a value is escaped

struct Template::Block {
  std::vector<Part> parts;
};

// Of an if: the branches in order, of a for: what is repeated, then what stands for nothing.
struct Branch {
  std::optional<feel::Expression> when;  // empty: else
  Place place;                           // of the expression
  Template::Block block;
};

struct Template::Part {
  PartKind kind = PartKind::Text;
  Within within = Within::Markup;
  std::string text;  // as written; of a for: the name
  std::optional<feel::Expression> expression;
  Place place;  // of the expression
  std::vector<Branch> branches;
};

}  // namespace reports
