#include "app/papers.h"

#include <algorithm>
#include <memory>
#include <set>

#include "app/inside/act.h"
#include "app/inside/paper_record.h"
#include "app/inside/task_forms.h"
#include "app/processes.h"
#include "base/text.h"
#include "org/organisation.h"
#include "reports/paper.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

namespace {

using Fields = std::set<std::string, std::less<>>;

std::string company(const PaperWords& words) {
  for (const auto& unit : org::units(words.look().db()))
    if (unit.parent.empty()) return words.in_language(unit.title);
  return {};
}

// What every paper says, whatever it is of.
reports::Paper begun(const PaperWords& words) {
  Look& look = words.look();
  reports::Paper paper;
  paper.language = words.is_chinese() ? reports::Language::Chinese : reports::Language::English;
  paper.company = company(words);
  paper.printed = org::name_of(look.db(), look.caller().person).zh + " " + words.local(look.now());
  return paper;
}

// Refuses a template that does not print this.
base::Result<const reports::Template*> template_of(
    const std::vector<const packs::PaperFile*>& usual, const PaperRequest& request) {
  if (request.instead) return request.instead.get();
  const std::string_view wanted = request.template_name;
  if (wanted == "standard" || (wanted.empty() && usual.empty()))
    return &reports::standard_template();
  for (const auto* paper : usual)
    if (wanted.empty() || paper->id == wanted) return paper->form.get();
  return base::refusal("request.wrong_type")
      .at("template")
      .because("one that prints this, or standard");
}

// The matter of one instance: everything that its page shows to the caller.
class MatterPaper {
 public:
  MatterPaper(const PaperWords& words, const PaperRequest& request, const base::Json& shown)
      : words_(words), look_(words.look()), request_(request), shown_(shown) {}

  base::Result<reports::Sheet> print(const work::Instance& instance) {
    const auto type = record_ref(instance.record).type;
    const auto with = template_of(look_.definitions().papers_for(instance.process, type), request_);
    if (!with) return with.error();
    paper_ = begun(words_);
    paper_.title = words_.in_language(instance.title);
    paper_.number = instance.number;
    paper_.subject = instance.subject;
    paper_.state = titled("status");
    if (const auto* starter = base::find(shown_, "starter"))
      paper_.starter = base::text_or_empty(*starter, "name");
    paper_.started_at = words_.local(instance.started_at);
    if (!request_.origin.empty())
      paper_.address = request_.origin + "/instances/" + std::to_string(instance.key);
    add_record(instance);
    if (record_ && *with != &reports::standard_template()) record_->add_metrics(paper_);
    add_areas(instance);
    add_approvals(instance);
    const feel::NoNames nothing;
    const feel::Names& names = record_ ? static_cast<const feel::Names&>(*record_) : nothing;
    return reports::sheet(**with, paper_, names, look_.now(), look_.environment().zone);
  }

 private:
  std::string titled(std::string_view member) const {
    const auto* found = base::find(shown_, member);
    const auto* title = found ? base::find(*found, "title") : nullptr;
    return title ? words_.in_language(*title) : std::string();
  }

  void add_record(const work::Instance& instance) {
    auto record = records::find(look_.db(), look_.types(), record_ref(instance.record));
    if (!record) return;
    if (base::find(shown_, "form") == nullptr) seen_ = fields_seen(instance, *record);
    records::show_to_caller(look_.db(), look_.types(), look_.environment(), *record);
    record_.emplace(words_, std::move(*record),
                    [this](const std::string& field) { return is_visible(field); });
    record_->add_to(paper_);
  }

  using Fields = std::set<std::string, std::less<>>;

  void add_visible(const base::Result<OpenForm>& form, const records::Record& record,
                   Fields& fields) const {
    const bool is_of_record = form.ok() && form->record.type == record.ref.type;
    if (!is_of_record) return;
    for (const auto& state : states_of(look_.parts(), look_.db(), *form, record.values)) {
      if (state.is_visible) fields.insert(state.key);
    }
  }

  bool has_seat(const work::Task& task) const {
    const std::string& person = look_.caller().person;
    return std::ranges::any_of(task.seats, [&](const work::Seat& seat) {
      return seat.person == person ||
             std::ranges::count(seat.candidates, person, &work::Candidate::person) > 0;
    });
  }

  // Who may not read the record knows of it what his own steps show him, and the starter what he
  // filled in.
  Fields fields_seen(const work::Instance& instance, const records::Record& record) const {
    Fields fields;
    const auto* process = look_.definitions().process(instance.process);
    if (process != nullptr && instance.starter == look_.caller().person)
      add_visible(form_of_start(look_.parts(), look_.db(), look_.environment(), *process), record,
                  fields);
    for (const auto& task : work::tasks_of_instance(look_.db(), instance.key)) {
      if (!has_seat(task) || record_ref(task.record) != record.ref) continue;
      add_visible(form_of_task(look_, task), record, fields);
    }
    return fields;
  }

  // What the form of the page hides stays off the paper too.
  bool is_visible(const std::string& field) const {
    const auto* form = base::find(shown_, "form");
    if (form == nullptr) return seen_.contains(field);
    const auto* states = base::find(*form, "fields");
    const auto* state = states ? base::find(*states, field) : nullptr;
    return state == nullptr || base::is_true(*state, "visible");
  }

  void add_areas(const work::Instance& instance) {
    const auto* areas = base::find(shown_, "areas");
    if (areas == nullptr) return;
    for (const auto& area : areas->as_array()) {
      reports::OpinionArea out{words_.in_language(area.at("title")), {}};
      for (const auto& opinion : area.at("opinions").as_array())
        out.opinions.push_back(approval_of(opinion, instance));
      paper_.areas.push_back(std::move(out));
    }
  }

  void add_approvals(const work::Instance& instance) {
    static const std::set<std::string, std::less<>> acts = {
        "completed", "voted",  "returned",  "taken_back",      "transferred", "delegated",
        "replied",   "jumped", "withdrawn", "withdrawn_after", "decided"};
    for (const auto& entry : shown_.at("timeline").as_array()) {
      const bool is_told =
          base::find(entry, "at") && acts.contains(base::text_or_empty(entry, "act"));
      if (is_told && !is_echo(entry)) paper_.approvals.push_back(approval_of(entry, instance));
    }
  }

  // A decision by the policy follows from the votes on the paper; one by a rule has none.
  static bool is_echo(const base::Json& entry) {
    return base::text_or_empty(entry, "act") == "decided" &&
           base::text_or_empty(entry, "reason").starts_with("policy_");
  }

  reports::Approval approval_of(const base::Json& entry, const work::Instance& instance) const {
    reports::Approval out;
    const auto element = base::text_or_empty(entry, "element");
    const auto step = element.empty() ? base::Text{}
                                      : look_.definitions().title_of(instance.process, element, "");
    out.element = element;
    const auto* name = base::find(entry, "title");
    if (step.zh.empty() && name != nullptr) out.step = words_.in_language(*name);
    if (!step.zh.empty()) out.step = words_.in_language(step);
    if (const auto* own = base::find(entry, "step")) out.step = words_.in_language(*own);
    const auto at = base::parse_time(base::text_or_empty(entry, "at"));
    if (at) out.at = words_.local(*at);
    if (const auto* person = base::find(entry, "person")) {
      out.name = base::text_or_empty(*person, "name");
      if (at) out.post = post_of(base::text_or_empty(*person, "id"), *at);
    }
    if (const auto* holder = base::find(entry, "on_behalf_of"))
      out.on_behalf_of = base::text_or_empty(*holder, "name");
    const auto* outcome = base::find(entry, "outcome");
    const auto* title = outcome ? base::find(*outcome, "title") : base::find(entry, "title");
    if (title) out.outcome = words_.in_language(*title);
    out.opinion = base::text_or_empty(entry, "opinion");
    if (out.opinion.empty()) out.opinion = base::text_or_empty(entry, "text");
    if (const auto* reason = base::find(entry, "reason_text"); reason && out.opinion.empty())
      out.opinion = words_.in_language(*reason);
    if (const auto* signature = base::find(entry, "signature")) {
      out.signature = words_.picture_of(*signature);
      out.signed_words = signed_words(*signature);
    }
    return out;
  }

  std::string signed_words(const base::Json& signature) const {
    const auto hash = base::text_or_empty(signature, "hash");
    if (hash.empty()) return {};
    const base::Text changed{"签名后内容已变更", "changed since it was signed"};
    const std::string known =
        (words_.is_chinese() ? "签名内容 SHA-256 " : "Signed, SHA-256 ") + hash;
    return base::is_true(signature, "changed")
               ? known + (words_.is_chinese() ? "，" : ", ") + words_.in_language(changed)
               : known;
  }

  // The posts that the person held when he acted.
  std::string post_of(std::string_view person, base::Time at) const {
    std::vector<std::string> titles;
    for (const auto& id : org::positions_of(look_.db(), person, at))
      if (const auto position = org::position(look_.db(), id))
        titles.push_back(words_.in_language(position->title));
    return base::join(titles, words_.is_chinese() ? "、" : ", ");
  }

  const PaperWords& words_;
  Look& look_;
  const PaperRequest& request_;
  const base::Json& shown_;
  reports::Paper paper_;
  std::optional<PaperRecord> record_;
  Fields seen_;  // of who may not read the record
};

std::string_view language_of(const PaperRequest& request) {
  return request.language == PaperLanguage::English ? "en" : "zh";
}

base::Result<reports::Sheet> sheet_of(Workspace& workspace, const Caller& caller, int64_t key,
                                      const PaperRequest& request) {
  const auto shown = instance(workspace, caller, key);
  if (!shown) return shown.error();
  Look look(workspace.parts(), caller);
  const PaperWords words(look, request.language);
  const auto known = work::instance(look.db(), key);
  base::ensure(known.has_value(), "an instance that is shown is there");
  return MatterPaper(words, request, *shown).print(*known);
}

// What `visible_when` hides is not on the record's page either.
Fields hidden_fields(Look& look, const records::Ref& ref) {
  Fields hidden;
  const auto form = form_of_record(look.parts(), look.db(), look.environment(), ref, {});
  if (!form) return hidden;
  for (const auto& state : states_of(look.parts(), look.db(), *form, {}))
    if (!state.is_visible) hidden.insert(state.key);
  return hidden;
}

}  // namespace

base::Result<std::string> paper(Workspace& workspace, const Caller& caller, int64_t instance,
                                const PaperRequest& request) {
  auto sheet = sheet_of(workspace, caller, instance, request);
  if (!sheet) return sheet.error();
  return reports::document(language_of(request), {std::move(*sheet)});
}

base::Result<std::string> paper(Workspace& workspace, const Caller& caller, std::string_view type,
                                int64_t id, const PaperRequest& request) {
  Look look(workspace.parts(), caller);
  const auto* known = look.types().type(type);
  if (known == nullptr) return base::refusal("records.unknown_type").at(std::string(type));
  const records::Ref ref{std::string(type), id};
  auto record = records::get(look.db(), look.types(), look.environment(), ref);
  if (!record) return record.error();
  const auto with = template_of(look.definitions().papers_for("", type), request);
  if (!with) return with.error();
  const PaperWords words(look, request.language);
  reports::Paper out = begun(words);
  out.is_matter = false;
  out.title = words.in_language(known->title);
  out.number = record->number;
  out.subject = records::title_of(look.types(), *record);
  if (const auto* state = known->state(record->state)) out.state = words.in_language(state->title);
  out.starter = org::name_of(look.db(), record->created_by).zh;
  out.started_at = words.local(record->created_at);
  if (!request.origin.empty())
    out.address = request.origin + "/records/" + ref.type + "/" + std::to_string(id);
  const Fields hidden = hidden_fields(look, ref);
  const PaperRecord fields(words, std::move(*record),
                           [&](const std::string& field) { return !hidden.contains(field); });
  fields.add_to(out);
  if (*with != &reports::standard_template()) fields.add_metrics(out);
  return reports::document(language_of(request), {reports::sheet(**with, out, fields, look.now(),
                                                                 look.environment().zone)});
}

base::Result<std::string> papers(Workspace& workspace, const Caller& caller,
                                 const std::vector<int64_t>& instances,
                                 const PaperRequest& request) {
  std::vector<reports::Sheet> sheets;
  size_t left_out = 0;
  for (const int64_t key : instances) {
    auto sheet = sheet_of(workspace, caller, key, request);
    if (!sheet && sheet.error().code != "app.no_instance") return sheet.error();
    if (sheet) sheets.push_back(std::move(*sheet));
    if (!sheet) ++left_out;
  }
  if (sheets.empty()) return base::refusal("app.no_instance").at("instances");
  return reports::document(language_of(request), sheets, left_out);
}

}  // namespace app
