// The words in which notices of a kind are told, where an administrator gave them other words than
// the built-in ones: in the pages, by mail and in group chats alike.
//
// Words are templates. `{subject}` stands for what the matter is about; each kind has a closed list
// of such placeholders. Where a notice has no value for one, a title is the built-in title and a
// line of the text is left out.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "work/notices.h"

namespace work {

struct NoticeWords {
  base::Text title;
  base::Text text;
};
// As the program words it without being told otherwise.
NoticeWords built_in_words();

// What may stand in the words of a kind: "title", "event", …
std::span<const std::string_view> placeholders_of(std::string_view kind);

struct KeptWords {
  NoticeWords words;
  std::string person;  // who gave them
  base::Time at;
};
std::map<std::string, KeptWords> kept_words(storage::Connection& db);  // by kind

// Refuses with work.bad_notice_words, every problem with its place ("title.zh:7"): a title is one
// line in both languages, a placeholder is of the kind's list.
base::Result<void> keep_words(storage::Tx& tx, const std::string& kind, const NoticeWords& words);
// The built-in words hold again; nothing happens where they do. Refuses a kind that there is not
// with work.bad_notice_words.
base::Result<void> drop_words(storage::Tx& tx, const std::string& kind);
// What the words come to with the values of an example. Refuses as keep_words does.
base::Result<NoticeWords> example_of(const std::string& kind, const NoticeWords& words);

// What the notice says.
NoticeWords worded(Context& context, const NewNotice& notice);

}  // namespace work
