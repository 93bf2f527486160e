// Speed of the foundation: decimals, JSON, transactions.
#include <benchmark/benchmark.h>

#include "base/decimal.h"
#include "base/json.h"
#include "storage/database.h"
#include "storage/keys.h"
#include "storage/temporary_place.h"

namespace {

using base::Decimal;

void add_small(benchmark::State& state) {
  const Decimal a = Decimal::scaled(123450, 2);
  const Decimal b = Decimal::scaled(99, 2);
  for (auto _ : state) benchmark::DoNotOptimize(a + b);
}
BENCHMARK(add_small);

// Different exponents take the library's general way.
void add_general(benchmark::State& state) {
  const Decimal a = Decimal::scaled(123450, 2);
  const Decimal b = Decimal::scaled(99, 3);
  for (auto _ : state) benchmark::DoNotOptimize(a + b);
}
BENCHMARK(add_general);

void multiply_small(benchmark::State& state) {
  const Decimal a = Decimal::scaled(123450, 2);
  for (auto _ : state) benchmark::DoNotOptimize(a * a);
}
BENCHMARK(multiply_small);

void multiply_general(benchmark::State& state) {
  const Decimal a = *Decimal::parse("1234567890123456789.5");
  for (auto _ : state) benchmark::DoNotOptimize(a * a);
}
BENCHMARK(multiply_general);

void divide(benchmark::State& state) {
  const Decimal a = Decimal::scaled(123450, 2);
  const Decimal b = 7;
  for (auto _ : state) benchmark::DoNotOptimize(a / b);
}
BENCHMARK(divide);

void print_decimal(benchmark::State& state) {
  const Decimal a = Decimal::scaled(123450, 2);
  for (auto _ : state) benchmark::DoNotOptimize(a.print());
}
BENCHMARK(print_decimal);

void parse_json(benchmark::State& state) {
  const std::string text = R"({"values":{"name":"某单位门户网站","amount":"1234500.00",)"
                           R"("tags":["a","b","c"],"open":true,"n":42}})";
  for (auto _ : state) benchmark::DoNotOptimize(base::parse_json(text));
}
BENCHMARK(parse_json);

// One transaction with as many events as the argument says, committed durably.
void commit_events(benchmark::State& state) {
  const storage::TemporaryPlace place;
  storage::Settings settings = place.settings();
  settings.durability = storage::Durability::Full;
  const auto database = storage::Database::open(settings).value();
  base::ensure(database->migrate(storage::migrations()).ok(), "storage migrates");
  storage::Connection& db = database->writer();
  storage::StoredKeys keys(db);
  storage::Tx tx{db, base::parse_time("2026-03-02T01:00:00Z").value(), keys, {"lin", "", "bench"}};
  for (auto _ : state) {
    db.begin();
    for (int64_t i = 0; i < state.range(0); ++i) {
      const std::string key = std::to_string(tx.keys.next());
      storage::append_event(tx, {"record.created", "project", key, "project", key, "", {}});
    }
    db.commit();
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(commit_events)->Arg(1)->Arg(16)->Arg(256);

}  // namespace
