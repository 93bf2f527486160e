// Views and menus: fields, views, metrics, transitions and roles that they name are there.
#include <set>

#include "feel/feel.h"
#include "packs/checks/checks.h"

namespace packs::checks {

namespace {

class ViewCheck {
 public:
  ViewCheck(const Whole& whole, const Pack& pack, const View& view)
      : whole_(whole),
        pack_(pack),
        view_(view),
        file_("views/" + view.id + ".yaml"),
        type_(whole.type(view.record)) {}

  void run() {
    if (!type_) return say("unknown record type: " + view_.record);
    for (const Column& column : view_.columns) need_field(column.field);
    for (const std::string& field : view_.card) need_field(field);
    for (const std::string& sort : view_.sort)
      need_field(sort.starts_with('-') ? sort.substr(1) : sort);
    if (!view_.group_by.empty()) need_field(view_.group_by);
    const GanttFields& gantt = view_.gantt;
    for (const std::string& field :
         {gantt.label, gantt.start, gantt.end, gantt.actual_start, gantt.actual_end,
          gantt.baseline_start, gantt.baseline_end, gantt.progress, gantt.group})
      if (!field.empty()) need_field(field);
    for (const std::string& role : view_.roles)
      if (!whole_.has_role(role)) say("unknown role: " + role);
    for (const Section& section : view_.sections) check_section(section);
    check_kind();
    check_filter();
  }

 private:
  void check_kind() {
    if (view_.kind == ViewKind::List && view_.columns.empty()) say("a list needs columns");
    if (view_.kind == ViewKind::Board && view_.group_by.empty()) say("a board needs group_by");
    if (view_.kind == ViewKind::Gantt && view_.gantt.label.empty())
      say("a Gantt chart needs gantt");
    if (view_.kind == ViewKind::Cockpit && view_.sections.empty()) say("a cockpit needs sections");
  }

  void check_filter() {
    if (!view_.filter.is_set()) return;
    const auto expression = feel::compile(view_.filter.text);
    if (!expression.ok()) return;  // said by the shape
    static const std::set<std::string, std::less<>> known = {"actor", "parent"};
    for (const feel::NameUse& use : expression->names())
      if (!known.contains(use.name) && !has_path(whole_, *type_, use.name))
        whole_.report(pack_, file_, {view_.filter.line, view_.filter.column},
                      "filter: unknown name " + use.name);
  }

  void check_section(const Section& section) {
    const auto say_here = [&](std::string text) {
      whole_.report(pack_, file_, section.mark, std::move(text));
    };
    for (const std::string& field : section.fields)
      if (!has_path(whole_, *type_, field)) say_here("unknown field: " + field);
    for (const std::string& metric : section.metrics)
      if (!whole_.metric(metric)) say_here("unknown metric: " + metric);
    if (section.kind == "view" && !whole_.view(section.view))
      say_here("unknown view: " + section.view);
    if (section.kind == "fields" && section.fields.empty()) say_here("the section needs fields");
    if (section.kind == "metric" && section.metrics.empty()) say_here("the section needs metrics");
  }

  void need_field(const std::string& field) {
    if (!has_path(whole_, *type_, field)) say("unknown field: " + field + " of " + type_->id);
  }
  void say(std::string text) { whole_.report(pack_, file_, view_.mark, std::move(text)); }

  const Whole& whole_;
  const Pack& pack_;
  const View& view_;
  const std::string file_;
  const records::RecordType* type_;
};

void check_menu(const Whole& whole, const Pack& pack, const std::vector<MenuEntry>& entries) {
  for (const MenuEntry& entry : entries) {
    if (!entry.view.empty() && !whole.view(entry.view))
      whole.report(pack, "menu.yaml", "unknown view: " + entry.view);
    for (const std::string& role : entry.roles)
      if (!whole.has_role(role)) whole.report(pack, "menu.yaml", "unknown role: " + role);
    check_menu(whole, pack, entry.children);
  }
}

}  // namespace

void check_views(const Whole& whole) {
  for (const auto& pack : whole.packs) {
    for (const View& view : pack->views) ViewCheck(whole, *pack, view).run();
    check_menu(whole, *pack, pack->menu);
  }
}

}  // namespace packs::checks
