#include <cstdio>

#include "records/table/rows.h"

namespace records {

namespace {

std::string padded(int64_t value, int width) {
  std::string digits = std::to_string(value);
  if (digits.size() < static_cast<size_t>(width)) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string period_of(NumberPattern::Reset reset, base::YearMonthDay today) {
  const std::string year = padded(today.year, 4);
  switch (reset) {
    case NumberPattern::Reset::Never: return "";
    case NumberPattern::Reset::Year: return year;
    case NumberPattern::Reset::Month: return year + padded(today.month, 2);
    case NumberPattern::Reset::Day: return year + padded(today.month, 2) + padded(today.day, 2);
  }
  return "";
}

// Counts up in the same transaction as the record, so that a refused act uses no number.
int64_t next_in_sequence(storage::Connection& db, const std::string& type,
                         const std::string& period) {
  db.execute(
      "INSERT INTO record_sequence (type, period, last) VALUES (?, ?, 1) "
      "ON CONFLICT (type, period) DO UPDATE SET last = record_sequence.last + 1",
      {type, period});
  return db.first("SELECT last FROM record_sequence WHERE type = ? AND period = ?", {type, period})
      ->integer(0);
}

// The text for what stands between the braces: "yyyy", "seq:4" …
std::string part_of(std::string_view name, base::YearMonthDay today, int64_t sequence,
                    std::string_view parent_number) {
  if (name == "yyyy") return padded(today.year, 4);
  if (name == "yy") return padded(today.year % 100, 2);
  if (name == "mm") return padded(today.month, 2);
  if (name == "dd") return padded(today.day, 2);
  if (name == "parent") return std::string(parent_number);
  if (name == "seq") return std::to_string(sequence);
  if (name.starts_with("seq:")) return padded(sequence, name.size() > 4 ? name[4] - '0' : 1);
  return "{" + std::string(name) + "}";
}

}  // namespace

std::string next_number(storage::Connection& db, const RecordType& type, base::Date today,
                        std::string_view parent_number) {
  const std::string& pattern = type.number.pattern;
  if (pattern.empty()) return {};
  const base::YearMonthDay day = base::civil(today);
  std::string period = period_of(type.number.reset, day);
  if (pattern.find("{parent}") != std::string::npos) period += "/" + std::string(parent_number);
  const int64_t sequence = next_in_sequence(db, type.id, period);

  std::string number;
  for (size_t at = 0; at < pattern.size();) {
    const size_t end = pattern[at] == '{' ? pattern.find('}', at) : std::string::npos;
    if (end == std::string::npos) {
      number += pattern[at++];
      continue;
    }
    number += part_of(std::string_view(pattern).substr(at + 1, end - at - 1), day, sequence,
                      parent_number);
    at = end + 1;
  }
  return number;
}

}  // namespace records
