// In-app notices: one an event and person, with a read flag. What asks for an act is closed when
// the act is done, whoever did it: one event is one notice, from its beginning to its end. It is
// told in the words of its kind (work/notice_words.h), in the pages and wherever else it goes.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"

namespace work {

std::string link_of_task(int64_t task);
std::string link_of_instance(int64_t instance);

// What happened, and to what: "待办：立项评议：FA-202603-0001 智慧园区". Either may be empty.
struct NoticeTitle {
  base::Text event;
  base::Text about;
  base::Text whole() const;
};

struct NewNotice {
  std::string kind;  // one of notice_kinds() in work/delivery.h
  NoticeTitle title;
  base::Text text;
  std::string link;   // "/tasks/225…", "record/solution_project/225…"
  std::string cause;  // what makes it one: the same cause reaches a person once; empty: always new
};
void notify(Context& context, const std::vector<std::string>& persons, const NewNotice& notice);
// The same, but what was told for the same cause before is told anew: one notice, unread and on
// top again, which says how often. For what is repeated until somebody acts.
void notify_again(Context& context, const std::vector<std::string>& persons,
                  const NewNotice& notice);

struct Notice {
  int64_t key = 0;
  std::string kind;
  base::Text title;
  base::Text text;
  std::string link;
  base::Time at;      // last told
  int64_t times = 1;  // that it was told
  std::optional<base::Time> read_at;
  std::optional<base::Time> closed_at;  // nothing to do any more
  std::string closed_by;                // person id; empty: not known
  bool is_unread() const { return !read_at && !closed_at; }
};
enum class NoticeChoice { All, Unread };
// Newest first.
std::vector<Notice> notices(storage::Connection& db, std::string_view person, NoticeChoice choice,
                            int64_t limit, int64_t offset);
int64_t count_notices(storage::Connection& db, std::string_view person, NoticeChoice choice);
// Marks the person's own notices as read; an empty list means all. Keys of others are passed over.
void read_notices(Context& context, const std::vector<int64_t>& keys);
bool has_unread_about(storage::Connection& db, std::string_view person, std::string_view link);
// What the person was told about it is read: he has opened it.
void read_about(Context& context, std::string_view link);

// What asked people to act on it is closed, except for those who still can.
void close_notices_of_others(storage::Tx& tx, std::string_view link,
                             const std::vector<std::string>& still_asked);
// It is over: whatever asked for it is closed. Copies and what names somebody
// stay unread until they are read.
void close_notices(storage::Tx& tx, std::string_view link);

// What somebody told others in person (urged, copied), with who has read it.
struct SentNotice {
  std::string kind;
  base::Text title;
  std::string link;
  base::Time at;
  struct Receiver {
    std::string person;
    std::optional<base::Time> read_at;
  };
  std::vector<Receiver> receivers;
};
// Newest first.
std::vector<SentNotice> sent_notices(storage::Connection& db, std::string_view person,
                                     int64_t limit, int64_t offset);
int64_t count_sent_notices(storage::Connection& db, std::string_view person);

}  // namespace work
