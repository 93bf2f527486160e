#include "storage/searching/condition.h"

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/text.h"
#include "base/time.h"

namespace storage {

namespace {

struct Comparison {
  std::string_view name;
  std::string_view sql;
  bool is_order;  // needs values that are larger and smaller
  bool is_true_of_null;
};
constexpr Comparison comparisons[] = {
    {"$eq", " = ?", false, false},  {"$neq", " <> ?", false, true}, {"$gt", " > ?", true, false},
    {"$gte", " >= ?", true, false}, {"$lt", " < ?", true, false},   {"$lte", " <= ?", true, false},
};

std::optional<int64_t> key_in(std::string_view text) {
  int64_t key = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), key);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return key;
}

// `*` stands for any text, `?` for one character, a backslash takes either as it is: for glob(),
// which tells the case of letters apart on every database.
std::string glob_pattern(std::string_view wanted) {
  std::string out;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const bool is_escaped = wanted[i] == '\\' && i + 1 < wanted.size();
    const char c = is_escaped ? wanted[++i] : wanted[i];
    const bool is_wildcard = c == '*' || c == '?';
    if (c == '[' || (is_wildcard && is_escaped)) {
      out += {'[', c, ']'};
    } else {
      out += c;
    }
  }
  return out;
}

bool asks_for_absence(const base::Json& value) {
  const auto* exists = base::find(value, "$exists");
  return exists != nullptr && exists->is_bool() && !exists->as_bool() &&
         value.as_object().size() == 1;
}

base::Result<Cell> choice_of(const SearchField& field, const std::string& text,
                             const std::string& place) {
  const auto wanted = base::lower_ascii(text);
  std::string known;
  for (const auto choice : field.choices) {
    if (base::lower_ascii(choice) == wanted) return Cell(std::string(choice));
    known += (known.empty() ? "" : ", ") + std::string(choice);
  }
  return wrong_type(place, "one of " + known);
}

constexpr size_t kFiltersMax = 500;   // in one list: each is a condition of its own to the database
constexpr size_t kKeysMax = 20'000;   // in one list; they stand in the statement itself
constexpr size_t kValuesMax = 5'000;  // in all; libpq takes some 7,500
constexpr size_t kSqlMax = 800'000;   // SQLite reads statements of a million bytes
constexpr int kDepthMax = 10;         // of $or in $or

base::Error too_many(const std::string& place, size_t most = kFiltersMax,
                     std::string_view what = "filters") {
  return wrong_type(place, "at most " + std::to_string(most) + " " + std::string(what));
}

class FilterReader {
 public:
  explicit FilterReader(const Searchable& searchable, int depth = 0)
      : searchable_(searchable), depth_(depth) {}

  base::Result<void> read(const base::Json& filter, const std::string& place) {
    const auto* object = filter.if_object();
    if (object == nullptr) return wrong_type(place, "an object is expected");
    for (const auto& entry : *object) {
      const std::string name(entry.key());
      const auto inner = place + "." + name;
      auto added =
          name == "$or" ? alternatives(entry.value(), inner) : of_field(name, entry.value(), inner);
      if (!added) return added;
    }
    for (const auto& [test, asked] : others_) {
      if (!asked.sql.empty()) add_test(test, asked, {});
    }
    return {};
  }
  Condition take() { return std::move(out_); }

 private:
  base::Result<void> alternatives(const base::Json& list, const std::string& place) {
    const auto* items = list.if_array();
    if (items == nullptr || items->empty()) return wrong_type(place, "a list of filters");
    if (items->size() > kFiltersMax) return too_many(place);
    if (depth_ >= kDepthMax) return too_many(place, kDepthMax, "levels of $or");
    std::string sql;
    for (const auto& item : *items) {
      FilterReader inner(searchable_, depth_ + 1);
      if (auto read = inner.read(item, place); !read) return read;
      const auto one = inner.take();
      sql += (sql.empty() ? "(1 = 1" : " OR (1 = 1") + one.sql + ")";
      if (sql.size() > kSqlMax) return wrong_type(place, "a shorter filter");
      to_->parameters.insert(to_->parameters.end(), one.parameters.begin(), one.parameters.end());
    }
    to_->sql += " AND (" + sql + ")";
    return {};
  }

  base::Result<void> of_field(const std::string& name, const base::Json& value,
                              const std::string& place) {
    const auto* field = field_of(searchable_, name);
    if (field == nullptr || field->kind == FieldKind::Json)
      return base::refusal("request.unknown_field").at(place);
    if (field->kind == FieldKind::Pairs) return pairs(*field, value, place);
    if (field->kind == FieldKind::List) return members(*field, value, place);
    if (field->within.empty()) return of_value(*field, value, place);
    const auto found = std::ranges::find(others_, field->within, &Other::test);
    auto& other = found == others_.end() ? others_.emplace_back(Other{field->within, {}}) : *found;
    return in(other.asked, [&] { return of_value(*field, value, place); });
  }

  base::Result<void> of_value(const SearchField& field, const base::Json& value,
                              const std::string& place) {
    const auto* operators = value.if_object();
    if (operators == nullptr) return compare(field, comparisons[0], value, place);
    if (operators->empty()) return wrong_type(place, "a value or an operator is expected");
    for (const auto& entry : *operators) {
      const std::string name_of_operator(entry.key());
      auto added = apply(field, name_of_operator, entry.value(), place + "." + name_of_operator);
      if (!added) return added;
    }
    return {};
  }

  // What `read` adds goes there.
  base::Result<void> in(Condition& there, const std::function<base::Result<void>()>& read) {
    auto* const before = to_;
    to_ = &there;
    auto done = read();
    to_ = before;
    return done;
  }

  void add_test(std::string_view test, const Condition& asked,
                const std::vector<Cell>& parameters_before) {
    const size_t mark = test.find('%');
    to_->sql += " AND " + std::string(test.substr(0, mark)) + "1 = 1" + asked.sql +
                std::string(test.substr(mark + 1));
    auto& all = to_->parameters;
    all.insert(all.end(), parameters_before.begin(), parameters_before.end());
    all.insert(all.end(), asked.parameters.begin(), asked.parameters.end());
  }

  // That no other row has the field.
  void add_absence(const SearchField& field, const std::vector<Cell>& parameters) {
    const size_t mark = field.within.find('%');
    out_.sql += " AND NOT (" + std::string(field.within.substr(0, mark)) + "(" +
                std::string(field.column) + ") IS NOT NULL" +
                std::string(field.within.substr(mark + 1)) + ")";
    out_.parameters.insert(out_.parameters.end(), parameters.begin(), parameters.end());
  }

  // A text or a list of texts that must all be held, or operators on what is held.
  base::Result<void> members(const SearchField& field, const base::Json& value,
                             const std::string& place) {
    const auto* operators = value.if_object();
    if (operators == nullptr) return holds(field, "$eq", value, place);
    if (operators->empty()) return wrong_type(place, "a text, a list or an operator is expected");
    for (const auto& entry : *operators) {
      const std::string name(entry.key());
      if (auto added = holds(field, name, entry.value(), place + "." + name); !added) return added;
    }
    return {};
  }

  base::Result<void> holds(const SearchField& field, std::string_view name, const base::Json& value,
                           const std::string& place) {
    if (name == "$exists") return holds_something(field, value, place);
    const bool is_known =
        name == "$eq" || name == "$neq" || name == "$in" || name == "$notIn" || name == "$like";
    if (!is_known) return base::refusal("request.unknown_field").at(place);
    const base::JsonArray single{value};
    const auto& items = value.is_array() ? value.as_array() : single;
    if (items.size() > kFiltersMax) return too_many(place);
    const bool is_any = name == "$in" || name == "$notIn";
    std::string sql;
    for (const auto& item : items) {
      if (!item.is_string()) return wrong_type(place, "text is expected");
      const std::string_view text = item.as_string();
      sql += sql.empty() ? "" : is_any ? " OR " : " AND ";
      const std::string list = "COALESCE(" + std::string(field.column) + ", '')";
      const bool is_like = name == "$like";
      sql += is_like ? "glob(?, " + list + ")" : "instr(" + list + ", ?) > 0";
      to_->parameters.emplace_back(is_like ? "*," + glob_pattern(text) + ",*"
                                           : "," + std::string(text) + ",");
    }
    if (sql.empty()) return wrong_type(place, "a list that is not empty");
    const bool is_not = name == "$neq" || name == "$notIn";
    to_->sql += (is_not ? " AND NOT (" : " AND (") + sql + ")";
    return {};
  }

  base::Result<void> holds_something(const SearchField& field, const base::Json& value,
                                     const std::string& place) {
    if (!value.is_bool()) return wrong_type(place, "true or false is expected");
    to_->sql += " AND COALESCE(" + std::string(field.column) + ", '')" +
                (value.as_bool() ? " LIKE ',_%,'" : " NOT LIKE ',_%,'");
    return {};
  }

  base::Result<void> pairs(const SearchField& field, const base::Json& value,
                           const std::string& place) {
    const auto* items = value.if_array();
    if (items == nullptr || items->empty()) return wrong_type(place, "a list of {name, value}");
    if (items->size() > kFiltersMax) return too_many(place);
    const SearchField of_pair{field.name, field.column};
    for (const auto& item : *items) {
      const auto* wanted = base::find(item, "value");
      const auto name = base::text_or_empty(item, "name");
      if (name.empty() || wanted == nullptr)
        return wrong_type(place, "{name, value}, the value as JSON in a text");
      if (asks_for_absence(*wanted)) {
        add_absence(field, {Cell(name)});
        continue;
      }
      Condition asked;
      auto read = in(asked, [&] { return of_value(of_pair, *wanted, place + "." + name); });
      if (!read) return read;
      add_test(field.within, asked, {Cell(name)});
    }
    return {};
  }

  base::Result<void> apply(const SearchField& field, std::string_view name, const base::Json& value,
                           const std::string& place) {
    for (const auto& comparison : comparisons) {
      if (comparison.name == name) return compare(field, comparison, value, place);
    }
    if (name == "$in" || name == "$notIn") return among(field, name == "$in", value, place);
    if (name == "$exists") return exists(field, value, place);
    if (name == "$like") return like(field, value, place);
    return base::refusal("request.unknown_field").at(place);
  }

  base::Result<void> compare(const SearchField& field, const Comparison& comparison,
                             const base::Json& value, const std::string& place) {
    const bool has_order = field.kind == FieldKind::Integer || field.kind == FieldKind::Instant;
    if (comparison.is_order && !has_order) {
      return wrong_type(place, "only numbers and times have an order here");
    }
    auto cell = cell_of(field, value, place);
    if (!cell) return cell.error();
    add(field, std::string(comparison.sql), comparison.is_true_of_null);
    to_->parameters.push_back(std::move(*cell));
    return {};
  }

  base::Result<void> among(const SearchField& field, bool is_in, const base::Json& value,
                           const std::string& place) {
    const auto* items = value.if_array();
    if (items == nullptr || items->empty()) return wrong_type(place, "a list that is not empty");
    const bool are_keys = field.kind == FieldKind::Key;
    const size_t most = are_keys ? kKeysMax : kValuesMax;
    if (items->size() > most) return too_many(place, most, "values");
    std::string marks;
    for (const auto& item : *items) {
      auto cell = cell_of(field, item, place);
      if (!cell) return cell.error();
      marks += marks.empty() ? "" : ", ";
      if (are_keys) {
        marks += std::to_string(std::get<int64_t>(*cell));
      } else {
        to_->parameters.push_back(std::move(*cell));
        marks += "?";
      }
    }
    add(field, (is_in ? " IN (" : " NOT IN (") + marks + ")", !is_in);
    return {};
  }

  base::Result<void> exists(const SearchField& field, const base::Json& value,
                            const std::string& place) {
    if (!value.is_bool()) return wrong_type(place, "true or false is expected");
    if (!field.within.empty() && !value.as_bool()) {
      add_absence(field, {});
      return {};
    }
    add(field, value.as_bool() ? " IS NOT NULL" : " IS NULL", false);
    return {};
  }

  base::Result<void> like(const SearchField& field, const base::Json& value,
                          const std::string& place) {
    if (field.kind != FieldKind::Text && field.kind != FieldKind::Key)
      return wrong_type(place, "only texts and keys can be compared with a pattern");
    if (!value.is_string()) return wrong_type(place, "text is expected");
    const std::string digits = std::string(field.column) + " || ''";
    SearchField as_text = field;
    if (field.kind == FieldKind::Key) as_text.column = digits;
    to_->sql += " AND glob(?, " + std::string(as_text.column) + ")";
    to_->parameters.emplace_back(glob_pattern(std::string_view(value.as_string())));
    return {};
  }

  void add(const SearchField& field, const std::string& test, bool is_true_of_null) {
    const auto column = "(" + std::string(field.column) + ")";
    to_->sql += is_true_of_null ? " AND (" + column + test + " OR " + column + " IS NULL)"
                                : " AND " + column + test;
  }

  // What is asked of one row of those that a test is about.
  struct Other {
    std::string_view test;
    Condition asked;
  };
  const Searchable& searchable_;
  int depth_;
  Condition out_;
  Condition* to_ = &out_;
  std::vector<Other> others_;
};

}  // namespace

base::Error wrong_type(std::string place, std::string why) {
  return base::refusal("request.wrong_type").at(std::move(place)).because(std::move(why));
}

const SearchField* field_of(const Searchable& searchable, std::string_view name) {
  for (const auto& field : searchable.fields) {
    if (field.name == name) return &field;
  }
  return nullptr;
}

base::Result<Cell> cell_of(const SearchField& field, const base::Json& value,
                           const std::string& place) {
  switch (field.kind) {
    case FieldKind::Integer:
      if (!value.is_int64()) return wrong_type(place, "a whole number is expected");
      return Cell(value.as_int64());
    case FieldKind::Boolean:
      if (!value.is_bool()) return wrong_type(place, "true or false is expected");
      return Cell(int64_t{value.as_bool()});
    default: break;
  }
  if (!value.is_string()) return wrong_type(place, "text is expected");
  const std::string text(value.as_string());
  if (field.kind == FieldKind::Key) {
    const auto key = key_in(text);
    if (!key) return wrong_type(place, "a key: digits in a text");
    return Cell(*key);
  }
  if (field.kind == FieldKind::Instant) {
    const auto time = base::parse_time(text);
    if (!time) return wrong_type(place, "a date and time such as 2026-03-02T01:00:00Z");
    return Cell(time->micros);
  }
  if (!base::is_utf8(text)) return wrong_type(place, "not UTF-8");
  return field.choices.empty() ? Cell(text) : choice_of(field, text, place);
}

base::Result<Condition> condition_of(const Searchable& searchable, const base::Json& filter) {
  FilterReader reader(searchable);
  if (auto read = reader.read(filter, "filter"); !read) return read.error();
  Condition out = reader.take();
  if (out.parameters.size() > kValuesMax) return too_many("filter", kValuesMax, "values");
  if (out.sql.size() > kSqlMax) return wrong_type("filter", "a shorter filter");
  return out;
}

}  // namespace storage
