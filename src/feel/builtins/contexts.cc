// Context functions.
#include <string_view>
#include <unordered_set>

#include "feel/builtins/builtin.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

using Entries = std::vector<std::pair<std::string, Value>>;

// Pays for entries whose names are copied and set in order.
bool spend_for_entries(const Arguments& arguments, std::span<const std::string> names) {
  size_t steps = 0;
  for (const auto& name : names) steps += 2 + name.size() / 16;
  return arguments.spend(steps);
}

Entries entries_of(const Value& context) {
  Entries entries;
  for (size_t i = 0; i < context.names().size(); ++i) {
    entries.emplace_back(context.names()[i], context.values()[i]);
  }
  return entries;
}

Value get_value(const Arguments& arguments) {
  const Value* current = &arguments[0];
  if (arguments[1].is(Kind::String)) {
    const Value* found = current->find(arguments[1].text());
    return found ? *found : Value();
  }
  if (arguments[1].items().empty()) return arguments.fail("no keys");
  if (!arguments.spend(arguments[1].items().size() / 4)) return {};
  for (const auto& key : arguments[1].items()) {
    if (!key.is(Kind::String)) return arguments.fail("a key is no string");
    current = current->find(key.text());
    if (!current) return {};
  }
  return *current;
}

Value get_entries(const Arguments& arguments) {
  if (!spend_for_entries(arguments, arguments[0].names())) return {};
  Values entries;
  for (auto& [name, value] : entries_of(arguments[0])) {
    entries.push_back(Fields().set("key", name).set("value", std::move(value)).build());
  }
  return Value::list(std::move(entries));
}

// The names are shared where the key is one of them.
Value put(const Arguments& arguments, const Value& context, const std::string& key, Value value) {
  const auto& shape = Cells::of<ContextCell>(context).shape;
  if (const int64_t at = shape->position(key); at >= 0) {
    if (!arguments.spend(context.values().size() / 2)) return {};
    Values values(context.values().begin(), context.values().end());
    values[static_cast<size_t>(at)] = std::move(value);
    return arguments.whole(Cells::context(shape, std::move(values)));
  }
  if (!spend_for_entries(arguments, context.names())) return {};
  Entries entries = entries_of(context);
  entries.emplace_back(key, std::move(value));
  return arguments.whole(Value::context(std::move(entries)));
}

enum class NoContext { IsNull, IsReplaced };

// Sets a value deep inside. What becomes of a step on the way that is no context: see `no_context`.
Value put_deep(const Arguments& arguments, const Value& context, std::span<const Value> keys,
               NoContext no_context) {
  if (!keys.front().is(Kind::String)) return arguments.fail("a key is no string");
  const std::string& key = keys.front().text();
  if (keys.size() == 1) return put(arguments, context, key, arguments[2]);
  const Value* inner = context.find(key);
  const bool is_context = inner && inner->is(Kind::Context);
  if (!is_context && no_context == NoContext::IsNull)
    return arguments.fail("no context behind " + key);
  Value changed =
      put_deep(arguments, is_context ? *inner : Value::context({}), keys.subspan(1), no_context);
  return changed.is_null() ? Value() : put(arguments, context, key, std::move(changed));
}

Value put_at(const Arguments& arguments, NoContext no_context) {
  if (arguments[1].is(Kind::String)) {
    return put(arguments, arguments[0], arguments[1].text(), arguments[2]);
  }
  if (arguments[1].items().empty() || arguments[1].items().size() > 500) {
    return arguments.fail("no keys");
  }
  return put_deep(arguments, arguments[0], arguments[1].items(), no_context);
}

}  // namespace

Value context_put(const Arguments& arguments) { return put_at(arguments, NoContext::IsNull); }

Value context_put_making(const Arguments& arguments) {
  return put_at(arguments, NoContext::IsReplaced);
}

Value context_merge(const Arguments& arguments) {
  Entries all;
  for (const auto& list : arguments.all()) {
    for (const auto& context : list.items()) {
      if (!context.is(Kind::Context)) return arguments.fail("an item is no context");
      if (!arguments.spend(1) || !spend_for_entries(arguments, context.names())) return {};
      for (auto& entry : entries_of(context)) all.push_back(std::move(entry));
    }
  }
  return arguments.whole(Value::context(std::move(all)));
}

namespace {

Value context_of_entries(const Arguments& arguments) {
  Entries all;
  std::unordered_set<std::string_view> seen;
  for (const auto& entry : arguments[0].items()) {
    const Value* key = entry.find("key");
    const Value* value = entry.find("value");
    if (!key || !value || !key->is(Kind::String)) return arguments.fail("an item is no entry");
    if (!seen.insert(key->text()).second) return arguments.fail("key twice: " + key->text());
    if (!arguments.spend(2 + key->text().size() / 16)) return {};
    all.emplace_back(key->text(), *value);
  }
  return Value::context(std::move(all));
}

constexpr BuiltinRow kRows[] = {
    {"get value", "m: context, key: string | context: context, keys: list", get_value},
    {"get entries", "m: context", get_entries},
    {"context put",
     "context: context, key: string, value: *any | context: context, keys: list, value: *any",
     context_put},
    {"context merge", "contexts: list", context_merge},
    {"context", "entries: list", context_of_entries},
};

}  // namespace

std::span<const BuiltinRow> context_functions() { return kRows; }

}  // namespace feel
