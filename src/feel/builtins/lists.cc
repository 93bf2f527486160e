// List functions.
#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "feel/builtins/builtin.h"
#include "feel/compare.h"
#include "feel/value/cells.h"

namespace feel {
namespace {

Values copy_of(const Value& list) { return {list.items().begin(), list.items().end()}; }

Value list_contains(const Arguments& arguments) {
  Meter meter = arguments.meter();
  const auto items = arguments[0].items();
  const bool is_there = std::any_of(items.begin(), items.end(), [&](const Value& item) {
    return meter.pay(1) && is_same(item, arguments[1], meter);
  });
  return arguments.is_exhausted() ? Value() : Value(is_there);
}

Value count(const Arguments& arguments) {
  return static_cast<int64_t>(arguments[0].items().size());
}

Value sublist(const Arguments& arguments) {
  const auto items = arguments[0].items();
  const auto size = static_cast<int64_t>(items.size());
  const auto position = arguments[1].number().round(0, base::Rounding::Down).to_int64();
  if (!position || *position == 0 || *position > size || *position < -size) {
    return arguments.fail("position outside of the list");
  }
  const int64_t start = *position > 0 ? *position - 1 : size + *position;
  int64_t length = size - start;
  if (arguments.has(2)) {
    const auto wanted = arguments[2].number().round(0, base::Rounding::Down).to_int64();
    if (!wanted || *wanted < 1 || *wanted > length) return arguments.fail("length out of range");
    length = *wanted;
  }
  return Value::list({items.begin() + start, items.begin() + start + length});
}

Value append(const Arguments& arguments) {
  Values items = copy_of(arguments[0]);
  items.insert(items.end(), arguments.all().begin() + 1, arguments.all().end());
  return arguments.whole(Value::list(std::move(items)));
}

Value concatenate(const Arguments& arguments) {
  size_t size = 0;
  for (const auto& list : arguments.all()) size += list.items().size();
  if (!arguments.spend(size / 2)) return {};
  Values all;
  all.reserve(size);
  for (const auto& list : arguments.all()) {
    all.insert(all.end(), list.items().begin(), list.items().end());
  }
  return arguments.whole(Value::list(std::move(all)));
}

// The position to change, counted from 0; from the end when negative.
std::optional<size_t> index_in(const Value& list, const Value& position) {
  const auto wanted = position.number().round(0, base::Rounding::Down).to_int64();
  const auto size = static_cast<int64_t>(list.items().size());
  if (!wanted || *wanted == 0 || *wanted < -size || *wanted > size) return {};
  return static_cast<size_t>(*wanted > 0 ? *wanted - 1 : size + *wanted);
}

Value insert_before(const Arguments& arguments) {
  const auto index = index_in(arguments[0], arguments[1]);
  if (!index) return arguments.fail("position outside of the list");
  Values items = copy_of(arguments[0]);
  items.insert(items.begin() + static_cast<int64_t>(*index), arguments[2]);
  return arguments.whole(Value::list(std::move(items)));
}

Value remove(const Arguments& arguments) {
  const auto index = index_in(arguments[0], arguments[1]);
  if (!index) return arguments.fail("position outside of the list");
  Values items = copy_of(arguments[0]);
  items.erase(items.begin() + static_cast<int64_t>(*index));
  return Value::list(std::move(items));
}

Value list_replace(const Arguments& arguments) {
  Values items = copy_of(arguments[0]);
  if (!arguments.spend(items.size() / 8 + 1)) return {};
  if (arguments[1].is(Kind::Number)) {
    const auto index = index_in(arguments[0], arguments[1]);
    if (!index) return arguments.fail("position outside of the list");
    items[*index] = arguments[2];
    return arguments.whole(Value::list(std::move(items)));
  }
  if (!arguments[1].is(Kind::Function)) return arguments.fail("neither a position nor a function");
  for (auto& item : items) {
    const Value chosen = arguments.invoke(arguments[1], {item, arguments[2]});
    if (!chosen.is(Kind::Boolean)) return arguments.fail("the match function gave no boolean");
    if (chosen.is_true()) item = arguments[2];
  }
  return arguments.whole(Value::list(std::move(items)));
}

Value reverse(const Arguments& arguments) {
  Values items = copy_of(arguments[0]);
  std::reverse(items.begin(), items.end());
  return Value::list(std::move(items));
}

Value index_of(const Arguments& arguments) {
  Values found;
  int64_t position = 0;
  Meter meter = arguments.meter();
  for (const auto& item : arguments[0].items()) {
    ++position;
    if (!meter.pay(1)) return {};
    if (is_same(item, arguments[1], meter)) found.emplace_back(position);
  }
  if (arguments.is_exhausted()) return {};
  return Value::list(std::move(found));
}

// Items as they are met, the first of equal ones.
class Distinct {
 public:
  explicit Distinct(const Arguments& arguments) : meter_(arguments.meter()) {}
  // False when the steps are used up.
  bool add_all(std::span<const Value> items) {
    return std::all_of(items.begin(), items.end(), [this](const Value& item) { return add(item); });
  }
  Values kept;
  std::vector<size_t> counts;  // how often each was met

 private:
  bool add(const Value& item) {
    // Keeping an item in order of its hash, and the walk through it that finds the hash.
    const size_t weight = Cells::weight(item);
    if (!meter_.pay(16 + (item.is(Kind::String) ? weight / 2 : weight * 8))) return false;
    const size_t hash = hash_of_value(item);
    const auto [from, to] = places_.equal_range(hash);
    for (auto at = from; at != to; ++at) {
      if (!meter_.pay(16)) return false;
      if (is_same(kept[at->second], item, meter_)) return ++counts[at->second], true;
    }
    places_.emplace(hash, kept.size());
    kept.push_back(item);
    counts.push_back(1);
    return true;
  }

  Meter meter_;
  std::unordered_multimap<size_t, size_t> places_;  // by hash
};

Value union_of(const Arguments& arguments) {
  Distinct distinct(arguments);
  for (const auto& list : arguments.all()) {
    if (!distinct.add_all(list.items())) return {};
  }
  return Value::list(std::move(distinct.kept));
}

Value distinct_values(const Arguments& arguments) {
  Distinct distinct(arguments);
  if (!distinct.add_all(arguments[0].items())) return {};
  return Value::list(std::move(distinct.kept));
}

// In the order in which they first appear.
Value duplicate_values(const Arguments& arguments) {
  Distinct distinct(arguments);
  if (!distinct.add_all(arguments[0].items())) return {};
  Values twice;
  for (size_t i = 0; i < distinct.kept.size(); ++i) {
    if (distinct.counts[i] > 1) twice.push_back(distinct.kept[i]);
  }
  return Value::list(std::move(twice));
}

// False when the steps are used up.
bool flatten_into(const Arguments& arguments, const Value& list, Values& into) {
  if (!arguments.spend(1 + list.items().size() / 2)) return false;
  for (const auto& item : list.items()) {
    if (!item.is(Kind::List)) {
      into.push_back(item);
    } else if (!flatten_into(arguments, item, into)) {
      return false;
    }
  }
  return true;
}

Value flatten(const Arguments& arguments) {
  Values items;
  if (!flatten_into(arguments, arguments[0], items)) return {};
  return Value::list(std::move(items));
}

// Merge sort with a FEEL function: stable, and any function ends it.
class Sorting {
 public:
  explicit Sorting(const Arguments& arguments) : arguments_(arguments), meter_(arguments.meter()) {}
  Value run() {
    items_ = copy_of(arguments_[0]);
    buffer_.resize(items_.size());
    sort(0, items_.size());
    return is_fine_ ? Value::list(std::move(items_)) : Value();
  }

 private:
  bool precedes(const Value& a, const Value& b) {
    if (!arguments_.has(1)) {
      const auto ordered = order(a, b, meter_);
      if (!ordered) is_fine_ = false;
      if (!ordered && !arguments_.is_exhausted()) arguments_.fail("items without order");
      return ordered && *ordered < 0;
    }
    const Value first = arguments_.invoke(arguments_[1], {a, b});
    if (!first.is(Kind::Boolean)) {
      is_fine_ = false;
      arguments_.fail("the precedes function gave no boolean");
    }
    return first.is_true();
  }
  void sort(size_t from, size_t to) {
    if (to - from < 2 || !is_fine_) return;
    const size_t middle = from + (to - from) / 2;
    sort(from, middle);
    sort(middle, to);
    size_t left = from;
    size_t right = middle;
    for (size_t at = from; at < to && is_fine_; ++at) {
      if (!arguments_.spend(1)) is_fine_ = false;
      const bool takes_right =
          left == middle || (right < to && precedes(items_[right], items_[left]));
      buffer_[at] = std::move(takes_right ? items_[right++] : items_[left++]);
    }
    if (is_fine_) std::move(&buffer_[from], &buffer_[to - 1] + 1, &items_[from]);
  }

  const Arguments& arguments_;
  Meter meter_;
  Values items_;
  Values buffer_;
  bool is_fine_ = true;
};

Value sort(const Arguments& arguments) { return Sorting(arguments).run(); }

constexpr BuiltinRow kRows[] = {
    {"list contains", "list: list, element: *any", list_contains},
    {"count", "list: list", count},
    {"sublist", "list: list, start position: number, length?: number", sublist},
    {"append", "list: list, item: *any...", append},
    {"concatenate", "list: list...", concatenate},
    {"insert before", "list: list, position: number, newItem: *any", insert_before},
    {"remove", "list: list, position: number", remove},
    {"list replace",
     "list: list, position: number, newItem: *any | list: list, match: function, newItem: *any",
     list_replace},
    {"reverse", "list: list", reverse},
    {"index of", "list: list, match: *any", index_of},
    {"union", "list: list...", union_of},
    {"distinct values", "list: list", distinct_values},
    {"duplicate values", "list: list", duplicate_values},
    {"flatten", "list: list", flatten},
    {"sort", "list: list, precedes?: function", sort},
};

}  // namespace

std::span<const BuiltinRow> list_functions() { return kRows; }

}  // namespace feel
