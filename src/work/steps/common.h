// Private to the module: what every act on a task begins and ends with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "work/instances.h"
#include "work/notices.h"
#include "work/store/rows.h"
#include "work/task.h"

namespace work {

// The task as the acting person may touch it: refuses with work.no_task when the person takes no
// part.
base::Result<Task> task_of_participant(Context& context, int64_t key);
// And open: refuses with work.task_over and work.suspended.
base::Result<Task> open_task(Context& context, int64_t key);
// Likewise whoever asks.
base::Result<Task> any_open_task(Context& context, int64_t key);
base::Error task_over(Context& context, const Task& task);
// "2026-03-02 09:00" there.
std::string print_minute(base::Time at, const std::string& zone);
// "陈博 于 2026-03-02 09:00 …"
base::Text told_by(Context& context, std::string_view person, base::Time at,
                   const base::Text& what);

// Writes the event of an act with everything the timeline tells. `more` adds to {element, title}.
void tell(Context& context, const Task& task, std::string_view act, base::JsonObject more);
void tell_instance(Context& context, const Instance& instance, std::string_view act,
                   base::JsonObject more);
base::Json json_of(const base::Text& text);
// What the program says of the end of a task or matter by itself; nothing: the words are a
// person's.
std::optional<base::Text> sentence_of_end(std::string_view reason);
// What an outcome of the task is called, in the languages of its model.
base::Text title_of_outcome(const Context& context, const Task& task, std::string_view outcome);

// What people hear of a task, for notify() and notify_again(); `cause` is one within the task.
NewNotice notice_of(Context& context, const Task& task, std::string_view kind,
                    const base::Text& what, std::string_view cause);
// Of what a person hears when a seat comes to him, so that he hears of it once.
std::string cause_of_seat(int64_t task, std::string_view seat, int64_t version);
void signal_task(Context& context, const Task& task, std::vector<std::string> persons);
// Everyone who has an open seat, each once.
std::vector<std::string> open_candidates(const Task& task);
// Whom somebody may urge: everyone of a seat that does not wait for himself.
std::vector<std::string> others_waited_for(const Task& task, std::string_view person);
std::string link_of(const Task& task);
// "立项评议：FA-202603-0001 智慧园区"
base::Text headline(Context& context, const Task& task);
base::Text headline(const Instance& instance);
// What a notice of a task says below its title: the summary of the matter.
base::Text summary_of(Context& context, const Task& task);

// "何俊转办", "He Jun transferred this to you": who acts, and what he does.
base::Text done_by_actor(Context& context, std::string_view zh, std::string_view en);

// Acts of a deputy are written on behalf of the holder while this lives.
class OnBehalf {
 public:
  OnBehalf(storage::Tx& tx, const std::string& holder) : tx_(tx), before_(tx.actor.on_behalf_of) {
    if (!holder.empty()) tx_.actor.on_behalf_of = holder;
  }
  ~OnBehalf() { tx_.actor.on_behalf_of = before_; }
  OnBehalf(const OnBehalf&) = delete;
  OnBehalf& operator=(const OnBehalf&) = delete;

 private:
  storage::Tx& tx_;
  std::string before_;
};

// The text without blanks around; refuses with work.text_required when empty or above 4,000
// characters.
base::Result<std::string> checked_text(std::string_view text);
// Refuses with work.unknown_person.
base::Result<void> check_persons(storage::Connection& db, const std::vector<std::string>& persons);

}  // namespace work
