// The limit that the engine is measured against: the rows of the same instances written by the
// store's own functions, with statements prepared once, and nothing else done.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace bench {

// `folder` holds a migrated workspace that nobody has open. Writes the rows that `instances`
// instances of start, service task, end leave behind in their three acts, `batch` acts a durable
// transaction. Returns the row changes. Throws std::runtime_error.
int64_t write_bare(const std::filesystem::path& folder, int64_t definition, int64_t instances,
                   int64_t batch);

// The same on a PostgreSQL server, through libpq's pipeline: `workspace` is the name of one there.
void write_bare_on_server(const std::string& server, const std::string& workspace,
                          int64_t definition, int64_t instances, int64_t batch);

}  // namespace bench
