// Reads a print template.
#include "packs/reading/context.h"

namespace packs::reading {

void paper(const File& file, const std::string& text) {
  auto read = reports::Template::read(text, file.context.shown(file.path));
  for (auto& problem : read.problems) file.context.problems.push_back(std::move(problem));
  if (!read.result) return;
  PaperFile paper;
  paper.id = file.id();
  paper.title = file.text("title", read.result->title(), {1, 1});
  paper.form = std::move(read.result);
  paper.text = text;
  if (paper.id == "standard") file.report({}, "standard is the paper that every matter has");
  file.context.pack.papers.push_back(std::move(paper));
  file.part("", {1, 1});
}

}  // namespace packs::reading
