// Private to the module: notices on their way out, in the transaction of the act that told them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/notice_words.h"

namespace work {

struct Told {
  int64_t key = 0;  // of the notice
  std::string person;
  int64_t times = 1;  // that he was told, this one included
};
// Puts into the outbox what the company's and each person's settings say. Messages: channel "mail"
// (address: a mail address) or "robot" (address: its id); body {notice, title, text, link, people}.
// A robot is told once of what happens at once, with the names of all whom it concerns. What is
// repeated says how often. In a group there are people who may not read what it is about: where not
// everybody may (Hooks::is_open_to_all), a robot says that there is something, and for whom.
void dispatch(Context& context, const NewNotice& notice, const NoticeWords& words,
              const std::vector<Told>& told);
// Mails about notices that have not left yet need not.
void withdraw_mails(storage::Tx& tx, const std::vector<int64_t>& notices);
// Nor need mails to the person about the kinds of notices that he leaves out.
void withdraw_muted_mail(storage::Tx& tx, std::string_view person);
// What is told of `link` is over, in `notices`: mails that have not left need not, and robots that
// were not told yet are not; those that were hear that it is, as what they said cannot be changed.
void dispatch_over(storage::Tx& tx, std::string_view link, const std::vector<int64_t>& notices);

}  // namespace work
