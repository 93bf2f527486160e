#include "feel/weight.h"
#include "runtime/store/instances.h"

namespace runtime {

namespace {

// What the allocator adds to each piece.
constexpr size_t kPiece = 16;
// Of a list of more items each takes about so much: they are not looked at one by one.
constexpr size_t kManyItems = 1'000;
constexpr size_t kBytesOfOne = 48;

size_t of(const std::string& text) {
  return text.capacity() > 15 ? text.capacity() + kPiece : 0;  // short ones stand in the row
}

size_t of(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::String: return sizeof(std::string) + 2 * kPiece + of(value.text());
    case feel::Kind::List: {
      if (value.items().size() > kManyItems) return feel::weight(value) * kBytesOfOne;
      size_t sum = 2 * kPiece;
      for (const feel::Value& each : value.items()) sum += sizeof(feel::Value) + of(each);
      return sum;
    }
    case feel::Kind::Context: {
      size_t sum = 4 * kPiece;
      for (const std::string& each : value.names()) sum += sizeof(std::string) + of(each);
      for (const feel::Value& each : value.values()) sum += sizeof(feel::Value) + of(each);
      return sum;
    }
    case feel::Kind::Time:
    case feel::Kind::DateTime:
    case feel::Kind::Range: return sizeof(feel::Clock) + 2 * kPiece;
    default: return 0;
  }
}

template <class Rows>
size_t rows_of(const Rows& rows) {
  return rows.capacity() == 0 ? 0 : rows.capacity() * sizeof(rows.front()) + kPiece;
}

// Of a longer list as many are looked at and stand for the rest.
constexpr size_t kLookedAt = 100;
constexpr size_t kTextOfOther = 8;

}  // namespace

size_t text_bytes(const feel::Value& value) {
  switch (value.kind()) {
    case feel::Kind::String: return value.text().size() + 2;
    case feel::Kind::List: {
      const auto items = value.items();
      size_t sum = 0;
      for (const feel::Value& each : items.first(std::min(items.size(), kLookedAt)))
        sum += text_bytes(each) + 1;
      return 2 + (items.size() > kLookedAt ? sum * items.size() / kLookedAt : sum);
    }
    case feel::Kind::Context: {
      size_t sum = 2;
      for (const std::string& each : value.names()) sum += each.size() + 4;
      for (const feel::Value& each : value.values()) sum += text_bytes(each);
      return sum;
    }
    default: return kTextOfOther;
  }
}

size_t footprint_bytes(const engine::Instance& instance) {
  // The instance itself, and its places in the tables of keys.
  size_t sum = sizeof(engine::Instance) + 10 * kPiece + of(instance.row.starter);
  sum += instance.elements.bytes([](const engine::ElementRow&) { return 4 * kPiece; });
  sum += instance.variables.bytes(
      [](const engine::VariableRow& row) { return of(row.name) + of(row.value); });
  sum += instance.jobs.bytes([](const engine::JobRow& row) {
    return of(row.type) + of(row.worker) + of(row.error) + 6 * kPiece;
  });
  sum += instance.timers.bytes([](const engine::TimerRow& row) { return of(row.interval); });
  sum += rows_of(instance.arrivals) + rows_of(instance.flows);
  sum += rows_of(instance.subscriptions) + rows_of(instance.incidents) + rows_of(instance.removed);
  for (const auto& row : instance.subscriptions) sum += of(row.name) + of(row.correlation_key);
  for (const auto& row : instance.incidents) sum += of(row.kind) + of(row.message);
  return sum;
}

}  // namespace runtime
