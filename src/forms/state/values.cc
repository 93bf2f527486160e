#include "forms/state/values.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"

namespace forms {

namespace {

using base::Json;
using base::Text;

constexpr int64_t text_length_max = 20'000;
constexpr size_t list_max = 200;

std::optional<base::Decimal> decimal_of(const Json& value) {
  if (value.is_int64()) return base::Decimal(value.as_int64());
  if (value.is_double()) return base::Decimal::of_double(value.as_double());
  if (!value.is_string()) return {};
  return base::Decimal::parse(base::trim(std::string_view(value.as_string())));
}

std::vector<Text> one(std::string zh, std::string en) {
  return {Text{std::move(zh), std::move(en)}};
}

std::vector<Text> text_problems(const Component& component, const Json& value) {
  if (!value.is_string()) return one("应为文字", "must be text");
  const std::string_view text = value.as_string();
  if (!base::is_utf8(text)) return one("文字编码不正确", "is not UTF-8");
  const auto length = static_cast<int64_t>(base::length(text));
  const int64_t most = component.length_max.value_or(text_length_max);
  const int64_t least = component.length_min.value_or(0);
  if (length > most) {
    const std::string n = std::to_string(most);
    return one("不能超过 " + n + " 个字", "must have at most " + n + " characters");
  }
  if (length < least) {
    const std::string n = std::to_string(least);
    return one("至少 " + n + " 个字", "needs at least " + n + " characters");
  }
  if (!component.pattern.empty()) {
    const re2::RE2 pattern(component.pattern, re2::RE2::Quiet);
    if (pattern.ok() && !re2::RE2::FullMatch(text, pattern)) {
      return one("格式不正确", "does not have the expected form");
    }
  }
  return {};
}

std::vector<Text> number_problems(const Component& component, const Json& value) {
  const auto number = decimal_of(value);
  if (!number || !number->is_finite()) return one("应为数字", "must be a number");
  if (component.scale && number->round(*component.scale, base::Rounding::Down) != *number) {
    const std::string n = std::to_string(*component.scale);
    return one("最多 " + n + " 位小数", "may have at most " + n + " decimals");
  }
  if (component.min && *number < *component.min) {
    return one("不能小于 " + component.min->print(), "must be at least " + component.min->print());
  }
  if (component.max && *number > *component.max) {
    return one("不能大于 " + component.max->print(), "must be at most " + component.max->print());
  }
  return {};
}

std::vector<Text> date_problems(const Component& component, const Json& value) {
  const std::string text = value.is_string() ? std::string(value.as_string()) : "";
  if (component.subtype == "date") {
    if (!base::parse_date(text)) return one("应为日期", "must be a date");
    if (!component.date_min.empty() && text < component.date_min) {
      return one("不能早于 " + component.date_min, "must not be before " + component.date_min);
    }
    if (!component.date_max.empty() && text > component.date_max) {
      return one("不能晚于 " + component.date_max, "must not be after " + component.date_max);
    }
    return {};
  }
  const std::string whole = component.subtype == "time" ? "2000-01-01T" + text : text;
  const bool is_time =
      base::parse_time(whole) || base::parse_time(whole + "Z") || base::parse_time(whole + ":00Z");
  if (is_time) return {};
  return one("应为时间", "must be a time");
}

bool is_offered(const std::vector<Choice>& choices, const Json& value) {
  return std::ranges::find(choices, value, &Choice::value) != choices.end();
}

std::vector<Text> choice_problems(const Component& component, const Json& value,
                                  const std::vector<Choice>& choices) {
  const bool is_list = component.type == "checklist" || component.type == "taglist";
  if (!is_list) {
    return is_offered(choices, value) ? std::vector<Text>()
                                      : one("不是可选的选项", "is not one of the options");
  }
  if (!value.is_array() || value.as_array().size() > list_max) {
    return one("应为选项列表", "must be a list of options");
  }
  const bool is_free = component.widget == "tags";
  for (const Json& item : value.as_array()) {
    const bool is_good =
        is_free ? item.is_string() && item.as_string().size() <= 200 : is_offered(choices, item);
    if (!is_good) return one("不是可选的选项", "is not one of the options");
  }
  return {};
}

bool is_id(const Json& value) {
  return (value.is_string() && value.as_string().size() <= 100) || value.is_int64();
}

std::vector<Text> widget_problems(const Component& component, const Json& value) {
  const std::string& widget = component.widget;
  if (widget == "signature") {
    const bool is_good =
        !base::text_or_empty(value, "image").empty() && !base::text_or_empty(value, "name").empty();
    return is_good ? std::vector<Text>() : one("签名须有笔迹和姓名", "needs drawing and name");
  }
  if (widget == "attachment" || widget == "photo") {
    const bool is_list = value.is_array() && value.as_array().size() <= list_max;
    const bool is_good = is_list || value.is_object();
    return is_good ? std::vector<Text>() : one("应为附件", "must be attachments");
  }
  if (widget == "boolean") {
    return value.is_bool() ? std::vector<Text>() : one("应为是或否", "must be true or false");
  }
  if (widget == "json" || widget == "children") return {};
  if (!component.is_many)
    return is_id(value) ? std::vector<Text>() : one("应为编号", "must be an id");
  const bool is_good = value.is_array() && value.as_array().size() <= list_max &&
                       std::ranges::all_of(value.as_array(), is_id);
  return is_good ? std::vector<Text>() : one("应为编号列表", "must be a list of ids");
}

bool is_plain_text_widget(const std::string& widget) {
  return widget.empty() || widget == "address" || widget == "code" || widget == "duration";
}

}  // namespace

bool is_empty(const Json& value) {
  if (value.is_null()) return true;
  if (value.is_string()) return base::trim(std::string_view(value.as_string())).empty();
  return value.is_array() && value.as_array().empty();
}

bool is_list_of_rows(const Json& value) {
  return value.is_array() && value.as_array().size() <= list_max &&
         std::ranges::all_of(value.as_array(), [](const Json& row) { return row.is_object(); });
}

std::vector<Text> problems_of(const Component& component, const Json& value,
                              const std::vector<Choice>& choices) {
  if (component.type == "dynamiclist") {
    return is_list_of_rows(value)
               ? std::vector<Text>()
               : one("应为行的列表，最多 200 行", "must be a list of at most 200 rows");
  }
  if (component.type == "number") return number_problems(component, value);
  if (component.type == "datetime") return date_problems(component, value);
  if (component.type == "radio" || component.type == "select" || component.type == "checklist" ||
      component.type == "taglist") {
    return choice_problems(component, value, choices);
  }
  if (component.type == "checkbox" && component.widget.empty()) {
    return value.is_bool() ? std::vector<Text>() : one("应为是或否", "must be true or false");
  }
  if (component.type == "filepicker" && component.widget.empty()) return {};
  if (is_plain_text_widget(component.widget)) return text_problems(component, value);
  return widget_problems(component, value);
}

Json cleaned(const Component& component, const Json& value) {
  if (is_empty(value)) return nullptr;
  const bool is_text = component.type == "textfield" || component.type == "textarea";
  if (is_text && value.is_string()) {
    return Json(std::string(base::trim(std::string_view(value.as_string()))));
  }
  return value;
}

std::map<std::string, feel::Value, std::less<>> seen_of(const std::vector<Component>& components,
                                                        const base::JsonObject& values,
                                                        std::string_view zone) {
  std::map<std::string, feel::Value, std::less<>> seen;
  for (const Component* component : fields(components)) {
    const auto* given = values.if_contains(component->key);
    const Json otherwise = component->default_value.value_or(Json(nullptr));
    seen[component->key] = to_feel(*component, given ? *given : otherwise, zone);
  }
  return seen;
}

namespace {

feel::Value rows_to_feel(const Component& list, const Json& value, std::string_view zone) {
  feel::Values rows;
  for (const Json& row : value.as_array()) {
    feel::Fields context;
    for (auto& [name, seen] : seen_of(list.components, row.as_object(), zone)) {
      context.set(name, std::move(seen));
    }
    rows.push_back(context.build());
  }
  return feel::Value::list(std::move(rows));
}

}  // namespace

feel::Value to_feel(const Component& component, const Json& value, std::string_view zone) {
  if (is_empty(value)) return {};
  if (component.type == "dynamiclist" && is_list_of_rows(value)) {
    return rows_to_feel(component, value, zone);
  }
  if (component.type == "number") {
    const auto number = decimal_of(value);
    return number ? feel::Value(*number) : feel::Value();
  }
  if (component.type != "datetime" || !value.is_string()) return feel::from_json(value);
  const std::string text(value.as_string());
  if (component.subtype == "date") return feel::parse_date(text);
  if (component.subtype == "time") return feel::parse_time(text);
  const auto time = base::parse_time(text);
  return time ? feel::Value::instant(*time, zone) : feel::parse_date_time(text);
}

}  // namespace forms
