#include "runtime/error_hash.h"

#include <algorithm>

namespace runtime {

namespace {

constexpr std::string_view field = "incidentErrorHashCode";

uint32_t with_unit(uint32_t hash, uint32_t unit) { return 31 * hash + unit; }

struct Message {
  std::string text;
  int64_t hash = 0;
};

std::vector<Message> open_messages(storage::Connection& db) {
  std::vector<Message> out;
  db.each("SELECT DISTINCT message FROM incident WHERE resolved_at IS NULL ORDER BY message", {},
          [&](const storage::Row& row) {
            out.push_back({row.text(0), error_hash(row.text(0))});
            return true;
          });
  return out;
}

base::Error wrong(const std::string& place, std::string why) {
  return base::refusal("request.wrong_type").at(place).because(std::move(why));
}

base::Result<int64_t> number_in(const base::Json& value, const std::string& place) {
  if (!value.is_int64()) return wrong(place, "a whole number is expected");
  return value.as_int64();
}

using Test = bool (*)(int64_t, int64_t);
Test comparison_of(std::string_view name) {
  if (name == "$eq") return [](int64_t a, int64_t b) { return a == b; };
  if (name == "$neq") return [](int64_t a, int64_t b) { return a != b; };
  if (name == "$gt") return [](int64_t a, int64_t b) { return a > b; };
  if (name == "$gte") return [](int64_t a, int64_t b) { return a >= b; };
  if (name == "$lt") return [](int64_t a, int64_t b) { return a < b; };
  if (name == "$lte") return [](int64_t a, int64_t b) { return a <= b; };
  return nullptr;
}

// Leaves the messages whose number is one of a list, or is none of it.
base::Result<void> keep_listed(std::vector<Message>& messages, bool is_in, const base::Json& list,
                               const std::string& place) {
  const auto* items = list.if_array();
  if (items == nullptr || items->empty()) return wrong(place, "a list that is not empty");
  std::vector<int64_t> numbers;
  for (const auto& item : *items) {
    const auto number = number_in(item, place);
    if (!number) return number.error();
    numbers.push_back(*number);
  }
  std::erase_if(messages, [&](const Message& message) {
    return (std::ranges::find(numbers, message.hash) != numbers.end()) != is_in;
  });
  return {};
}

base::Result<void> keep_fitting(std::vector<Message>& messages, std::string_view name,
                                const base::Json& value, const std::string& place) {
  if (name == "$in" || name == "$notIn") return keep_listed(messages, name == "$in", value, place);
  if (name == "$exists" && value.is_bool() && value.as_bool()) return {};
  const Test compare = comparison_of(name);
  if (compare == nullptr) return base::refusal("request.unknown_field").at(place);
  const auto number = number_in(value, place);
  if (!number) return number.error();
  std::erase_if(messages, [&](const Message& message) { return !compare(message.hash, *number); });
  return {};
}

bool asks_for_none(const base::Json& asked) {
  const auto* object = asked.if_object();
  if (object == nullptr || object->size() != 1) return false;
  const auto* exists = object->if_contains("$exists");
  return exists != nullptr && exists->is_bool() && !exists->as_bool();
}

// The numbers asked for as a condition on messages; nothing when none fits.
base::Result<std::optional<base::Json>> condition_of(storage::Connection& db,
                                                     const base::Json& asked,
                                                     const std::string& place) {
  if (asks_for_none(asked)) return std::optional(asked);
  auto messages = open_messages(db);
  const auto* operators = asked.if_object();
  if (operators == nullptr) {
    if (auto kept = keep_fitting(messages, "$eq", asked, place); !kept) return kept.error();
  } else {
    if (operators->empty()) return wrong(place, "a number or an operator is expected");
    for (const auto& entry : *operators) {
      const std::string name(entry.key());
      auto kept = keep_fitting(messages, name, entry.value(), place + "." + name);
      if (!kept) return kept.error();
    }
  }
  if (messages.empty()) return std::optional<base::Json>();
  base::JsonArray texts;
  for (const Message& message : messages) texts.push_back(base::Json(message.text));
  return std::optional<base::Json>(base::JsonObject{{"$in", std::move(texts)}});
}

base::Result<std::optional<base::Json>> filter_by_messages(storage::Connection& db,
                                                           base::Json filter,
                                                           const std::string& place);

// Of several filters those that can find something.
base::Result<bool> name_in_alternatives(storage::Connection& db, base::Json& list,
                                        const std::string& place) {
  base::JsonArray kept;
  for (const auto& each : list.as_array()) {
    auto one = filter_by_messages(db, each, place);
    if (!one) return one.error();
    if (*one) kept.push_back(std::move(**one));
  }
  const bool is_any = !kept.empty() || list.as_array().empty();  // an empty list is refused later
  list = std::move(kept);
  return is_any;
}

base::Result<std::optional<base::Json>> filter_by_messages(storage::Connection& db,
                                                           base::Json filter,
                                                           const std::string& place) {
  auto* object = filter.if_object();
  if (object == nullptr) return std::optional(std::move(filter));
  if (auto* list = object->if_contains("$or"); list != nullptr && list->is_array()) {
    const auto is_any = name_in_alternatives(db, *list, place + ".$or");
    if (!is_any) return is_any.error();
    if (!*is_any) return std::optional<base::Json>();
  }
  if (auto* asked = object->if_contains(field)) {
    auto condition = condition_of(db, *asked, place + "." + std::string(field));
    if (!condition) return condition.error();
    if (!*condition) return std::optional<base::Json>();
    *asked = std::move(**condition);
  }
  return std::optional(std::move(filter));
}

}  // namespace

int32_t error_hash(std::string_view message) {
  uint32_t hash = 0;
  for (size_t i = 0; i < message.size();) {
    const auto lead = static_cast<unsigned char>(message[i]);
    const size_t more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
    uint32_t point = more == 0 ? lead : lead & (0x3FU >> more);
    for (size_t j = 1; j <= more && i + j < message.size(); ++j)
      point = point << 6 | (static_cast<unsigned char>(message[i + j]) & 0x3FU);
    i += more + 1;
    if (point < 0x10000) {
      hash = with_unit(hash, point);
    } else {
      hash = with_unit(hash, 0xD7C0 + (point >> 10));
      hash = with_unit(hash, 0xDC00 + (point & 0x3FF));
    }
  }
  return static_cast<int32_t>(hash);
}

base::Result<std::optional<base::Json>> with_messages_of_hashes(storage::Connection& db,
                                                                const base::Json& request) {
  const auto* filter = base::find(request, "filter");
  if (filter == nullptr) return std::optional(request);
  auto named = filter_by_messages(db, *filter, "filter");
  if (!named || !*named) return named;
  auto out = request;
  out.as_object()["filter"] = std::move(**named);
  return std::optional(std::move(out));
}

std::vector<std::string> messages_of_hash(storage::Connection& db, int64_t hash) {
  std::vector<std::string> out;
  for (Message& message : open_messages(db)) {
    if (message.hash == hash) out.push_back(std::move(message.text));
  }
  return out;
}

}  // namespace runtime
