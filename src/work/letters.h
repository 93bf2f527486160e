// Formal written notices: numbered, sent to named persons, each of whom says that he has received
// it. What was sent is never changed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "work/context.h"

namespace work {

enum class LetterKind { Notice, Circular, Change };
std::string_view name_of(LetterKind kind);  // notice, circular, change
std::optional<LetterKind> letter_kind(std::string_view name);
base::Text title_of(LetterKind kind);  // 通知, 通报, 变更通知

struct NewLetter {
  LetterKind kind = LetterKind::Notice;
  std::string title;
  std::string text;
  std::vector<std::string> to;       // persons
  std::optional<base::Time> due_at;  // to be acknowledged by then
  std::vector<std::string> files;    // ids of attachments
};
// Numbered within kind and year of the working calendar's zone, without gaps ("通知〔2026〕12号").
// Everybody gets a notice of kind "letter". From `due_at` on, those who have not acknowledged are
// reminded each working day, ten times at most, and its follower hears who they are; who has left
// is neither. Refuses with
// work.text_required, work.unknown_person and work.due_in_past.
base::Result<int64_t> send_letter(Context& context, const NewLetter& letter);

struct Receipt {
  std::string person;
  std::optional<base::Time> read_at;          // opened
  std::optional<base::Time> acknowledged_at;  // said so
  std::string words;
  // Left the company before he said so: nobody says it for him.
  std::optional<base::Time> left_at = {};
  std::string taken_over_by = {};  // who received it after him; may be empty

  bool is_open() const { return !acknowledged_at && !left_at; }
};
struct Letter {
  int64_t key = 0;
  LetterKind kind = LetterKind::Notice;
  std::string number;
  std::string title;
  std::string text;
  std::string sender;
  std::string followed_by;  // who hears of it since the sender left; empty while that is the sender
  base::Time at;
  std::optional<base::Time> due_at;
  std::vector<std::string> files;
  std::vector<Receipt> receipts;

  const std::string& follower() const { return followed_by.empty() ? sender : followed_by; }
  const Receipt* receipt_of(std::string_view person) const;
};
std::optional<Letter> letter(storage::Connection& db, int64_t key);
enum class LetterBox { Received, Sent };
// Newest first, with all receipts. Sent is also what somebody follows since its sender left.
std::vector<Letter> letters(storage::Connection& db, std::string_view person, LetterBox box,
                            int64_t limit, int64_t offset);
int64_t count_letters(storage::Connection& db, std::string_view person, LetterBox box);

// By one of its receivers. Doing it again changes nothing. Both refuse with work.no_letter.
base::Result<void> read_letter(Context& context, int64_t key);
base::Result<void> acknowledge_letter(Context& context, int64_t key, std::string_view words);

// When somebody leaves (离职交接). What he has received and not acknowledged, and what he follows
// that others have not; the latest first.
std::vector<Letter> letters_to_acknowledge(storage::Connection& db, std::string_view person);
std::vector<Letter> letters_to_follow(storage::Connection& db, std::string_view person);
// Receiver: he is asked no more. Whoever takes over, if anybody, receives it in his own name.
void leave_letter(Context& context, int64_t key, const std::string& leaver, const std::string& to);
// Sender or follower: from now on `to` sees the receipts and hears who has not acknowledged.
void hand_letter(Context& context, int64_t key, const std::string& to);

// Of fire() in task.h: reminds, and asks to be called again.
constexpr std::string_view letter_schedule = "work.letter_due";
void remind_of_letter(Context& context, const base::Json& payload);

}  // namespace work
