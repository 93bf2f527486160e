// The story of an instance or record for people: a view of the one history.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "engine/rows.h"
#include "storage/connection.h"

namespace work {

struct TimelineEntry {
  int64_t position = 0;  // in the history; 0: still to come
  std::optional<base::Time> at;
  std::string act;  // started, completed, voted, commented, copied, transferred, returned, urged …
  base::Text title;  // a sentence for people
  std::string person;
  std::string on_behalf_of;
  std::vector<std::string> persons;  // copied to, waited for
  // Of those waited for: a deputy and whom he stands in for, as in Candidate.
  std::map<std::string, std::string> standing_in;
  base::Text seat;
  std::string outcome;
  base::Text outcome_title;
  std::string opinion;
  std::string text;
  base::Json signature;
  std::vector<std::string> files;     // that go with the opinion or text
  std::vector<std::string> mentions;  // persons whom the text names
  std::optional<int64_t> seconds;     // from the task's beginning
  std::string clause;
  int64_t task = 0;
  std::string element;
  std::string reason;        // machine reason of an automatic act
  base::Text reason_text;    // and the sentence
  std::string subject_type;  // of acts on records: the record type
  std::string subject;
  base::Json changes;
};

// Oldest first, then the open seats as entries `pending` without a time. Acts of other modules
// (records, links) come with act, changes and an empty title: their owners know the words.
std::vector<TimelineEntry> timeline_of_record(storage::Connection& db,
                                              const engine::RecordRef& record);
std::vector<TimelineEntry> timeline_of_instance(storage::Connection& db, int64_t instance);
// What others voted under jw:blind while it is open stays with them.
void hide_blind_votes(storage::Connection& db, std::vector<TimelineEntry>& entries,
                      std::string_view person);
// Takes the opinion, the text and their files out of an entry: what came of it stays.
void hide_words(TimelineEntry& entry);
// Takes outcome, signature and what changed out of it, too.
void hide_vote(TimelineEntry& entry);
// The product's word for an outcome of the built-in kinds; the id itself for others.
base::Text title_of_outcome(std::string_view outcome);

}  // namespace work
