// Values for expressions and decisions from files.
#pragma once

#include <filesystem>
#include <string>

#include "feel/feel.h"

namespace cli {

// Refuses with cli.no_file.
base::Result<std::string> read_file(const std::filesystem::path& path);
// A context: FEEL in a file that ends with ".feel", JSON in any other ({"@date": "2026-03-02"} is a
// date); "-" is JSON from the standard input. No path: an empty context. Refuses with cli.no_file,
// feel.json, feel.syntax, request.wrong_type.
base::Result<feel::Value> read_context(const std::filesystem::path& path,
                                       feel::Dialect dialect = feel::Dialect::Standard);
// A FEEL context that somebody wrote.
base::Result<feel::Value> context_of(std::string_view text, feel::Dialect dialect);

// At the machine's clock.
feel::Evaluation fresh_evaluation();
void print_reasons(const feel::Evaluation& evaluation);

}  // namespace cli
