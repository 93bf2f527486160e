// Views and the menu as a pack declares them. The front renders them; nothing here decides
// anything.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "packs/yaml.h"
#include "records/record_type.h"

namespace packs {

enum class ViewKind { List, Board, Gantt, Cockpit };

struct Column {
  std::string field;  // a field, "state", "number" …, or a path through links ("project.name")
  base::Text title;   // empty: the field's own
  int width = 0;      // 0: as wide as needed
};

// Which fields of a record make a bar of a Gantt chart; empty when not used.
struct GanttFields {
  std::string label, start, end, actual_start, actual_end, baseline_start, baseline_end, progress,
      group;
};

// A part of a cockpit, about the record that it is opened for.
struct Section {
  base::Text title;
  std::string kind;  // fields, view, metric, timeline, diagram, text
  std::vector<std::string> fields;
  std::string view;  // of kind view: shows records whose parent is this record
  std::vector<std::string> metrics;
  base::Text text;
  std::string clause;
  Mark mark;
};

struct View {
  std::string id;
  std::string pack;
  base::Text title;
  base::Text description;
  std::string record;
  ViewKind kind = ViewKind::List;
  std::vector<Column> columns;
  records::Formula filter;        // over the record, may be absent
  std::vector<std::string> sort;  // leading "-": descending
  std::string group_by;
  std::vector<std::string> card;
  GanttFields gantt;
  std::vector<Section> sections;
  std::vector<std::string> roles;  // who may open it; empty: everyone
  std::vector<std::string> clauses;
  Mark mark;
};

struct MenuEntry {
  base::Text title;
  std::string icon;
  std::string view;  // exactly one of view, page and children
  std::string page;
  std::vector<std::string> roles;  // empty: everyone
  bool is_last = false;            // behind the entries of all packs
  std::vector<MenuEntry> children;
};

}  // namespace packs
