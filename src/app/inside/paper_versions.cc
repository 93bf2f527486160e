#include "app/inside/paper_versions.h"

#include <algorithm>

#include "reports/paper.h"

namespace app {

namespace {

// The English title is the pack's as long as the Chinese one is.
base::Text title_of(const PaperDefinition& paper, const std::string& title) {
  const base::Text& packed = paper.packed->title;
  return title == packed.zh ? packed : base::Text{title, ""};
}

}  // namespace

std::vector<PaperVersion> paper_versions(storage::Connection& db, std::string_view paper) {
  std::vector<PaperVersion> out;
  for (const auto& row : db.query(
           "SELECT version, text, packed, comment, person, at FROM paper_version WHERE paper = ?"
           " ORDER BY version DESC",
           {std::string(paper)})) {
    out.push_back(
        {row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4), {row.integer(5)}});
  }
  return out;
}

std::optional<PaperVersion> version_in_force(storage::Connection& db,
                                             const PaperDefinition& paper) {
  auto versions = paper_versions(db, paper.packed->id);
  if (versions.empty() || versions.front().packed != paper.packed->text) return {};
  if (versions.front().text != paper.in_force->text) return {};
  return std::move(versions.front());
}

void store_version(storage::Tx& tx, std::string_view paper, const PaperVersion& version) {
  tx.db.execute(
      "INSERT INTO paper_version (paper, version, text, packed, comment, person, at)"
      " VALUES (?, ?, ?, ?, ?, ?, ?)",
      {std::string(paper), version.version, version.text, version.packed, version.comment,
       version.person, version.at.micros});
}

PaperReading read_paper(const Definitions& definitions, const PaperDefinition& paper,
                        const std::string& text) {
  const std::string file = "papers/" + paper.packed->id + ".html";
  auto read = reports::Template::read(text, file);
  PaperReading out{nullptr, std::move(read.problems)};
  if (!read.result) return out;
  const std::string& record = paper.packed->form->record();
  if (read.result->record() != record) {
    out.problems.push_back(
        {file, 1, 1,
         "a template keeps what it prints: " + (record.empty() ? "every matter" : record)});
  }
  const auto scope = reports::template_scope(*definitions.types, record);
  for (auto& problem : read.result->check(scope, reports::template_functions("zh")))
    out.problems.push_back(std::move(problem));
  if (!out.problems.empty()) return out;
  const auto title = title_of(paper, read.result->title());
  out.paper = std::make_shared<const packs::PaperFile>(
      packs::PaperFile{paper.packed->id, title, std::move(read.result), text});
  return out;
}

void put_published_papers(Parts& parts, storage::Connection& db) {
  const auto& definitions = *parts.definitions;
  for (const auto* paper : definitions.papers->all()) {
    const auto versions = paper_versions(db, paper->packed->id);
    if (versions.empty() || versions.front().packed != paper->packed->text) continue;
    auto reading = read_paper(definitions, *paper, versions.front().text);
    if (reading.paper)
      definitions.papers->put({paper->pack, paper->packed, std::move(reading.paper)});
  }
}

}  // namespace app
