// What the readers of one pack share: the pack they fill, the problems they find, the English texts
// they use.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "packs/pack.h"
#include "packs/yaml.h"

namespace packs::reading {

struct Context {
  Pack& pack;
  std::vector<base::Problem>& problems;
  bool has_locale = false;
  std::map<std::string, Mark, std::less<>> unused_texts =
      {};  // "file path" → its place in the locale

  // How a file of the pack is named in problems: with the pack's folder.
  std::string shown(std::string_view file) const;
  void report(std::string_view file, Mark mark, std::string text);
};

// One file of the pack while it is read.
struct File {
  Context& context;
  std::string path;  // in the pack: "records/client.yaml"

  std::string id() const;  // its name without folder and ending
  void report(Mark mark, std::string text) const { context.report(path, mark, std::move(text)); }
  // The text in both languages; where the English one must be there and is not, a problem.
  base::Text text(std::string_view text_path, std::string_view zh, Mark mark) const;
  base::Text optional_text(std::string_view text_path, std::string_view zh) const;
  records::Formula formula(const Node* node) const;
  // Of a scalar "= FEEL": what stands behind the sign.
  records::Formula formula_behind_sign(const Node& node) const;
  // Notes where a part stands: "field.name"; empty: the file itself.
  void part(std::string_view name, Mark mark) const;
};

// `clause` and `clauses` of a map, together.
std::vector<std::string> clauses_of(const Node& node);
// A reference without the pack in front: "common.client" → "client".
std::string without_pack(std::string_view reference);

records::RecordType record_type(const File& file, const Node& root);
entry::Role role(const File& file, const Node& root);
View view(const File& file, const Node& root);
std::vector<MenuEntry> menu(const File& file, const Node& root);
metrics::Metric metric(const File& file, const Node& root);
reports::Report report(const File& file, const Node& root);
void paper(const File& file, const std::string& text);
DutyFile duty(const File& file, const Node& root);
Charter charter(const File& file, const Node& root);
org::Organisation organisation(const File& file, const Node& root);

void process(const File& file, const std::string& xml);
void decision(const File& file, const std::string& xml);
void form(const File& file, const std::string& json);
// Gives labels and choices of a form their English.
void translate(const File& file, std::vector<forms::Component>& components);

}  // namespace packs::reading
