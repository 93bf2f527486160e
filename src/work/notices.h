// In-app notices: one an event and person, with a read flag.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"

namespace work {

struct NewNotice {
  std::string kind;  // task, copy, urge, remind, escalate, transfer, message …
  base::Text title;
  base::Text text;
  std::string link;   // "task/225…", "record/solution_project/225…"
  std::string cause;  // what makes it one: the same cause reaches a person once; empty: always new
};
void notify(Context& context, const std::vector<std::string>& persons, const NewNotice& notice);
// The same, but what was told for the same cause before is told anew: one notice, unread and on
// top again. For what is repeated until somebody acts.
void notify_again(Context& context, const std::vector<std::string>& persons,
                  const NewNotice& notice);

struct Notice {
  int64_t key = 0;
  std::string kind;
  base::Text title;
  base::Text text;
  std::string link;
  base::Time at;
  std::optional<base::Time> read_at;
};
enum class NoticeChoice { All, Unread };
// Newest first.
std::vector<Notice> notices(storage::Connection& db, std::string_view person, NoticeChoice choice,
                            int64_t limit, int64_t offset);
int64_t count_notices(storage::Connection& db, std::string_view person, NoticeChoice choice);
// Marks the person's own notices as read; an empty list means all. Keys of others are passed over.
void read_notices(Context& context, const std::vector<int64_t>& keys);

}  // namespace work
