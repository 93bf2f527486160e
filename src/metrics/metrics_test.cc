#include "metrics/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "records/testing.h"

namespace metrics {
namespace {

using records::FieldType;
using records::Ref;
using namespace records::testing;
using ::testing::HasSubstr;
using ::testing::SizeIs;

records::RecordType child(std::string id, std::vector<records::Field> fields) {
  records::RecordType type;
  type.id = std::move(id);
  type.title = both(type.id);
  type.parent = "owner_record";
  type.fields = std::move(fields);
  return type;
}

// The shape of a solution project, as far as M-45 … M-48 read it.
std::vector<records::RecordType> types() {
  records::RecordType job;
  job.id = "job";
  job.title = both("job");
  const std::string spent = "sum(concatenate([0], for c in costs return c.amount))";
  const std::string budget = "sum(concatenate([0], for b in budgets return b.amount))";
  job.fields = {field("name", FieldType::Text),
                children("steps", "step"),
                children("costs", "cost"),
                children("budgets", "budget"),
                children("risks", "risk"),
                computed(field("spent", FieldType::Money), spent),
                computed(field("budget", FieldType::Money), budget)};
  records::RecordType step =
      child("step", {link_to("owner_record", "job"), field("planned_on", FieldType::Date),
                     field("actual_on", FieldType::Date), field("is_reached", FieldType::Boolean),
                     children("items", "check_item")});
  records::Field result = choice("first_result", {"passed", "failed"});
  records::RecordType item = child("check_item", {link_to("owner_record", "step"), result});
  records::RecordType cost =
      child("cost", {link_to("owner_record", "job"), field("amount", FieldType::Money)});
  records::RecordType budget_line =
      child("budget", {link_to("owner_record", "job"), field("amount", FieldType::Money)});
  records::RecordType risk =
      child("risk", {link_to("owner_record", "job"), number("probability", 0), number("impact", 0),
                     field("is_open", FieldType::Boolean),
                     computed(number("value", 0), "probability * impact")});
  return {job, step, item, cost, budget_line, risk};
}

Metric metric(std::string id, std::string value, std::string rows) {
  Metric made;
  made.id = std::move(id);
  made.title = both(made.id);
  made.grain = "job";
  made.value = formula(std::move(value));
  if (!rows.empty()) made.rows = formula(std::move(rows));
  return made;
}

std::vector<Metric> four() {
  const std::string due = "steps[is_reached = true or planned_on <= today()]";
  const std::string checked = "flatten(for s in steps return s.items)[first_result != null]";
  const std::string on_time = "steps[is_reached = true and actual_on <= planned_on]";
  Metric schedule = metric("schedule", "count(" + on_time + ") / count(" + due + ") * 100", due);
  schedule.code = "M-45";
  schedule.target = base::Decimal(90);
  schedule.yellow = base::Decimal(90);
  schedule.red = base::Decimal(60);
  Metric cost = metric("cost", "spent / budget * 100", "costs");
  cost.better = Better::Lower;
  cost.target_formula = formula("100");
  Metric quality = metric("quality",
                          "count(flatten(for s in steps return s.items)[first_result = \"passed\"])"
                          " / count(" +
                              checked + ") * 100",
                          checked);
  Metric exposure =
      metric("exposure", "sum(concatenate([0], for r in risks[is_open = true] return r.value))",
             "risks[is_open = true]");
  exposure.better = Better::Lower;
  exposure.yellow = base::Decimal(8);
  exposure.red = base::Decimal(15);
  return {schedule, cost, quality, exposure};
}

class Metrics : public ::testing::Test {
 protected:
  Metrics() : world(types()) {
    Catalogue::Built built = Catalogue::build(four(), *world.catalogue);
    for (const base::Problem& problem : built.problems) ADD_FAILURE() << problem.print();
    metrics = built.catalogue;
    job = world.make("job", R"({"name": "园区"})");
  }
  Ref add(const std::string& type, const Ref& owner, const std::string& values) {
    return world.make(type, "{\"owner_record\": \"" + std::to_string(owner.id) + "\"" +
                                (values.empty() ? "" : ", " + values) + "}");
  }
  Reading of(std::string_view id) {
    return read(world.db(), *world.catalogue, world.environment, *metrics, id, job).value();
  }
  World world;
  std::shared_ptr<const Catalogue> metrics;
  Ref job;
};

TEST_F(Metrics, nothing_due_is_no_value) {
  for (const char* id : {"schedule", "cost", "quality"}) {
    const Reading reading = of(id);
    EXPECT_EQ(print(reading.value), "–") << id;
    EXPECT_FALSE(reading.is_reached.has_value());
    EXPECT_EQ(reading.colour, Colour::None);
  }
  EXPECT_EQ(print(of("exposure").value), "0.00");
}

TEST_F(Metrics, schedule_counts_what_was_due) {
  add("step", job, R"("planned_on": "2026-02-20", "actual_on": "2026-02-20", "is_reached": true)");
  add("step", job, R"("planned_on": "2026-02-25", "actual_on": "2026-02-27", "is_reached": true)");
  add("step", job, R"("planned_on": "2026-03-01")");
  add("step", job, R"("planned_on": "2026-04-01")");

  const Reading reading = of("M-45");

  EXPECT_EQ(print(reading.value), "33.33");
  EXPECT_THAT(reading.rows, SizeIs(3));
  EXPECT_EQ(reading.is_reached, false);
  EXPECT_EQ(reading.colour, Colour::Red);
}

TEST_F(Metrics, cost_is_exact_and_rounded_half_up) {
  add("budget", job, R"("amount": "800.00")");
  add("cost", job, R"("amount": "0.10")");
  add("cost", job, R"("amount": "0.20")");
  add("cost", job, R"("amount": "200.74")");

  const Reading reading = of("cost");

  EXPECT_EQ(*reading.value, *base::Decimal::parse("25.13"));
  EXPECT_EQ(reading.is_reached, true);
  EXPECT_THAT(reading.rows, SizeIs(3));
}

TEST_F(Metrics, quality_looks_at_first_results) {
  const Ref step = add("step", job, "");
  for (const char* result : {"passed", "passed", "failed"}) {
    add("check_item", step, std::string("\"first_result\": \"") + result + "\"");
  }
  add("check_item", step, "");

  const Reading reading = of("quality");

  EXPECT_EQ(print(reading.value), "66.67");
  EXPECT_THAT(reading.rows, SizeIs(3));
}

TEST_F(Metrics, exposure_adds_open_risks) {
  add("risk", job, R"("probability": 3, "impact": 4, "is_open": true)");
  add("risk", job, R"("probability": 5, "impact": 5, "is_open": false)");

  EXPECT_EQ(print(of("exposure").value), "12.00");
  EXPECT_EQ(of("exposure").colour, Colour::Yellow);
  add("risk", job, R"("probability": 1, "impact": 3, "is_open": true)");
  EXPECT_EQ(of("exposure").colour, Colour::Red);
}

TEST_F(Metrics, over_a_set_only_values_there_are_count) {
  const Ref other = world.make("job", R"({"name": "大厦"})");
  world.make("job", R"({"name": "none"})");
  for (const Ref& owner : {job, other}) add("budget", owner, R"("amount": 100)");
  add("cost", job, R"("amount": 50)");

  const auto all = read_all(world.db(), *world.catalogue, world.environment, *metrics, "cost", "");
  const auto some = read_all(world.db(), *world.catalogue, world.environment, *metrics, "cost",
                             "name = \"园区\"");

  ASSERT_TRUE(all.ok() && some.ok());
  EXPECT_THAT(all->rows, SizeIs(3));
  EXPECT_EQ(print(all->value), "25.00");
  EXPECT_THAT(some->rows, SizeIs(1));
}

TEST_F(Metrics, several_records_come_to_their_sum_or_the_ratio_of_their_sums) {
  const Ref other = world.make("job", R"({"name": "other"})");
  add("budget", job, R"("amount": 100)");
  add("budget", other, R"("amount": 300)");
  add("cost", job, R"("amount": 50)");
  add("cost", other, R"("amount": 30)");
  Metric sum = metric("sum", "spent", "costs");
  sum.together = Together::Sum;
  Metric ratio = metric("ratio", "spent / budget * 100", "budgets");
  ratio.together = Together::Ratio;
  ratio.part = formula("spent");
  ratio.whole = formula("budget");
  ratio.unit = "percent";
  const auto built = Catalogue::build({sum, ratio}, *world.catalogue);
  ASSERT_TRUE(built.catalogue);
  const auto value = [&](std::string_view id) {
    return *read_all(world.db(), *world.catalogue, world.environment, *built.catalogue, id, "");
  };

  EXPECT_EQ(print(value("sum").value), "80.00");
  EXPECT_EQ(value("sum").behind, 2);
  EXPECT_EQ(print(value("ratio").value), "20.00");  // not the mean of 50 and 10
}

TEST_F(Metrics, ratio_without_a_whole_has_no_value) {
  Metric ratio = metric("ratio", "spent / budget * 100", "");
  ratio.together = Together::Ratio;
  ratio.part = formula("spent");
  ratio.whole = formula("budget");
  const auto built = Catalogue::build({ratio}, *world.catalogue);

  const auto all =
      read_all(world.db(), *world.catalogue, world.environment, *built.catalogue, "ratio", "");

  EXPECT_EQ(print(all->value), "–");
  ratio.whole = {};
  EXPECT_FALSE(Catalogue::build({ratio}, *world.catalogue).problems.empty());
}

TEST_F(Metrics, unknown_metric_wrong_grain_and_hidden_record_are_refused) {
  const auto ask = [&](std::string_view id, const Ref& ref) {
    return read(world.db(), *world.catalogue, world.environment, *metrics, id, ref).error().code;
  };
  EXPECT_EQ(ask("nonsense", job), "metrics.unknown");
  EXPECT_EQ(ask("cost", add("cost", job, "")), "metrics.unknown");
  EXPECT_EQ(ask("cost", {"job", 1}), "records.not_found");
}

TEST_F(Metrics, build_reports_every_problem) {
  Metric bad = metric("bad", "1 +", "");
  bad.grain = "nothing";
  bad.currency = "ABC";
  bad.unit = "days";

  const Catalogue::Built built = Catalogue::build({bad}, *world.catalogue);

  EXPECT_EQ(built.catalogue, nullptr);
  EXPECT_THAT(built.problems, SizeIs(4));
}

TEST(print, two_decimals_half_up) {
  const auto printed = [](const char* text) { return print(base::Decimal::parse(text)); };
  EXPECT_EQ(printed("0.005"), "0.01");
  EXPECT_EQ(printed("-0.05"), "-0.05");
  EXPECT_EQ(printed("2.345"), "2.35");
  EXPECT_EQ(printed("100"), "100.00");
  EXPECT_EQ(print(std::nullopt), "–");
}

// What is void is told by a table of another module.
class VoidMetrics : public Metrics {
 protected:
  VoidMetrics() {
    static constexpr std::array more = {storage::Migration{
        "voided", 1,
        "CREATE TABLE voided (record_type TEXT NOT NULL, record_id BIGINT NOT NULL);"}};
    EXPECT_TRUE(world.migrate(more).ok());
    world.environment.voided = "voided";
    world.db().execute("DELETE FROM voided", {});
  }
  void make_void(const Ref& ref) {
    world.db().execute("INSERT INTO voided VALUES (?, ?)", {ref.type, ref.id});
  }
  Summary all(std::string_view id) {
    return read_all(world.db(), *world.catalogue, world.environment, *metrics, id, "").value();
  }
};

TEST_F(VoidMetrics, what_is_void_counts_nowhere) {
  add("budget", job, R"("amount": "100.00")");
  add("cost", job, R"("amount": "10.00")");
  const Ref wrong = add("cost", job, R"("amount": "30.00")");
  EXPECT_EQ(print(of("cost").value), "40.00");

  make_void(wrong);

  EXPECT_EQ(print(of("cost").value), "10.00");
  EXPECT_THAT(of("cost").rows, SizeIs(1));
  EXPECT_EQ(world.list("cost", {}).value().total, 2);
  make_void(job);
  EXPECT_THAT(all("cost").rows, SizeIs(0));
}

TEST_F(VoidMetrics, what_belongs_to_something_void_is_void_with_it) {
  const Ref step = add("step", job, "");
  add("check_item", step, "");
  world.environment.leaves_out_voided = true;
  EXPECT_EQ(world.list("check_item", {}).value().total, 1);

  make_void(job);

  EXPECT_EQ(world.list("check_item", {}).value().total, 0);
}

TEST_F(VoidMetrics, a_metric_may_count_it) {
  std::vector<Metric> counting = four();
  for (Metric& each : counting) each.counts_voided = true;
  metrics = Catalogue::build(std::move(counting), *world.catalogue).catalogue;
  make_void(job);

  EXPECT_THAT(all("cost").rows, SizeIs(1));
}

}  // namespace
}  // namespace metrics
