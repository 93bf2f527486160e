#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/time.h"
#include "records/values/value.h"

namespace records {

namespace {

using base::Json;
using base::Text;

constexpr size_t list_max = 200;
constexpr size_t json_bytes_max = 64 * 1024;
constexpr size_t id_length_max = 100;

Cleaned wrong(std::string zh, std::string en) {
  return {nullptr, Text{std::move(zh), std::move(en)}};
}
Cleaned empty() { return {nullptr, {}}; }

bool has_control_characters(std::string_view text, bool is_multi_line) {
  return std::ranges::any_of(text, [&](unsigned char c) {
    if (c == '\n' || c == '\t' || c == '\r') return !is_multi_line;
    return c < 0x20 || c == 0x7f;
  });
}

int64_t limit_or(const std::string& limit, int64_t otherwise) {
  if (limit.empty()) return otherwise;
  const auto number = base::Decimal::parse(limit);
  return number ? number->to_int64().value_or(otherwise) : otherwise;
}

Cleaned clean_text(const Field& field, const Json& given) {
  if (!given.is_string()) return wrong("应为文字", "must be text");
  const bool is_long = field.type == FieldType::LongText || field.type == FieldType::Address;
  const std::string text(base::trim(std::string_view(given.as_string())));
  if (text.empty()) return empty();
  if (!base::is_utf8(text)) return wrong("文字编码不正确", "is not UTF-8");
  if (has_control_characters(text, is_long)) {
    return wrong("含有不可见的控制字符", "holds control characters");
  }
  const auto length = static_cast<int64_t>(base::length(text));
  const int64_t least = limit_or(field.min, 0);
  const int64_t most = limit_or(field.max, is_long ? 20'000 : 1'000);
  if (length < least) {
    const std::string n = std::to_string(least);
    return wrong("至少 " + n + " 个字", "needs at least " + n + " characters");
  }
  if (length > most) {
    const std::string n = std::to_string(most);
    return wrong("不能超过 " + n + " 个字", "must have at most " + n + " characters");
  }
  return {Json(text), {}};
}

bool is_option(const Field& field, std::string_view id) {
  return std::ranges::find(field.options, id, &Option::id) != field.options.end();
}

Cleaned clean_choice(const Field& field, const Json& given) {
  if (!given.is_string()) return wrong("应为选项之一", "must be one of the options");
  if (given.as_string().empty()) return empty();
  if (!is_option(field, given.as_string()))
    return wrong("不是可选的选项", "is not one of the options");
  return {given, {}};
}

Cleaned clean_tags(const Field& field, const Json& given) {
  if (!given.is_array()) return wrong("应为标签列表", "must be a list of tags");
  if (given.as_array().size() > list_max) return wrong("标签太多", "has too many tags");
  std::set<std::string> seen;
  base::JsonArray kept;
  for (const Json& item : given.as_array()) {
    if (!item.is_string()) return wrong("标签应为文字", "tags must be text");
    const std::string tag(base::trim(std::string_view(item.as_string())));
    if (tag.empty() || !seen.insert(tag).second) continue;
    const bool is_good = field.options.empty() ? base::is_utf8(tag) && base::length(tag) <= 50 &&
                                                     !has_control_characters(tag, false)
                                               : is_option(field, tag);
    if (!is_good) return wrong("含有不允许的标签", "holds a tag that is not allowed");
    kept.emplace_back(tag);
  }
  if (kept.empty()) return empty();
  return {std::move(kept), {}};
}

Cleaned clean_number(const Field& field, const Json& given) {
  if (given.is_string() && base::trim(std::string_view(given.as_string())).empty()) return empty();
  const auto number = decimal_of(given);
  if (!number || !number->is_finite()) return wrong("应为数字", "must be a number");
  const int scale = scale_of(field);
  const auto unscaled = number->to_scaled(scale);
  if (!unscaled) {
    const bool is_too_fine = number->round(scale, base::Rounding::Down) != *number;
    const std::string n = std::to_string(scale);
    if (is_too_fine) return wrong("最多 " + n + " 位小数", "may have at most " + n + " decimals");
    return wrong("数字太大", "is too large");
  }
  const std::string digits = std::to_string(*unscaled);
  const size_t length = digits.size() - (digits[0] == '-' ? 1 : 0);
  if (length > static_cast<size_t>(field.digits)) return wrong("数字太大", "is too large");
  if (!field.min.empty() && *number < *base::Decimal::parse(field.min)) {
    return wrong("不能小于 " + field.min, "must be at least " + field.min);
  }
  if (!field.max.empty() && *number > *base::Decimal::parse(field.max)) {
    return wrong("不能大于 " + field.max, "must be at most " + field.max);
  }
  return {number_json(field, *unscaled), {}};
}

Cleaned clean_date(const Field& field, const Json& given) {
  if (!given.is_string()) return wrong("应为日期", "must be a date");
  if (given.as_string().empty()) return empty();
  const auto date = base::parse_date(std::string_view(given.as_string()));
  if (!date) return wrong("应为日期，如 2026-03-02", "must be a date such as 2026-03-02");
  if (!field.min.empty() && *date < *base::parse_date(field.min)) {
    return wrong("不能早于 " + field.min, "must not be before " + field.min);
  }
  if (!field.max.empty() && *date > *base::parse_date(field.max)) {
    return wrong("不能晚于 " + field.max, "must not be after " + field.max);
  }
  return {Json(base::print(*date)), {}};
}

Cleaned clean_date_time(const Json& given, std::string_view zone) {
  if (!given.is_string()) return wrong("应为日期时间", "must be a date and time");
  if (given.as_string().empty()) return empty();
  const std::string text(given.as_string());
  if (const auto time = base::parse_time(text)) return {Json(base::print_utc(*time)), {}};
  // A wall clock without an offset, as browsers give it.
  if (const auto wall = base::parse_time(text + "Z")) {
    const base::LocalTime local = base::local_in(*wall, "UTC");
    return {Json(base::print_utc(base::instant_of(local, zone))), {}};
  }
  return wrong("应为日期时间，如 2026-03-02T09:00", "must be a date and time");
}

Cleaned clean_time(const Json& given) {
  if (!given.is_string()) return wrong("应为时间", "must be a time");
  if (given.as_string().empty()) return empty();
  std::string text(given.as_string());
  if (text.size() == 5) text += ":00";
  if (text.size() != 8 || !base::parse_time("2000-01-01T" + text + "Z")) {
    return wrong("应为时间，如 09:30", "must be a time such as 09:30");
  }
  return {Json(text), {}};
}

Cleaned clean_duration(const Json& given) {
  if (!given.is_string()) return wrong("应为时长", "must be a duration");
  if (given.as_string().empty()) return empty();
  const auto duration = base::parse_duration(std::string_view(given.as_string()));
  if (!duration) return wrong("应为时长，如 P3D 或 PT2H", "must be a duration such as P3D or PT2H");
  return {Json(base::print(*duration)), {}};
}

std::optional<std::string> clean_id(FieldType type, const Json& given) {
  if (type == FieldType::Link || type == FieldType::Instance) {
    if (given.is_int64() && given.as_int64() > 0) return std::to_string(given.as_int64());
    if (!given.is_string()) return {};
    const std::string_view text = given.as_string();
    const bool is_key = !text.empty() && text.size() <= 19 && text[0] != '0' &&
                        std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_key || (text.size() == 19 && text > "9223372036854775807")) return {};
    return std::string(text);
  }
  if (!given.is_string()) return {};
  const std::string text(given.as_string());
  const bool is_id = text.size() <= id_length_max && std::ranges::all_of(text, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                              (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
                     });
  if (!is_id || text.empty()) return {};
  return text;
}

Cleaned clean_reference(const Field& field, const Json& given) {
  if (given.is_string() && given.as_string().empty()) return empty();
  if (!field.is_many) {
    const auto id = clean_id(field.type, given);
    if (!id) return wrong("应为一个编号", "must be an id");
    return {Json(*id), {}};
  }
  if (!given.is_array()) return wrong("应为编号列表", "must be a list of ids");
  if (given.as_array().size() > list_max) return wrong("数量太多", "has too many entries");
  base::JsonArray kept;
  for (const Json& item : given.as_array()) {
    const auto id = clean_id(field.type, item);
    if (!id) return wrong("应为编号列表", "must be a list of ids");
    if (std::ranges::find(kept, Json(*id)) == kept.end()) kept.emplace_back(*id);
  }
  if (kept.empty()) return empty();
  return {std::move(kept), {}};
}

Cleaned clean_files(const Json& given) {
  if (given.is_object()) return clean_files(base::JsonArray{given});
  if (!given.is_array()) return wrong("应为附件列表", "must be a list of attachments");
  if (given.as_array().size() > list_max) return wrong("附件太多", "has too many attachments");
  base::JsonArray kept;
  for (const Json& item : given.as_array()) {
    const std::string id = base::text_or_empty(item, "id");
    const std::string name = base::text_or_empty(item, "name");
    const bool is_good = !id.empty() && id.size() <= id_length_max && !name.empty() &&
                         base::is_utf8(name) && base::length(name) <= 255 &&
                         !has_control_characters(name, false);
    if (!is_good) return wrong("附件不完整", "holds an incomplete attachment");
    kept.push_back(base::JsonObject{{"id", id},
                                    {"name", name},
                                    {"size", base::int_or(item, "size", 0)},
                                    {"sha256", base::text_or_empty(item, "sha256")}});
  }
  if (kept.empty()) return empty();
  return {std::move(kept), {}};
}

Cleaned clean_signature(const Json& given) {
  const std::string image = base::text_or_empty(given, "image");
  const std::string name(base::trim(base::text_or_empty(given, "name")));
  if (image.empty() || image.size() > id_length_max || name.empty() || base::length(name) > 100 ||
      has_control_characters(name, false)) {
    return wrong("签名须有笔迹和签字人姓名", "needs the drawn signature and the signatory's name");
  }
  base::JsonObject kept{{"image", image}, {"name", name}};
  for (const char* key : {"at", "hash"}) {
    const std::string text = base::text_or_empty(given, key);
    if (text.size() > id_length_max) return wrong("签名无法读取", "cannot be read");
    if (!text.empty()) kept[key] = text;
  }
  return {std::move(kept), {}};
}

Cleaned clean_json(const Json& given) {
  if (base::print(given).size() > json_bytes_max) return wrong("内容太大", "is too large");
  return {given, {}};
}

}  // namespace

Cleaned clean(const Field& field, const Json& given, std::string_view zone) {
  if (given.is_null()) return empty();
  switch (field.type) {
    case FieldType::Text:
    case FieldType::LongText:
    case FieldType::Address:
    case FieldType::Code: return clean_text(field, given);
    case FieldType::Choice: return clean_choice(field, given);
    case FieldType::Tags: return clean_tags(field, given);
    case FieldType::Number:
    case FieldType::Money:
    case FieldType::Percent: return clean_number(field, given);
    case FieldType::Date: return clean_date(field, given);
    case FieldType::DateTime: return clean_date_time(given, zone);
    case FieldType::Time: return clean_time(given);
    case FieldType::Duration: return clean_duration(given);
    case FieldType::Boolean:
      if (given.is_bool()) return {given, {}};
      return wrong("应为是或否", "must be true or false");
    case FieldType::Person:
    case FieldType::Unit:
    case FieldType::Position:
    case FieldType::Link:
    case FieldType::Instance: return clean_reference(field, given);
    case FieldType::Children: return wrong("不能直接填写", "cannot be filled in here");
    case FieldType::Attachment:
    case FieldType::Photo: return clean_files(given);
    case FieldType::Signature: return clean_signature(given);
    case FieldType::Json: return clean_json(given);
  }
  return empty();
}

}  // namespace records
