// Who stands in for whom, from when to when, and in what.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "org/organisation.h"

namespace org {

// Whether the deputy acts as well as the one he stands in for, or instead of him.
enum class DeputyMode { Beside, Instead };

struct DeputyRow {
  int64_t key = 0;
  std::string of;  // position or person id
  bool is_position = false;
  std::string deputy;
  base::Time from;
  std::optional<base::Time> until;  // excluded
  std::string reason;
  std::vector<std::string> scope;
  std::string created_by;
  base::Time created_at;
  DeputyMode mode = DeputyMode::Beside;
};

struct NewDeputy {
  std::string of;  // position or person id
  std::string deputy;
  base::Time from;
  std::optional<base::Time> until;
  std::string reason;
  std::vector<std::string> scope;
  DeputyMode mode = DeputyMode::Beside;
};

std::string_view name_of(DeputyMode mode);  // beside, instead
std::optional<DeputyMode> deputy_mode(std::string_view name);

// Refuses with org.unknown_reference, org.deputy_self, org.deputy_period. Who may is app's
// question: oneself, a holder for his position, administrators.
base::Result<int64_t> set_deputy(storage::Tx& tx, const NewDeputy& deputy);
// Ends it now. Refuses with org.no_deputy.
base::Result<void> revoke_deputy(storage::Tx& tx, int64_t key);

std::optional<DeputyRow> deputy(storage::Connection& db, int64_t key);
// Not revoked and not over: those in force and those to come, for the page.
std::vector<DeputyRow> deputies(storage::Connection& db, base::Time at);
// In force for a position or person in a process, the earliest first. A deputy of a deputy does not
// count.
std::vector<DeputyRow> deputies_of(storage::Connection& db, std::string_view of,
                                   std::string_view process, base::Time at);
// In force for whom the person is a deputy, whatever the process, the earliest first.
std::vector<DeputyRow> deputised_by(storage::Connection& db, std::string_view deputy,
                                    base::Time at);
// Those who act instead of the person or of whoever holds the position; empty while they act
// themselves. A deputy who is away himself, replaced by another in that process, replaces nobody.
std::vector<DeputyRow> replacements_of(storage::Connection& db, std::string_view of,
                                       std::string_view process, base::Time at);

}  // namespace org
