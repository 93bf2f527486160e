// Versions of print templates that people have published, beside the file of the pack, which is the
// first. A changed file of the pack is in force again; what was published stays to be read.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/parts.h"

namespace app {

constexpr int64_t packed_version = 1;

struct PaperVersion {
  int64_t version = packed_version;
  std::string text;
  std::string packed;  // the pack's text when it was published
  std::string comment;
  std::string person;
  base::Time at;
};
// Those of people, the newest first.
std::vector<PaperVersion> paper_versions(storage::Connection& db, std::string_view paper);
// What is printed with; nothing: the file of the pack.
std::optional<PaperVersion> version_in_force(storage::Connection& db, const PaperDefinition& paper);
void store_version(storage::Tx& tx, std::string_view paper, const PaperVersion& version);

struct PaperReading {
  std::shared_ptr<const packs::PaperFile> paper;  // without problems only
  std::vector<base::Problem> problems;
};
// As `jingwei check` reads the pack's file; it keeps the record type that it prints.
PaperReading read_paper(const Definitions& definitions, const PaperDefinition& paper,
                        const std::string& text);

// Once the workspace opens: what people have published and the packs still bear.
void put_published_papers(Parts& parts, storage::Connection& db);

}  // namespace app
