// What has ended may be archived by process: it leaves the boxes and lists of matters, and is found
// by its words, by the state `archived`, by its record and by links as before. Nothing of it
// changes.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "storage/tx.h"
#include "work/instances.h"

namespace work {

// Which ended matters of a process are archived: those that ended before a moment, or, as time goes
// on, those that ended longer ago than so many days.
struct ArchiveRule {
  base::Time until;
  int64_t days = 0;  // 0: `until` says it
};
struct Archive {
  ArchiveRule rule;
  std::string person;  // who said so, and when
  base::Time at;
};
// Nothing: none is archived.
std::optional<Archive> archive_of(storage::Connection& db, std::string_view process);

// By the acting person, in place of what was said before.
void archive(storage::Tx& tx, const std::string& process, const ArchiveRule& rule);
// Back into the lists. Nothing when none was archived.
void unarchive(storage::Tx& tx, const std::string& process);

int64_t count_archived(storage::Connection& db, std::string_view process, base::Time now);

// By process the moment before which what has ended is archived.
using Archived = std::map<std::string, base::Time, std::less<>>;
Archived archived_at(storage::Connection& db, base::Time now);
bool is_archived(const Archived& archived, const Instance& instance);

// The same in SQL of work_instance i; "?" stands for now, in microseconds.
constexpr std::string_view archived_condition =
    "EXISTS (SELECT 1 FROM work_archive a WHERE a.process = i.process AND i.ended_at <"
    " CASE WHEN a.days > 0 THEN ? - a.days * 86400000000 ELSE a.until END)";
bool is_any_archived(storage::Connection& db);

}  // namespace work
