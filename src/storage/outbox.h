// Delivery side of send_later (storage/tx.h): what waits to leave, and what became of it.
#pragma once

#include <optional>
#include <vector>

#include "storage/tx.h"

namespace storage {

// The same, about a subject (for withdraw_waiting and sent_about; may be empty), held back until
// `not_before`.
void send_later(Tx& tx, const Outgoing& message, std::string_view subject, base::Time not_before);

struct WaitingMessage {
  int64_t id = 0;
  int64_t attempts = 0;
  Outgoing message;
};

// The last message of this very moment to the address about the subject: it has not left yet, and
// what is to be said besides may be put into it.
std::optional<WaitingMessage> just_queued(Tx& tx, std::string_view address,
                                          std::string_view subject);
void replace_body(Tx& tx, int64_t id, const base::Json& body);

// Messages to be tried now, oldest first, at most `limit` of the mail and of each other address: a
// channel that is stuck does not hide the others.
std::vector<WaitingMessage> messages_due(Connection& db, base::Time now, int64_t limit);
void mark_sent(Tx& tx, int64_t id);
// Tried again after 1, 2, 4 … minutes; after the tenth failure it is dead and only a person revives
// it.
void mark_failed(Tx& tx, int64_t id, std::string_view reason);
// A message that failed is due at once and has all its tries again.
void revive(Tx& tx, int64_t id);

// Whether there is any message about one of them, on its way or gone.
bool is_any_about(Connection& db, const std::vector<std::string>& subjects);
// Messages about a subject that have not left yet never do.
void withdraw_waiting(Tx& tx, std::string_view subject);
// The same of messages by a channel that is gone: of all to one address, or of all.
void withdraw_channel(Tx& tx, std::string_view channel);
void withdraw_address(Tx& tx, std::string_view channel, std::string_view address);
// Subjects of the messages by the channel to the address that have not left yet.
std::vector<std::string> waiting_subjects(Connection& db, std::string_view channel,
                                          std::string_view address);
// What left about a subject, oldest first.
std::vector<Outgoing> sent_about(Connection& db, std::string_view subject);
// The subject is over: what was sent about it is not asked for again.
void forget_subject(Tx& tx, std::string_view subject);
// Messages that left before that.
void drop_sent_before(Tx& tx, base::Time time);

// Failed at least once and not sent.
struct FailedMessage {
  int64_t id = 0;
  Outgoing message;
  int64_t attempts = 0;
  std::string reason;                  // of the last failure
  std::optional<base::Time> next_try;  // nothing: it is dead
};
// Newest first.
std::vector<FailedMessage> failed_messages(Connection& db, int64_t limit);

}  // namespace storage
