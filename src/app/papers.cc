#include "app/papers.h"

#include <algorithm>
#include <set>

#include "app/inside/act.h"
#include "app/inside/children.h"
#include "app/inside/step_lists.h"
#include "app/inside/task_forms.h"
#include "app/processes.h"
#include "base/decimal.h"
#include "base/text.h"
#include "org/organisation.h"
#include "records/shown.h"
#include "reports/paper.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

namespace {

constexpr int64_t rows_max = 500;
constexpr size_t told_in_full_max = 2;

class PaperMaker {
 public:
  PaperMaker(Look& look, const PaperRequest& request, const base::Json& shown)
      : look_(look), request_(request), shown_(shown) {}

  reports::Paper make(const work::Instance& instance) {
    const bool is_chinese = request_.language == PaperLanguage::Chinese;
    paper_.language = is_chinese ? reports::Language::Chinese : reports::Language::English;
    paper_.company = company();
    paper_.title = in_language(instance.title);
    paper_.number = instance.number;
    paper_.subject = instance.subject;
    paper_.state = titled("status");
    if (const auto* starter = base::find(shown_, "starter"))
      paper_.starter = base::text_or_empty(*starter, "name");
    paper_.started_at = local(instance.started_at);
    paper_.printed = org::name_of(look_.db(), look_.caller().person).zh + " " + local(look_.now());
    if (!request_.origin.empty())
      paper_.address = request_.origin + "/instances/" + std::to_string(instance.key);
    add_record(instance);
    add_areas();
    add_approvals(instance);
    return std::move(paper_);
  }

 private:
  std::string in_language(const base::Text& text) const {
    const bool is_chinese = request_.language == PaperLanguage::Chinese;
    return is_chinese || text.en.empty() ? text.zh : text.en;
  }
  // Of {zh, en}.
  std::string in_language(const base::Json& text) const {
    return in_language(
        base::Text{base::text_or_empty(text, "zh"), base::text_or_empty(text, "en")});
  }
  std::string titled(std::string_view member) const {
    const auto* found = base::find(shown_, member);
    const auto* title = found ? base::find(*found, "title") : nullptr;
    return title ? in_language(*title) : std::string();
  }
  std::string local(base::Time time) const { return minute_of(time, look_.environment().zone); }

  std::string company() const {
    for (const auto& unit : org::units(look_.db()))
      if (unit.parent.empty()) return in_language(unit.title);
    return {};
  }

  std::optional<reports::Picture> picture_of(const base::Json& signature) const {
    const auto row = look_.db().first("SELECT type, sha256 FROM attachment WHERE id = ?",
                                      {base::text_or_empty(signature, "image")});
    if (!row) return {};
    auto bytes = look_.parts().attachments->get(row->text(1));
    if (!bytes || !row->text(0).starts_with("image/")) return {};
    return reports::Picture{row->text(0), std::move(*bytes)};
  }

  std::string text_of(const records::Record& record, const records::Field& field) const {
    const auto shown =
        records::show(look_.db(), look_.types(), look_.environment(), record, field.id);
    if (!shown) return {};
    const std::string text = in_language(shown->text);
    return field.type == records::FieldType::Money ? amount_text(text) : text;
  }

  // Of yuan, on Chinese paper.
  std::string words_of(const records::Field& field, const base::Json* value) const {
    const bool is_yuan = field.type == records::FieldType::Money && field.currency == "CNY";
    if (!is_yuan || value == nullptr || !value->is_string() ||
        request_.language != PaperLanguage::Chinese)
      return {};
    const auto amount = base::Decimal::parse(std::string_view(value->as_string()));
    const auto fen = amount ? (*amount * base::Decimal(100)).to_int64() : std::nullopt;
    return fen ? base::formal_amount(*fen) : std::string();
  }

  void add_record(const work::Instance& instance) {
    const records::Ref ref = record_ref(instance.record);
    auto record = records::find(look_.db(), look_.types(), ref);
    if (!record) return;
    if (base::find(shown_, "form") == nullptr) seen_ = fields_seen(instance, *record);
    records::add_computed(look_.db(), look_.types(), look_.environment(), *record);
    const auto& type = *look_.types().type(ref.type);
    for (const auto& field : type.fields) {
      if (!records::is_shown(field) || !is_visible(field.id)) continue;
      if (field.type == records::FieldType::Children) {
        add_children(field, *record);
      } else if (auto out = field_of(field, *record)) {
        paper_.fields.push_back(std::move(*out));
      }
    }
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
      add_visible(form_of_task(look_.parts(), look_.db(), look_.environment(), task), record,
                  fields);
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

  // Nothing where nothing was filled in.
  std::optional<reports::PaperField> field_of(const records::Field& field,
                                              const records::Record& record) const {
    using records::FieldType;
    const auto* value = record.values.if_contains(field.id);
    reports::PaperField out;
    out.label = in_language(field.title);
    out.text = text_of(record, field);
    out.words = words_of(field, value);
    if (field.type == FieldType::Signature && value != nullptr) out.picture = picture_of(*value);
    out.is_wide = field.type == FieldType::LongText || field.type == FieldType::Attachment ||
                  field.type == FieldType::Photo;
    if (out.text.empty() && !out.picture) return {};
    return out;
  }

  void add_children(const records::Field& field, const records::Record& record) {
    const auto& type = *look_.types().type(record.ref.type);
    const auto list = child_list_json(look_, type, field, record);
    if (list.is_null() || base::int_or(list, "total", 0) == 0) return;
    const auto& child = *look_.types().type(field.of);
    records::Query query;
    query.where.push_back(
        {base::text_or_empty(list, "link"), "=", base::Json(std::to_string(record.ref.id))});
    query.size = rows_max;
    query.sort = {"id"};
    const auto rows =
        records::list(look_.db(), look_.types(), look_.environment(), child.id, query);
    if (!rows) return;
    const auto columns = columns_of(list, child);
    const bool is_short =
        rows->items.size() <= told_in_full_max && list.at("totals").as_object().empty();
    if (is_short && has_more_to_tell(child, columns)) {
      const StepList step(look_.db(), look_.caller().person, record.ref, field.id);
      for (const auto& row : rows->items) add_section(field, child, row, step);
    } else {
      add_table(field, columns, rows->items, totals_of(list, columns));
    }
  }

  using Columns = std::vector<const records::Field*>;

  static Columns columns_of(const base::Json& list, const records::RecordType& child) {
    Columns columns;
    for (const auto& column : list.at("columns").as_array())
      columns.push_back(child.field(base::text_or_empty(column, "id")));
    return columns;
  }

  // Long texts have no column; what is told in them is on the paper all the same.
  static bool has_more_to_tell(const records::RecordType& child, const Columns& columns) {
    return std::ranges::any_of(child.fields, [&](const records::Field& field) {
      return field.type == records::FieldType::LongText && records::is_shown(field) &&
             std::ranges::find(columns, &field) == columns.end();
    });
  }

  void add_section(const records::Field& list, const records::RecordType& child,
                   records::Record record, const StepList& step) {
    records::add_computed(look_.db(), look_.types(), look_.environment(), record);
    reports::PaperSection out{in_language(list.title) + " " + record.number, {}};
    for (const auto& field : child.fields) {
      const bool is_told = records::is_shown(field) && field.id != child.parent &&
                           field.type != records::FieldType::Children &&
                           step.of(field.id) != forms::Mode::Hide;
      if (!is_told) continue;
      if (auto told = field_of(field, record)) out.fields.push_back(std::move(*told));
    }
    paper_.sections.push_back(std::move(out));
  }

  void add_table(const records::Field& list, const Columns& columns,
                 const std::vector<records::Record>& rows, std::vector<std::string> totals) {
    reports::PaperTable out;
    out.title = in_language(list.title);
    for (const auto* column : columns) out.columns.push_back(in_language(column->title));
    for (const auto& row : rows) {
      out.rows.emplace_back();
      for (const auto* column : columns) out.rows.back().push_back(text_of(row, *column));
    }
    out.totals = std::move(totals);
    paper_.tables.push_back(std::move(out));
  }

  static std::vector<std::string> totals_of(const base::Json& list, const Columns& columns) {
    const auto& totals = list.at("totals");
    if (totals.as_object().empty()) return {};
    std::vector<std::string> out;
    for (const auto* column : columns) {
      const auto total = base::text_or_empty(totals, column->id);
      const bool is_money = column->type == records::FieldType::Money && !total.empty();
      out.push_back(is_money ? amount_text(column->currency + " " + total) : total);
    }
    return out;
  }

  // Each opinion beside the name of its area; one that still waits leaves room to write.
  void add_areas() {
    const auto* areas = base::find(shown_, "areas");
    if (areas == nullptr) return;
    const bool is_chinese = request_.language == PaperLanguage::Chinese;
    reports::PaperSection out{is_chinese ? "意见" : "Opinions", {}};
    for (const auto& area : areas->as_array()) {
      const std::string label = in_language(area.at("title"));
      const auto& opinions = area.at("opinions").as_array();
      if (opinions.empty()) out.fields.push_back({label, " ", "", {}, true});
      for (const auto& opinion : opinions) out.fields.push_back(opinion_of(label, opinion));
    }
    paper_.sections.push_back(std::move(out));
  }

  reports::PaperField opinion_of(const std::string& label, const base::Json& opinion) const {
    reports::PaperField out{label, base::text_or_empty(opinion, "opinion"), "", {}, true};
    if (const auto* outcome = base::find(opinion, "outcome")) {
      const std::string title = in_language(outcome->at("title"));
      out.text = out.text.empty() ? title : title + "  " + out.text;
    }
    if (const auto* signature = base::find(opinion, "signature"))
      out.picture = picture_of(*signature);
    if (const auto* person = base::find(opinion, "person"))
      out.words = base::text_or_empty(*person, "name");
    if (const auto at = base::parse_time(base::text_or_empty(opinion, "at")))
      out.words += "  " + local(*at);
    return out;
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
    out.step = step.zh.empty() ? in_language(entry.at("title")) : in_language(step);
    const auto at = base::parse_time(base::text_or_empty(entry, "at"));
    if (at) out.at = local(*at);
    if (const auto* person = base::find(entry, "person")) {
      out.name = base::text_or_empty(*person, "name");
      if (at) out.post = post_of(base::text_or_empty(*person, "id"), *at);
    }
    if (const auto* holder = base::find(entry, "on_behalf_of"))
      out.on_behalf_of = base::text_or_empty(*holder, "name");
    const auto* outcome = base::find(entry, "outcome");
    const auto* title = outcome ? base::find(*outcome, "title") : base::find(entry, "title");
    if (title) out.outcome = in_language(*title);
    out.opinion = base::text_or_empty(entry, "opinion");
    if (out.opinion.empty()) out.opinion = base::text_or_empty(entry, "text");
    if (const auto* reason = base::find(entry, "reason_text"); reason && out.opinion.empty())
      out.opinion = in_language(*reason);
    if (const auto* signature = base::find(entry, "signature"))
      out.signature = picture_of(*signature);
    return out;
  }

  // The posts that the person held when he acted.
  std::string post_of(std::string_view person, base::Time at) const {
    std::vector<std::string> titles;
    for (const auto& id : org::positions_of(look_.db(), person, at))
      if (const auto position = org::position(look_.db(), id))
        titles.push_back(in_language(position->title));
    return base::join(titles, request_.language == PaperLanguage::Chinese ? "、" : ", ");
  }

  Look& look_;
  const PaperRequest& request_;
  const base::Json& shown_;
  reports::Paper paper_;
  Fields seen_;  // of who may not read the record
};

}  // namespace

base::Result<std::string> paper(Workspace& workspace, const Caller& caller,
                                const PaperRequest& request) {
  const auto shown = instance(workspace, caller, request.instance);
  if (!shown) return shown.error();
  Look look(workspace.parts(), caller);
  const auto known = work::instance(look.db(), request.instance);
  base::ensure(known.has_value(), "an instance that is shown is there");
  return reports::print(PaperMaker(look, request, *shown).make(*known));
}

}  // namespace app
