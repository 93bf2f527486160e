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
// reminded each working day, ten times at most, and the sender hears who they are. Refuses with
// work.text_required, work.unknown_person and work.due_in_past.
base::Result<int64_t> send_letter(Context& context, const NewLetter& letter);

struct Receipt {
  std::string person;
  std::optional<base::Time> read_at;          // opened
  std::optional<base::Time> acknowledged_at;  // said so
  std::string words;
};
struct Letter {
  int64_t key = 0;
  LetterKind kind = LetterKind::Notice;
  std::string number;
  std::string title;
  std::string text;
  std::string sender;
  base::Time at;
  std::optional<base::Time> due_at;
  std::vector<std::string> files;
  std::vector<Receipt> receipts;

  const Receipt* receipt_of(std::string_view person) const;
};
std::optional<Letter> letter(storage::Connection& db, int64_t key);
enum class LetterBox { Received, Sent };
// Newest first, with all receipts.
std::vector<Letter> letters(storage::Connection& db, std::string_view person, LetterBox box,
                            int64_t limit, int64_t offset);
int64_t count_letters(storage::Connection& db, std::string_view person, LetterBox box);

// By one of its receivers. Doing it again changes nothing. Both refuse with work.no_letter.
base::Result<void> read_letter(Context& context, int64_t key);
base::Result<void> acknowledge_letter(Context& context, int64_t key, std::string_view words);

// Of fire() in task.h: reminds, and asks to be called again.
constexpr std::string_view letter_schedule = "work.letter_due";
void remind_of_letter(Context& context, const base::Json& payload);

}  // namespace work
