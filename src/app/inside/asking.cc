#include "app/inside/asking.h"

#include <atomic>

#include "app/inside/secrets.h"
#include "base/text.h"
#include "post/callbacks.h"
#include "storage/idempotency.h"
#include "work/callback.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

namespace {

// Each keeps a thread of the server while it waits, and all workspaces of a process share those.
constexpr int open_max = 16;
std::atomic<int> open_questions = 0;

// Who waits for an answer is counted as long as this lives.
class OpenQuestion {
 public:
  OpenQuestion() : count_(open_questions.fetch_add(1) + 1) {}
  ~OpenQuestion() { open_questions.fetch_sub(1); }
  OpenQuestion(const OpenQuestion&) = delete;
  OpenQuestion& operator=(const OpenQuestion&) = delete;
  bool is_one_too_many() const { return count_ > open_max; }

 private:
  int count_;
};

enum class Tried { WouldBeDone, WasDoneBefore };

// Does it and undoes it: what is refused leaves nothing behind.
base::Result<Tried> try_act(Parts& parts, const Caller& caller, const TriedAct& act) {
  std::optional<Tried> tried;
  const storage::Actor actor{caller.person, "", caller.door};
  const auto done = parts.runtime->run(actor, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (!caller.idempotency_key.empty()) {
      const auto kept = storage::kept_answer(op.tx.db, caller.person, caller.idempotency_key,
                                             caller.fingerprint, op.tx.now);
      if (!kept) return kept.error();
      if (*kept) tried = Tried::WasDoneBefore;
    }
    if (!tried) {
      if (auto acted = act(op); !acted) return acted.error();
      tried = Tried::WouldBeDone;
    }
    return base::refusal("app.callback_unanswered");
  });
  if (tried) return *tried;
  return done.error();
}

base::Json body_of(storage::Connection& db, const Caller& caller, const work::Task& task,
                   const base::Json& act, base::Time now) {
  base::JsonObject out{{"act", "task.complete"},
                       {"at", base::print_utc(now)},
                       {"person", caller.person},
                       {"task", std::to_string(task.key)},
                       {"process", task.process},
                       {"instance", std::to_string(task.instance)},
                       {"element", task.element},
                       {"title", base::JsonObject{{"zh", task.title.zh}, {"en", task.title.en}}}};
  for (const auto* name : {"outcome", "opinion", "values"}) {
    if (const auto* given = base::find(act, name)) out[name] = *given;
  }
  if (task.record)
    out["record"] =
        base::JsonObject{{"type", task.record.type}, {"id", std::to_string(task.record.id)}};
  if (const auto matter = work::instance(db, task.instance)) {
    out["number"] = matter->number;
    out["subject"] = matter->subject;
  }
  return out;
}

struct Answer {
  bool is_allowed = false;
  std::string reason;
};

// Refuses when there is none.
base::Result<Answer> answer_of(const base::Result<std::string>& called) {
  if (!called) return called.error();
  const auto said = base::parse_json(*called);
  const auto* allow = said ? base::find(*said, "allow") : nullptr;
  if (allow == nullptr || !allow->is_bool())
    return base::refusal("post.failed").because("the answer does not say allow: true or false");
  return Answer{allow->as_bool(), base::text_or_empty(*said, "reason")};
}

base::Result<Answer> ask(Parts& parts, const Subscriber& system, const base::Json& body,
                         int64_t seconds) {
  const OpenQuestion open;
  if (open.is_one_too_many())
    return base::refusal("post.failed").because("too many questions wait for an answer");
  const auto clear = unsealed(*parts.vault, system);
  const auto now = parts.now();
  const auto key = "question-" + base::sha256_hex(base::print(body)).substr(0, 32);
  return answer_of(
      post::call_back({clear.address, clear.secret}, {"question", key, body, seconds}, now));
}

base::Error refused_by(const Subscriber& system, const std::string& reason) {
  return base::refusal("app.callback_refused")
      .with_title({system.title + " 没有同意" + (reason.empty() ? "" : "：" + reason),
                   system.title + " did not agree" + (reason.empty() ? "" : ": " + reason)});
}

base::Error unanswered(const std::string& title, std::string detail) {
  return base::refusal("app.callback_unanswered")
      .with_title({title + " 没有答复，暂时不能办理，请稍后再试",
                   title + " did not answer, so this cannot be done now; try again later"})
      .because(std::move(detail));
}

}  // namespace

base::Result<std::string> ask_before(Parts& parts, const Caller& caller, const Question& question,
                                     const TriedAct& act) {
  std::optional<work::Task> task;
  std::optional<Subscriber> system;
  work::CallbackRule rule;
  base::Json body;
  {
    auto db = parts.database->read();
    task = work::find_task(*db, question.task);
    if (!task || caller.is_observer) return std::string();
    const auto read = work::read_callback(task->properties);
    if (!read || read->asked.empty()) return std::string();
    rule = *read;
    system = subscriber(*db, rule.asked);
    body = body_of(*db, caller, *task, question.act, parts.now());
  }
  const auto tried = try_act(parts, caller, act);
  if (!tried) return tried.error();
  if (*tried == Tried::WasDoneBefore) return std::string();

  std::string why = "nobody is registered as " + rule.asked;
  if (system && system->state == SubscriberState::Off) why = rule.asked + " is switched off";
  if (system && system->state != SubscriberState::Off) {
    const auto answer = ask(parts, *system, body, rule.seconds);
    if (answer && answer->is_allowed) return std::string();
    if (answer) return refused_by(*system, answer->reason);
    why = answer.error().detail;
  }
  if (rule.is_passed_unanswered) return rule.asked;
  return unanswered(system ? system->title : rule.asked, std::move(why));
}

void note_unanswered(storage::Tx& tx, int64_t task, const std::string& system) {
  if (system.empty()) return;
  storage::append_event(tx, {"callback.unanswered", "task", std::to_string(task), "", "", "",
                             base::JsonObject{{"system", system}}});
}

}  // namespace app
