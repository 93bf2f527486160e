#include "scenario/expectations.h"

#include <algorithm>
#include <map>
#include <set>

#include "app/notices.h"
#include "app/processes.h"
#include "app/records.h"
#include "app/tasks.h"
#include "app/views.h"
#include "base/decimal.h"
#include "base/text.h"
#include "base/time.h"
#include "feel/feel.h"
#include "scenario/acts.h"

namespace scenario {

namespace {

using base::Json;
using packs::Node;
using Differences = std::vector<Difference>;

std::string show(const Node& node) {
  if (node.is_scalar()) return node.text;
  if (node.is_null()) return "null";
  return base::print(packs::to_json(node));
}

std::string show(const Json& json) {
  return json.is_string() ? std::string(json.get_string()) : base::print(json);
}

std::string show(const std::vector<std::string>& texts) {
  return "[" + base::join(texts, ", ") + "]";
}

template <class T>
T must(base::Result<T> result, const std::string& what) {
  if (!result) throw Mistake{what + ": " + result.error().code + " " + result.error().detail};
  return std::move(result).value();
}

std::optional<base::Decimal> number_of(const Json& json) {
  if (json.is_int64()) return base::Decimal(json.get_int64());
  if (json.is_uint64()) return base::Decimal(static_cast<int64_t>(json.get_uint64()));
  if (json.is_double()) return base::Decimal::of_double(json.get_double());
  if (json.is_string()) return base::Decimal::parse(std::string_view(json.get_string()));
  return {};
}

bool is_empty(const Json& json) {
  return json.is_null() || (json.is_string() && json.get_string().empty()) ||
         (json.is_array() && json.get_array().empty());
}

bool equal(const Json& expected, const Json& actual) {
  if (expected.is_null()) return is_empty(actual);
  if (expected.is_array()) {
    if (!actual.is_array() || expected.get_array().size() != actual.get_array().size())
      return false;
    for (size_t i = 0; i < expected.get_array().size(); ++i)
      if (!equal(expected.get_array()[i], actual.get_array()[i])) return false;
    return true;
  }
  if (expected.is_object()) {
    if (!actual.is_object()) return false;
    return std::all_of(expected.get_object().begin(), expected.get_object().end(),
                       [&](const auto& member) {
                         const Json* value = base::find(actual, member.key());
                         return equal(member.value(), value ? *value : Json(nullptr));
                       });
  }
  if (expected == actual) return true;
  const auto a = number_of(expected);
  const auto b = number_of(actual);
  return a && b && *a == *b;
}

// The checks of one step.
class Checker {
 public:
  Checker(Scene& scene, const Step& step)
      : scene_(scene), step_(step), expect_(*step.node.find("expect")) {}

  Differences run() {
    using Check = void (Checker::*)(const Node&);
    static const std::vector<std::pair<std::string_view, Check>> checks = {
        {"record", &Checker::check_record},     {"refs", &Checker::check_refs},
        {"records", &Checker::check_records},   {"tasks", &Checker::check_tasks},
        {"offered", &Checker::check_offered},   {"not_offered", &Checker::check_not_offered},
        {"notices", &Checker::check_notices},   {"not_notices", &Checker::check_not_notices},
        {"instance", &Checker::check_instance}, {"votes", &Checker::check_votes},
        {"metric", &Checker::check_metric},     {"timeline", &Checker::check_timeline},
        {"shown", &Checker::check_shown},       {"not_shown", &Checker::check_not_shown},
        {"clock", &Checker::check_clock},
    };
    for (const auto& [key, check] : checks)
      if (const Node* node = expect_.find(key)) (this->*check)(*node);
    return std::move(result_);
  }

 private:
  void differ(std::string place, std::string expected, std::string actual) {
    result_.push_back({std::move(place), std::move(expected), std::move(actual)});
  }

  RecordName target() {
    const std::string on = step_.node.text_of("on");
    return on.empty() && scene_.world.current.is_set() ? scene_.world.current : scene_.record(on);
  }

  void compare_fields(const std::string& place, const Node& expected, const Json& record) {
    for (const auto& entry : expected.entries) {
      const Json actual = field_of(record, entry.key);
      if (!matches(scene_, entry.value, actual))
        differ(place + "." + entry.key, show(entry.value), show(actual));
    }
  }

  void check_record(const Node& expected) {
    compare_fields("record", expected, scene_.read(target()));
  }

  void check_refs(const Node& expected) {
    for (const auto& entry : expected.entries)
      compare_fields("refs." + entry.key, entry.value, scene_.read(scene_.record("$" + entry.key)));
  }

  void check_records(const Node& expected) {
    for (const auto& entry : expected.entries)
      check_type(entry.key.substr(entry.key.find('.') + 1), entry.value);
  }

  void check_type(const std::string& type, const Node& expected) {
    const Json page = must(app::list_records(scene_.workspace, scene_.observer(), type,
                                             {{}, nullptr, "created_at"}, {1, 200}),
                           "list " + type);
    const auto& items = page.at("items").as_array();
    if (expected.is_scalar()) {
      const int64_t total = base::int_or(page, "total", 0);
      if (expected.text != std::to_string(total))
        differ("records." + type, expected.text, std::to_string(total));
      return;
    }
    std::set<size_t> taken;
    for (const Node& wanted : expected.items) {
      bool is_found = false;
      for (size_t i = items.size(); i > 0 && !is_found; --i) {
        if (taken.contains(i) || !fits(scene_, wanted, items[i - 1])) continue;
        taken.insert(i);
        is_found = true;
      }
      if (!is_found) differ("records." + type, show(wanted), show_fields(wanted, items));
    }
  }

  // Of each record the fields that are asked for.
  static std::string show_fields(const Node& wanted, const base::JsonArray& items) {
    base::JsonArray shown;
    for (const Json& item : items) {
      base::JsonObject fields;
      for (const auto& entry : wanted.entries) fields[entry.key] = field_of(item, entry.key);
      shown.emplace_back(std::move(fields));
    }
    return base::print(Json(std::move(shown)));
  }

  // --- tasks and notices

  struct Row {
    std::string element;
    std::string title;
    bool is(std::string_view name) const { return element == name || title == name; }
  };

  std::vector<Row> todo(const std::string& person) {
    app::TaskQuery query;
    query.box = "todo";
    const Json page =
        must(app::list_tasks(scene_.workspace, scene_.caller(person), query, {1, 200}),
             "tasks of " + person);
    std::vector<Row> rows;
    for (const Json& row : page.at("items").as_array()) {
      const Json* title = base::find(row, "title");
      rows.push_back(
          {base::text_or_empty(row, "element"), title ? base::text_or_empty(*title, "zh") : ""});
    }
    return rows;
  }

  static std::vector<std::string> elements(const std::vector<Row>& rows) {
    std::vector<std::string> names;
    for (const Row& row : rows) names.push_back(row.element);
    return names;
  }

  void check_tasks(const Node& expected) {
    for (const auto& entry : expected.entries) {
      const std::vector<Row> rows = todo(entry.key);
      std::vector<Row> left = rows;
      bool are_all_there = true;
      for (const std::string& name : entry.value.texts()) {
        const auto found =
            std::find_if(left.begin(), left.end(), [&](const Row& row) { return row.is(name); });
        are_all_there = are_all_there && found != left.end();
        if (found != left.end()) left.erase(found);
      }
      if (!are_all_there || !left.empty())
        differ("tasks." + entry.key, show(entry.value.texts()), show(elements(rows)));
    }
  }

  void check_offered(const Node& expected) { check_each_offered(expected, "offered", true); }
  void check_not_offered(const Node& expected) {
    check_each_offered(expected, "not_offered", false);
  }

  void check_each_offered(const Node& expected, const std::string& key, bool is_wanted) {
    for (const auto& entry : expected.entries) {
      const std::vector<Row> rows = todo(entry.key);
      for (const std::string& name : entry.value.texts()) {
        const bool is_there =
            std::any_of(rows.begin(), rows.end(), [&](const Row& row) { return row.is(name); });
        if (is_there != is_wanted) differ(key + "." + entry.key, name, show(elements(rows)));
      }
    }
  }

  void check_notices(const Node& expected) { check_each_notice(expected, "notices", true); }
  void check_not_notices(const Node& expected) {
    check_each_notice(expected, "not_notices", false);
  }

  void check_each_notice(const Node& expected, const std::string& key, bool is_wanted) {
    for (const auto& entry : expected.entries) {
      const Json page = must(app::list_notices(scene_.workspace, scene_.caller(entry.key),
                                               app::NoticeChoice::All, {1, 200}),
                             "notices of " + entry.key);
      std::vector<std::string> titles;
      for (const Json& notice : page.at("items").as_array())
        if (const Json* title = base::find(notice, "title"))
          titles.push_back(base::text_or_empty(*title, "zh"));
      for (const std::string& part : entry.value.texts()) {
        const bool is_there = std::any_of(
            titles.begin(), titles.end(),
            [&](const std::string& title) { return title.find(part) != std::string::npos; });
        if (is_there != is_wanted) differ(key + "." + entry.key, part, show(titles));
      }
    }
  }

  // --- process, votes, metric, timeline

  void check_instance(const Node& expected) {
    const int64_t key = instance_of(scene_, bound_record());
    if (key == 0) return differ("instance", show(expected), "none");
    const Json instance = must(app::instance(scene_.workspace, scene_.observer(), key), "instance");
    if (const Node* state = expected.find("state")) {
      static const std::map<std::string, std::string, std::less<>> names = {
          {"active", "running"}, {"incident", "running"}, {"terminated", "canceled"}};
      const std::string raw = base::text_or_empty(instance, "state");
      const auto name = names.find(raw);
      const std::string actual = name == names.end() ? raw : name->second;
      if (state->text != actual) differ("instance.state", state->text, raw);
    }
    if (const Node* incidents = expected.find("incidents")) {
      const Json diagram = must(app::diagram(scene_.workspace, scene_.observer(), key), "diagram");
      const auto& open = diagram.at("incidents").as_array();
      if (incidents->text != std::to_string(open.size()))
        differ("instance.incidents", incidents->text, show(Json(open)));
    }
  }

  // The record that a process is bound to: the one the step was about, or $project.
  RecordName bound_record() {
    const RecordName record = target();
    if (!step_.node.text_of("on").empty() || instance_of(scene_, record) != 0) return record;
    return scene_.record({});
  }

  void check_votes(const Node& expected) {
    for (const auto& entry : expected.entries) {
      const auto found = find_task(scene_, entry.key, {}, {});
      if (!found) {
        differ("votes." + entry.key, show(entry.value), "no such task");
        continue;
      }
      const Json task =
          must(app::task(scene_.workspace, scene_.caller(found->person), found->key), "task");
      base::JsonObject counts{{"agree", 0}, {"disagree", 0}, {"total", 0}};
      for (const Json& seat : task.at("seats").as_array()) {
        counts["total"] = counts["total"].as_int64() + 1;
        const Json* outcome = base::find(seat, "outcome");
        const std::string id = outcome ? base::text_or_empty(*outcome, "id") : "";
        if (!id.empty()) counts[id] = (counts.contains(id) ? counts[id].as_int64() : 0) + 1;
      }
      if (!equal(packs::to_json(entry.value), Json(counts)))
        differ("votes." + entry.key, show(entry.value), base::print(Json(counts)));
    }
  }

  std::string grain_of(const std::string& metric) {
    for (const auto& pack : scene_.packs.packs)
      for (const auto& candidate : pack->metrics)
        if (candidate.id == metric || candidate.code == metric) return candidate.grain;
    throw Mistake{"unknown metric: " + metric};
  }

  void check_metric(const Node& expected) {
    for (const auto& entry : expected.entries) {
      const std::string grain = grain_of(entry.key);
      const RecordName about = target();
      const RecordName record = about.type == grain ? about : scene_.record({}, grain);
      const Json answer =
          must(app::metric(scene_.workspace, scene_.observer(), entry.key, record.id), "metric");
      const auto& values = answer.at("values").as_array();
      const Json* value = values.empty() ? nullptr : base::find(values.front(), "value");
      const Json actual = value ? *value : Json(nullptr);
      if (!matches(scene_, entry.value, actual))
        differ("metric." + entry.key, show(entry.value), show(actual));
    }
  }

  // What a timeline entry says of a key: texts of both kinds count as opinion.
  static Json of_entry(const Json& entry, const std::string& key) {
    const Json* value = base::find(entry, key);
    if (!value && key == "opinion") value = base::find(entry, "text");
    if (!value) return nullptr;
    return value->is_object() && value->as_object().contains("id") ? value->at("id") : *value;
  }

  void check_timeline(const Node& expected) {
    const RecordName record = bound_record();
    const Json answer = must(
        app::timeline(scene_.workspace, scene_.observer(), record.type, record.id), "timeline");
    const auto& items = answer.at("items").as_array();
    size_t from = 0;
    for (const Node& wanted : expected.items) {
      size_t at = from;
      const auto is_it = [&](const Json& item) {
        return std::all_of(wanted.entries.begin(), wanted.entries.end(), [&](const auto& entry) {
          return matches(scene_, entry.value, of_entry(item, entry.key));
        });
      };
      while (at < items.size() && !is_it(items[at])) ++at;
      if (at == items.size()) {
        base::JsonArray shown;
        for (const Json& item : items) {
          base::JsonObject fields{{"act", of_entry(item, "act")}};
          for (const auto& entry : wanted.entries) fields[entry.key] = of_entry(item, entry.key);
          shown.emplace_back(std::move(fields));
        }
        return differ("timeline", show(wanted), base::print(Json(shown)));
      }
      from = at + 1;
    }
  }

  // --- what was shown

  std::optional<Json> shown_field(const std::string& field) {
    const Json& shown = scene_.world.shown;
    if (const Json* items = base::find(shown, "items")) {
      for (const Json& item : items->as_array()) {
        const Json* column = base::find(item, "field");
        if (column && base::text_or_empty(*column, "id") == field) return item.at("text");
      }
      return {};
    }
    const Json* values = base::find(shown, "values");
    if (field == "state" || (values && base::find(*values, field))) return field_of(shown, field);
    return {};
  }

  void check_shown(const Node& expected) {
    for (const auto& entry : expected.entries) {
      const auto actual = shown_field(entry.key);
      if (!actual || !matches(scene_, entry.value, *actual))
        differ("shown." + entry.key, show(entry.value), actual ? show(*actual) : "not shown");
    }
  }

  void check_not_shown(const Node& expected) {
    for (const std::string& field : expected.texts())
      if (const auto actual = shown_field(field)) differ("not_shown", field, show(*actual));
  }

  void check_clock(const Node& expected) {
    const auto time = base::parse_time(expected.text);
    if (!time || *time != scene_.workspace.now())
      differ("clock", expected.text, base::print_in_zone(scene_.workspace.now(), "Asia/Shanghai"));
  }

  Scene& scene_;
  const Step& step_;
  const Node& expect_;
  Differences result_;
};

}  // namespace

bool matches(Scene& scene, const Node& expected, const Json& actual) {
  if (expected.is_scalar() && expected.text.starts_with("=")) {
    std::string text = expected.text.substr(1);
    for (size_t at = text.find('?'); at != std::string::npos; at = text.find('?', at + 1))
      text.replace(at, 1, "value");
    feel::Evaluation evaluation;
    evaluation.now = scene.workspace.now();
    const auto number = number_of(actual);
    const feel::Value value = number ? feel::Value(*number) : feel::from_json(actual);
    return feel::evaluate(text, feel::ContextNames(feel::Value::context({{"value", value}})),
                          evaluation)
        .is_true();
  }
  return equal(scene.value(expected), actual);
}

std::vector<Difference> differences(Scene& scene, const Step& step) {
  if (!step.node.find("expect")) return {};
  return Checker(scene, step).run();
}

bool fits(Scene& scene, const Node& wanted, const Json& record) {
  return std::all_of(wanted.entries.begin(), wanted.entries.end(), [&](const auto& entry) {
    return matches(scene, entry.value, field_of(record, entry.key));
  });
}

std::vector<Difference> differences(const Node& refused, const base::Error& error) {
  Differences result;
  const auto compare = [&](std::string_view key, const std::string& actual) {
    const Node* expected = refused.find(key);
    if (expected && expected->text != actual)
      result.push_back({"refused." + std::string(key), expected->text, actual});
  };
  compare("id", error.code);
  if (!result.empty()) {
    result.back().actual +=
        " (" + error.title.zh + (error.detail.empty() ? "" : "; " + error.detail) + ")";
    return result;
  }
  compare("clause", error.clause);
  compare("place", error.place);
  // A record that stands in the way is expected by its words: its id is another each time.
  const auto called = [](const base::Missing& item) {
    const bool is_record = item.name.find('/') != std::string::npos;
    return is_record ? item.label.zh : item.name;
  };
  if (const Node* missing = refused.find("missing")) {
    std::vector<std::string> wanted = missing->texts();
    std::vector<std::string> actual;
    for (const base::Missing& item : error.missing) actual.push_back(called(item));
    const std::set<std::string> a(wanted.begin(), wanted.end()), b(actual.begin(), actual.end());
    if (a != b) result.push_back({"refused.missing", show(wanted), show(actual)});
  }
  return result;
}

}  // namespace scenario
