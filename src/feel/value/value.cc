#include "feel/value.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/ensure.h"
#include "feel/compare.h"
#include "feel/function.h"
#include "feel/value/cells.h"
#include "feel/weight.h"

namespace feel {

std::string_view name_of(Kind kind) {
  static constexpr std::string_view names[] = {"null",
                                               "boolean",
                                               "number",
                                               "string",
                                               "date",
                                               "time",
                                               "date and time",
                                               "days and time duration",
                                               "years and months duration",
                                               "list",
                                               "context",
                                               "range",
                                               "function"};
  return names[static_cast<size_t>(kind)];
}

namespace {
template <class Word>
uint64_t word_at(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

// The start and the end of a name: all of it when it is short.
struct Ends {
  uint64_t start = 0;
  uint64_t end = 0;
};

Ends ends_of(std::string_view name) {
  const char* at = name.data();
  const size_t size = name.size();
  if (size >= 8) return {word_at<uint64_t>(at), word_at<uint64_t>(at + size - 8)};
  if (size >= 4) return {word_at<uint32_t>(at), word_at<uint32_t>(at + size - 4)};
  if (size == 0) return {};
  return {word_at<uint8_t>(at) << 8 | word_at<uint8_t>(at + size / 2),
          word_at<uint8_t>(at + size - 1)};
}

template <class Word>
bool has_same_ends(const char* a, const char* b, size_t size) {
  const size_t last = size - sizeof(Word);
  return word_at<Word>(a) == word_at<Word>(b) && word_at<Word>(a + last) == word_at<Word>(b + last);
}

// Names are mostly short: faster than a call that compares letters.
inline bool is_same(std::string_view a, std::string_view b) {
  const size_t size = a.size();
  if (size != b.size()) return false;
  if (size > 16) return a == b;
  if (size >= 8) return has_same_ends<uint64_t>(a.data(), b.data(), size);
  if (size >= 4) return has_same_ends<uint32_t>(a.data(), b.data(), size);
  if (size >= 2) return has_same_ends<uint16_t>(a.data(), b.data(), size);
  return size == 0 || a[0] == b[0];
}

// Names of one hash are told apart by their letters.
uint64_t hash_of(std::string_view name) {
  const Ends ends = ends_of(name);
  const uint64_t mixed =
      (ends.start ^ std::rotl(ends.end, 29) ^ name.size() << 56) * 0x9E3779B97F4A7C15;
  return mixed ^ mixed >> 32;
}
}  // namespace

Shape::Shape(std::vector<std::string> given) : names(std::move(given)) {
  if (names.size() <= 8) return;
  for (const auto& name : names) {
    marks.push_back({hash_of(name), static_cast<uint32_t>(marks.size())});
  }
  std::sort(marks.begin(), marks.end(), [this](const Mark& a, const Mark& b) {
    return a.hash != b.hash ? a.hash < b.hash : names[a.position] < names[b.position];
  });
}

int64_t Shape::position(std::string_view name) const {
  if (marks.empty()) {
    for (size_t i = 0; i < names.size(); ++i) {
      if (is_same(names[i], name)) return static_cast<int64_t>(i);
    }
    return -1;
  }
  const uint64_t hash = hash_of(name);
  auto at = std::lower_bound(marks.begin(), marks.end(), hash,
                             [](const Mark& mark, uint64_t wanted) { return mark.hash < wanted; });
  if (at == marks.end() || at->hash != hash) return -1;
  if (names[at->position] == name) return at->position;
  const auto end = std::upper_bound(
      at, marks.end(), hash, [](uint64_t wanted, const Mark& mark) { return wanted < mark.hash; });
  at = std::lower_bound(at, end, name, [this](const Mark& mark, std::string_view wanted) {
    return names[mark.position] < wanted;
  });
  return at != end && names[at->position] == name ? int64_t{at->position} : -1;
}

uint32_t Cells::depth(const Value& value) {
  if (value.is(Kind::List)) return of<ListCell>(value).depth;
  if (value.is(Kind::Context)) return of<ContextCell>(value).depth;
  return 0;
}

uint32_t Cells::weight(const Value& value) {
  switch (value.kind()) {
    case Kind::String: return 1 + static_cast<uint32_t>(of<StringCell>(value).text.size() / 16);
    case Kind::List: return of<ListCell>(value).weight;
    case Kind::Context: return of<ContextCell>(value).weight;
    default: return 1;
  }
}

namespace {
// Measures what holds the items; false when it is too deep or too heavy to be a value.
bool measure(const Values& items, uint32_t& depth, uint32_t& weight) {
  uint64_t sum = 1;
  for (const auto& item : items) {
    depth = std::max(depth, Cells::depth(item) + 1);
    sum += Cells::weight(item);
  }
  weight = static_cast<uint32_t>(std::min<uint64_t>(sum, kWeightMax + 1));
  return depth <= kValueDepthMax && weight <= kWeightMax;
}
}  // namespace

void Cells::append(Value& list, Value item) {
  if (!is_held_once(list)) {
    Values items(list.items().begin(), list.items().end());
    items.push_back(std::move(item));
    list = Value::list(std::move(items));
    return;
  }
  // Made by Value::list() as an object that is not constant, and seen by this holder alone.
  auto* cell = const_cast<ListCell*>(static_cast<const ListCell*>(list.cell_));
  cell->depth = std::max(cell->depth, depth(item) + 1);
  cell->weight += weight(item);
  cell->items.push_back(std::move(item));
  if (cell->depth > kValueDepthMax || cell->weight > kWeightMax) list = {};
}

// What a deep or heavy item leaves behind may be less than what is known of the list: measured
// anew.
void Cells::replace(Value& list, size_t index, Value item) {
  const Value& before = list.items()[index];
  if (!is_held_once(list) || depth(item) < depth(before)) {
    Values items(list.items().begin(), list.items().end());
    items[index] = std::move(item);
    list = Value::list(std::move(items));
    return;
  }
  auto* cell = const_cast<ListCell*>(static_cast<const ListCell*>(list.cell_));
  cell->depth = std::max(cell->depth, depth(item) + 1);
  cell->weight = cell->weight - weight(before) + weight(item);
  cell->items[index] = std::move(item);
  if (cell->depth > kValueDepthMax || cell->weight > kWeightMax) list = {};
}

void Cells::join(Value& string, const std::string& behind) {
  if (!is_held_once(string)) {
    string = string.text() + behind;
    return;
  }
  // Made as an object that is not constant, and seen by this holder alone.
  const_cast<StringCell*>(static_cast<const StringCell*>(string.cell_))->text += behind;
}

Value Cells::context(std::shared_ptr<const Shape> shape, Values values) {
  auto cell = std::make_unique<ContextCell>();
  cell->shape = std::move(shape);
  cell->values = std::move(values);
  if (!measure(cell->values, cell->depth, cell->weight)) return {};
  return make(Kind::Context, cell.release());
}

Value::Value(std::string text) : Value() {
  auto* cell = new StringCell;
  cell->text = std::move(text);
  kind_ = Kind::String;
  cell_ = cell;
}
Value::Value(std::string_view text) : Value(std::string(text)) {}

Value Value::date_of_day(int64_t day) {
  Value value;
  value.kind_ = Kind::Date;
  value.integer_ = day;
  return value;
}

namespace {
Value of_clock(Kind kind, Clock clock) {
  auto cell = std::make_unique<ClockCell>();
  cell->clock = std::move(clock);
  return Cells::make(kind, cell.release());
}
}  // namespace

Value Value::time(Clock clock) {
  clock.day = 0;
  clock.is_repeated = false;
  return of_clock(Kind::Time, std::move(clock));
}
Value Value::date_time(Clock clock) { return of_clock(Kind::DateTime, std::move(clock)); }

Value Value::instant(base::Time time, std::string_view zone) {
  const base::LocalTime local = base::local_in(time, zone);
  return date_time({local.date.day, local.micros_of_day * 1000, Zone::named(std::string(zone))});
}

Value Value::day_time(Nanos nanos) {
  Value value;
  value.kind_ = Kind::DayTimeDuration;
  value.halves_[0] = static_cast<uint64_t>(nanos);
  value.halves_[1] = static_cast<uint64_t>(nanos >> 64);
  return value;
}

Value Value::year_month(int64_t months) {
  Value value;
  value.kind_ = Kind::YearMonthDuration;
  value.integer_ = months;
  return value;
}

Value Value::list(Values items) {
  auto cell = std::make_unique<ListCell>();
  cell->items = std::move(items);
  if (!measure(cell->items, cell->depth, cell->weight)) return {};
  return Cells::make(Kind::List, cell.release());
}

uint32_t weight(const Value& value) { return Cells::weight(value); }

Value with_item(Value list, size_t index, Value item) {
  while (list.is(Kind::List) && list.items().size() < index) Cells::append(list, {});
  if (!list.is(Kind::List)) return {};
  if (list.items().size() == index) {
    Cells::append(list, std::move(item));
  } else {
    Cells::replace(list, index, std::move(item));
  }
  return list;
}

Value Value::range(Range range) {
  auto cell = std::make_unique<RangeCell>();
  cell->range = std::move(range);
  return Cells::make(Kind::Range, cell.release());
}

Value Value::function(std::shared_ptr<const Function> function) {
  auto cell = std::make_unique<FunctionCell>();
  cell->function = std::move(function);
  return Cells::make(Kind::Function, cell.release());
}

Value Value::context(std::vector<std::pair<std::string, Value>> entries) {
  std::vector<std::string> names;
  Values values;
  names.reserve(entries.size());
  values.reserve(entries.size());
  std::map<std::string_view, size_t> seen;
  std::vector<size_t> kept(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const auto [at, is_new] = seen.try_emplace(entries[i].first, seen.size());
    kept[i] = at->second;
    if (is_new) names.push_back(entries[i].first);
  }
  values.resize(names.size());
  for (size_t i = 0; i < entries.size(); ++i) values[kept[i]] = std::move(entries[i].second);
  return Cells::context(std::make_shared<const Shape>(std::move(names)), std::move(values));
}

bool Value::boolean() const {
  base::ensure(kind_ == Kind::Boolean, "not a boolean");
  return integer_ != 0;
}
const std::string& Value::text() const {
  base::ensure(kind_ == Kind::String, "not a string");
  return Cells::of<StringCell>(*this).text;
}
int64_t Value::day() const {
  base::ensure(kind_ == Kind::Date, "not a date");
  return integer_;
}
const Clock& Value::clock() const {
  base::ensure(kind_ == Kind::Time || kind_ == Kind::DateTime, "not a time");
  return Cells::of<ClockCell>(*this).clock;
}
Nanos Value::nanos() const {
  base::ensure(kind_ == Kind::DayTimeDuration, "not a days and time duration");
  return (static_cast<Nanos>(static_cast<int64_t>(halves_[1])) << 64) | halves_[0];
}
int64_t Value::months() const {
  base::ensure(kind_ == Kind::YearMonthDuration, "not a years and months duration");
  return integer_;
}
std::span<const Value> Value::items() const {
  base::ensure(kind_ == Kind::List, "not a list");
  return Cells::of<ListCell>(*this).items;
}
const Range& Value::range() const {
  base::ensure(kind_ == Kind::Range, "not a range");
  return Cells::of<RangeCell>(*this).range;
}
const Function& Value::function() const {
  base::ensure(kind_ == Kind::Function, "not a function");
  return *Cells::of<FunctionCell>(*this).function;
}
std::shared_ptr<const Function> Value::shared_function() const {
  base::ensure(kind_ == Kind::Function, "not a function");
  return Cells::of<FunctionCell>(*this).function;
}
std::span<const std::string> Value::names() const {
  base::ensure(kind_ == Kind::Context, "not a context");
  return Cells::of<ContextCell>(*this).shape->names;
}
std::span<const Value> Value::values() const {
  base::ensure(kind_ == Kind::Context, "not a context");
  return Cells::of<ContextCell>(*this).values;
}
const Value* Value::find(std::string_view name) const {
  if (kind_ != Kind::Context) return nullptr;
  const auto& cell = Cells::of<ContextCell>(*this);
  const int64_t at = cell.shape->position(name);
  return at < 0 ? nullptr : &cell.values[static_cast<size_t>(at)];
}
const Value* Value::find(std::string_view name, Guess& guess) const {
  if (kind_ != Kind::Context) return nullptr;
  const auto& cell = Cells::of<ContextCell>(*this);
  const auto& names = cell.shape->names;
  const size_t guessed = guess.load(std::memory_order_relaxed);
  if (guessed < names.size() && is_same(names[guessed], name)) return &cell.values[guessed];
  const int64_t at = cell.shape->position(name);
  if (at < 0) return nullptr;
  guess.store(static_cast<uint32_t>(at), std::memory_order_relaxed);
  return &cell.values[static_cast<size_t>(at)];
}
const Value& Value::operator[](std::string_view name) const {
  static const Value null;
  const Value* found = find(name);
  return found ? *found : null;
}
std::string Value::text_or_empty() const { return kind_ == Kind::String ? text() : std::string(); }

Fields& Fields::set(std::string name, Value value) {
  entries_.emplace_back(std::move(name), std::move(value));
  return *this;
}

bool operator==(const Value& a, const Value& b) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  return equal(a, b).value_or(false);
}

}  // namespace feel
