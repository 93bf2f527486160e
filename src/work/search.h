// Finding matters by what lists show of them: number, title, summary, process and their initials.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "storage/connection.h"

namespace work {

// Makes the index where there is none yet, with what older workspaces hold. Asked once when a
// workspace opens, behind the migrations and before anything is written.
void make_search(storage::Connection& db);
// Renews what is found of an instance; `text` is its column `search`.
void index_instance(storage::Connection& db, int64_t key, std::string_view text);
void forget_indexed(storage::Connection& db, int64_t key);
// Instances that hold every word, newest first, at most `limit`; without words none.
std::vector<int64_t> find_instances(storage::Connection& db, std::string_view words, int64_t limit);

}  // namespace work
