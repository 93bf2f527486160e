#include <algorithm>
#include <map>

#include "base/text.h"
#include "packs/checks/checks.h"

namespace packs::checks {

void Whole::report(const Pack& pack, std::string_view part, std::string text) const {
  const auto place = pack.parts.find(part);
  report(pack, part.substr(0, part.find('#')), place == pack.parts.end() ? Mark{} : place->second,
         std::move(text));
}

void Whole::report(const Pack& pack, std::string_view file, Mark mark, std::string text) const {
  problems.push_back(
      {(pack.folder / file).generic_string(), mark.line, mark.column, std::move(text)});
}

namespace {

template <class Items, class Id>
auto find_by_id(const std::vector<std::shared_ptr<const Pack>>& packs, Items items, const Id& id)
    -> decltype(&items(*packs.front()).front()) {
  for (const auto& pack : packs)
    for (const auto& item : items(*pack))
      if (item.id == id) return &item;
  return nullptr;
}

bool has_any_organisation(const std::vector<std::shared_ptr<const Pack>>& packs) {
  return std::any_of(packs.begin(), packs.end(),
                     [](const auto& pack) { return pack->has_organisation; });
}

}  // namespace

const records::RecordType* Whole::type(std::string_view id) const {
  return find_by_id(
      packs, [](const Pack& pack) -> const auto& { return pack.record_types; }, id);
}

bool Whole::has_role(std::string_view id) const {
  if (id == "everyone" || id == "administrator") return true;
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.roles; }, id) != nullptr;
}

bool Whole::has_unit(std::string_view id) const {
  if (known) return known->unit(id);
  if (!has_any_organisation(packs)) return true;
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.organisation.units; }, id) !=
         nullptr;
}

bool Whole::has_position(std::string_view id) const {
  if (known) return known->position(id);
  if (!has_any_organisation(packs)) return true;
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.organisation.positions; },
             id) != nullptr;
}

bool Whole::has_person(std::string_view id) const {
  if (known) return known->person(id);
  if (!has_any_organisation(packs)) return true;
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.organisation.people; }, id) !=
         nullptr;
}

const View* Whole::view(std::string_view id) const {
  return find_by_id(
      packs, [](const Pack& pack) -> const auto& { return pack.views; }, id);
}

const metrics::Metric* Whole::metric(std::string_view id) const {
  return find_by_id(
      packs, [](const Pack& pack) -> const auto& { return pack.metrics; }, id);
}

bool Whole::has_report(std::string_view id) const {
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.reports; }, id) != nullptr;
}

bool Whole::has_form(std::string_view id) const {
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.forms; }, id) != nullptr;
}

const PaperFile* Whole::paper(std::string_view id) const {
  return find_by_id(
      packs, [](const Pack& pack) -> const auto& { return pack.papers; }, id);
}

bool Whole::has_process(std::string_view id) const {
  return find_by_id(
             packs, [](const Pack& pack) -> const auto& { return pack.processes; }, id) != nullptr;
}

bool has_path(const Whole& whole, const records::RecordType& type, std::string_view path) {
  static const std::vector<std::string_view> common = {"id",         "number",     "state",
                                                       "version",    "title",      "created_at",
                                                       "created_by", "updated_at", "updated_by"};
  const size_t point = path.find('.');
  const std::string_view first = path.substr(0, point);
  const bool is_last = point == std::string_view::npos;
  const records::Field* field =
      type.field(first == "parent" && !type.field("parent") ? type.parent : first);
  if (is_last && std::find(common.begin(), common.end(), first) != common.end()) return true;
  if (!field) return false;
  if (is_last) return true;
  if (field->type != records::FieldType::Link) return false;
  const records::RecordType* target = whole.type(field->to);
  return target && has_path(whole, *target, path.substr(point + 1));
}

namespace {

// Says every id that two packs, or two files, give to things of one kind.
class Ids {
 public:
  Ids(const Whole& whole, std::string_view kind) : whole_(whole), kind_(kind) {}
  void add(const Pack& pack, const std::string& id, const std::string& file) {
    const auto [first, is_new] = seen_.try_emplace(id, (pack.folder / file).generic_string());
    if (!is_new)
      whole_.report(pack, file,
                    std::string(kind_) + " " + id + " is there already: " + first->second);
  }

 private:
  const Whole& whole_;
  std::string_view kind_;
  std::map<std::string, std::string> seen_;
};

}  // namespace

void check_ids(const Whole& whole) {
  Ids types(whole, "the record type"), roles(whole, "the role"), views(whole, "the view"),
      metrics(whole, "the metric");
  Ids reports(whole, "the report"), forms(whole, "the form"), processes(whole, "the process"),
      decisions(whole, "the decision"), duties(whole, "the duty"), papers(whole, "the paper");
  for (const auto& pack : whole.packs) {
    for (const auto& type : pack->record_types)
      types.add(*pack, type.id, "records/" + type.id + ".yaml");
    for (const auto& role : pack->roles) roles.add(*pack, role.id, "roles/" + role.id + ".yaml");
    for (const auto& view : pack->views) views.add(*pack, view.id, "views/" + view.id + ".yaml");
    for (const auto& metric : pack->metrics)
      metrics.add(*pack, metric.id, "metrics/" + metric.id + ".yaml");
    for (const auto& duty : pack->duties) duties.add(*pack, duty.id, "duties/" + duty.id + ".yaml");
    for (const auto& report : pack->reports)
      reports.add(*pack, report.id, "reports/" + report.id + ".yaml");
    for (const auto& paper : pack->papers)
      papers.add(*pack, paper.id, "papers/" + paper.id + ".html");
    for (const auto& form : pack->forms) forms.add(*pack, form.id, form.file);
    for (const auto& process : pack->processes) processes.add(*pack, process.id, process.file);
    for (const auto& decision : pack->decisions) decisions.add(*pack, decision.id, decision.file);
  }
}

}  // namespace packs::checks
