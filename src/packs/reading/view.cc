// Reads views and the menu.
#include "base/decimal.h"
#include "packs/reading/context.h"

namespace packs::reading {

namespace {

Column column(const File& file, const Node& node) {
  Column result;
  if (node.is_scalar()) {
    result.field = node.text;
    return result;
  }
  result.field = node.text_of("field");
  if (const Node* title = node.find("title"))
    result.title = file.text("columns." + result.field, title->text, title->mark);
  if (const auto width = base::Decimal::parse(node.text_of("width")))
    result.width = static_cast<int>(width->to_int64().value_or(0));
  return result;
}

Section section(const File& file, const Node& node, size_t number) {
  Section result;
  const std::string path = "sections." + std::to_string(number);
  result.title = file.text(path, node.text_of("title"), node.mark);
  result.kind = node.text_of("kind");
  result.fields = node.texts_of("fields");
  result.view = without_pack(node.text_of("view"));
  result.metrics = node.texts_of("metrics");
  for (std::string& metric : result.metrics) metric = without_pack(metric);
  result.text = file.optional_text(path + ".text", node.text_of("text"));
  result.clause = node.text_of("clause");
  result.mark = node.mark;
  file.part("section." + std::to_string(number), node.mark);
  return result;
}

GanttFields gantt(const Node& node) {
  GanttFields result;
  result.label = node.text_of("label");
  result.start = node.text_of("start");
  result.end = node.text_of("end");
  result.actual_start = node.text_of("actual_start");
  result.actual_end = node.text_of("actual_end");
  result.baseline_start = node.text_of("baseline_start");
  result.baseline_end = node.text_of("baseline_end");
  result.progress = node.text_of("progress");
  result.group = node.text_of("group");
  return result;
}

std::vector<std::string> roles_of(const Node& node) {
  std::vector<std::string> result = node.texts_of("roles");
  for (std::string& role : result) role = without_pack(role);
  return result;
}

MenuEntry menu_entry(const File& file, const Node& node, const std::string& path) {
  MenuEntry result;
  result.title = file.text(path, node.text_of("title"), node.mark);
  result.icon = node.text_of("icon");
  result.view = without_pack(node.text_of("view"));
  result.page = node.text_of("page");
  result.roles = roles_of(node);
  result.is_last = node.is_true("last");
  if (const Node* children = node.find("children"))
    for (const Node& child : children->items)
      result.children.push_back(
          menu_entry(file, child, path + "." + std::to_string(result.children.size() + 1)));
  const int targets = (result.view.empty() ? 0 : 1) + (result.page.empty() ? 0 : 1) +
                      (result.children.empty() ? 0 : 1);
  if (targets != 1) file.report(node.mark, "a menu entry has exactly one of view, page, children");
  return result;
}

}  // namespace

View view(const File& file, const Node& root) {
  View result;
  result.id = file.id();
  result.pack = file.context.pack.id;
  result.title = file.text("title", root.text_of("title"), root.mark);
  result.description = file.optional_text("description", root.text_of("description"));
  result.record = without_pack(root.text_of("record"));
  const std::string kind = root.text_of("kind");
  if (kind == "board") result.kind = ViewKind::Board;
  if (kind == "gantt") result.kind = ViewKind::Gantt;
  if (kind == "cockpit") result.kind = ViewKind::Cockpit;
  if (const Node* columns = root.find("columns"))
    for (const Node& node : columns->items) result.columns.push_back(column(file, node));
  result.filter = file.formula(root.find("filter"));
  result.sort = root.texts_of("sort");
  result.group_by = root.text_of("group_by");
  result.card = root.texts_of("card");
  if (const Node* fields = root.find("gantt")) result.gantt = gantt(*fields);
  if (const Node* sections = root.find("sections"))
    for (const Node& node : sections->items)
      result.sections.push_back(section(file, node, result.sections.size() + 1));
  result.roles = roles_of(root);
  result.clauses = clauses_of(root);
  result.mark = root.mark;
  file.part("", root.mark);
  return result;
}

std::vector<MenuEntry> menu(const File& file, const Node& root) {
  std::vector<MenuEntry> result;
  for (const Node& node : root.items)
    result.push_back(menu_entry(file, node, std::to_string(result.size() + 1)));
  file.part("", root.mark);
  return result;
}

}  // namespace packs::reading
