// The smallest change of an input with which a table decides otherwise.
#include <gtest/gtest.h>

#include <random>

#include "dmn/dmn.h"

namespace dmn {
namespace {

std::string escaped(std::string_view text) {
  std::string made;
  for (const char c : text) made += c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
  return made;
}

struct Column {
  std::string name;
  std::string type = "";  // of the input data
};
using Rules = std::vector<std::vector<std::string>>;  // cells, then the output

// A table "d" over inputs, and what comes before them in the model.
std::string model_of(const std::vector<Column>& columns, const Rules& rules,
                     std::string_view policy = "FIRST", std::string_view types = "") {
  std::string inputs;
  std::string required;
  std::string table;
  for (const auto& [name, type] : columns) {
    const std::string reference = type.empty() ? "" : "\" typeRef=\"" + type;
    inputs += "<inputData id=\"i" + name + "\" name=\"" + name + "\"><variable name=\"" + name +
              reference + "\"/></inputData>";
    required +=
        "<informationRequirement><requiredInput href=\"#i" + name + "\"/></informationRequirement>";
    table += "<input><inputExpression><text>" + name + "</text></inputExpression></input>";
  }
  table += "<output/>";
  for (const auto& rule : rules) {
    table += "<rule>";
    for (size_t i = 0; i < rule.size(); ++i) {
      const std::string entry = i < columns.size() ? "inputEntry" : "outputEntry";
      table += "<" + entry + "><text>" + escaped(rule[i]) + "</text></" + entry + ">";
    }
    table += "</rule>";
  }
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" name="m"
 namespace="n">)" +
         std::string(types) + inputs + "<decision id=\"d\" name=\"d\"><variable name=\"d\"/>" +
         required + "<decisionTable hitPolicy=\"" + std::string(policy) + "\">" + table +
         "</decisionTable></decision></definitions>";
}

feel::Value value_of(const std::string& text) {
  feel::Evaluation evaluation;
  return feel::evaluate(text, feel::NoNames(), evaluation);
}

std::vector<Change> changes_of(const std::string& model, const feel::Value& inputs) {
  const Reading reading = read(model, "m.dmn");
  EXPECT_TRUE(reading.problems.empty()) << reading.problems.front().print() << model;
  feel::Evaluation evaluation;
  return evaluate(*reading.model, "d", inputs, evaluation, Explain::EveryRule)
      ->explanations.back()
      .changes;
}

// "x = 2 gives "a"; y = 5 gives "a"", the smallest change first.
std::string offered(const std::string& model, const std::string& inputs) {
  std::string all;
  for (const auto& change : changes_of(model, value_of(inputs))) {
    all += (all.empty() ? "" : "; ") + change.input + " = " + feel::print(change.to) + " gives " +
           feel::print(change.result);
  }
  return all;
}

// Of a table that gives 1 where `test` passes and else 2.
std::string offered_for(const std::string& test, const std::string& value,
                        const std::string& type = "", std::string_view types = "") {
  return offered(model_of({{"x", type}}, {{test, "1"}, {"-", "2"}}, "FIRST", types),
                 "{x: " + value + "}");
}

TEST(changes, numbers_go_to_the_bound_or_one_step_beside_it) {
  EXPECT_EQ(offered_for("< 3", "4"), "x = 2 gives 1");
  EXPECT_EQ(offered_for("<= 3", "4"), "x = 3 gives 1");
  EXPECT_EQ(offered_for("< 3", "4.5"), "x = 2.9 gives 1");
  EXPECT_EQ(offered_for("< 3.00", "4"), "x = 2 gives 1");
  EXPECT_EQ(offered_for("< 3.25", "4"), "x = 3.24 gives 1");
  EXPECT_EQ(offered_for("(3..7)", "9"), "x = 6 gives 1");
  EXPECT_EQ(offered_for("not(3, [5..9])", "5"), "x = 4 gives 1");
  EXPECT_EQ(offered_for("!= 5", "5"), "x = 4 gives 1");
  EXPECT_EQ(offered_for("> 1e20", "1e20 + 1"), "x = 100000000000000000000 gives 2");
}

TEST(changes, regular_expressions_are_no_texts_to_set) {
  const auto offers = [](const std::string& test) { return offered_for(test, "\"abcd\""); };

  EXPECT_EQ(offers("matches(?, \"[0-9]+\")"), "");
  EXPECT_EQ(offers("matches(input: ?, pattern: \"[0-9]+\")"), "");
  EXPECT_EQ(offers("count(extract(?, \"[0-9]+\")) > 0"), "");
  EXPECT_EQ(offers("count(split(?, \"[0-9]+\")) > 1"), "");
  EXPECT_EQ(offers("replace(?, \"[0-9]+\", \"\", \"i\") != ?"), "");
  EXPECT_EQ(offers("contains(?, \"[0-9]+\")"), "x = \"abcd[0-9]+\" gives 1");
  EXPECT_EQ(offers("matches(?, \"[0-9]+\") or ? = \"a\""), "x = \"a\" gives 1");
}

TEST(changes, tests_with_variables_are_met) {
  const auto model = model_of({{"x"}, {"y"}}, {{"< y", "-", "1"}, {"-", "-", "2"}});
  EXPECT_EQ(offered(model, "{x: 4, y: 1}"), "x = 0 gives 1; y = 5 gives 1");
  const auto computed = model_of({{"x"}, {"y"}}, {{"[y * 2..y * 3]", "-", "1"}, {"-", "-", "2"}});
  EXPECT_EQ(offered(computed, "{x: 100, y: 10}"), "x = 30 gives 1; y = 34 gives 1");
  const auto members = model_of({{"x"}, {"y"}}, {{"> y.limit", "-", "1"}, {"-", "-", "2"}});
  EXPECT_EQ(offered(members, "{x: 4, y: {limit: 9.5}}"), "x = 9.6 gives 1");
}

TEST(changes, tests_that_ask_are_met) {
  EXPECT_EQ(offered_for("? > 3", "1"), "x = 4 gives 1");
  EXPECT_EQ(offered_for("odd(?)", "4"), "x = 3 gives 1");
  EXPECT_EQ(offered_for("? in [10..20]", "90"), "x = 20 gives 1");
  EXPECT_EQ(offered_for("? between 10 and 20", "1"), "x = 10 gives 1");
  EXPECT_EQ(offered_for("? * 7 > 1000", "1"), "x = 143 gives 1");
  EXPECT_EQ(offered_for("modulo(?, 10) = 0", "3"), "x = 0 gives 1");
  EXPECT_EQ(offered_for("? > -1000000 and ? < -5000", "0"), "x = -5001 gives 1");
}

TEST(changes, texts_take_what_the_cells_and_types_name) {
  EXPECT_EQ(offered_for(R"("a", "b")", R"("c")"), R"(x = "a" gives 1)");
  EXPECT_EQ(offered_for(R"(contains(?, "-"))", R"("ab")"), R"(x = "ab-" gives 1)");
  EXPECT_EQ(offered_for(R"(starts with(?, "SN"))", R"("12")"), R"(x = "SN12" gives 1)");
  EXPECT_EQ(offered_for(R"(contains(?, "-"))", R"("a-b-")"), R"(x = "ab" gives 2)");
  EXPECT_EQ(offered_for(R"(string length(?) > 3)", R"("ab")"), "");
  const auto kinds = R"(<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues>
<text>"red", "green"</text></allowedValues></itemDefinition>)";
  EXPECT_EQ(offered_for(R"(not("red"))", R"("red")", "tKind", kinds), R"(x = "green" gives 1)");
  EXPECT_EQ(offered_for(R"("red", "blue")", R"("green")", "tKind", kinds), R"(x = "red" gives 1)");
}

TEST(changes, dates_times_durations_and_booleans_have_steps) {
  EXPECT_EQ(offered_for(R"(< @"2026-03-01")", R"(@"2026-05-01")"), R"(x = @"2026-02-28" gives 1)");
  EXPECT_EQ(offered_for(R"(? > date("2026-03-01"))", R"(@"2026-01-01")"),
            R"(x = @"2026-03-02" gives 1)");
  EXPECT_EQ(offered_for(R"(< @"09:00:00")", R"(@"10:00:00")"), R"(x = @"08:59:59" gives 1)");
  EXPECT_EQ(offered_for(R"(> @"2026-12-31T23:59:59Z")", R"(@"2026-01-01T00:00:00Z")"),
            R"(x = @"2027-01-01T00:00:00Z" gives 1)");
  EXPECT_EQ(offered_for(R"(> @"2026-12-31T23:59:59.5Z")", R"(@"2026-01-01T00:00:00Z")"),
            R"(x = @"2026-12-31T23:59:59.6Z" gives 1)");
  EXPECT_EQ(offered_for(R"(> duration("P3D"))", R"(duration("P1D"))"), R"(x = @"P3DT1S" gives 1)");
  EXPECT_EQ(offered_for(R"(>= duration("P1Y"))", R"(duration("P5M"))"), R"(x = @"P1Y" gives 1)");
  EXPECT_EQ(offered_for(R"(> @"P1Y")", R"(@"P5M")"), R"(x = @"P1Y1M" gives 1)");
  EXPECT_EQ(offered_for("true", "false"), "x = true gives 1");
  EXPECT_EQ(offered_for("not(true)", "true"), "x = false gives 1");
  EXPECT_EQ(offered_for("?", "false"), "x = true gives 1");
}

TEST(changes, what_the_input_may_not_be_is_not_offered) {
  const auto small = R"(<itemDefinition name="tSmall"><typeRef>number</typeRef><allowedValues>
<text>[0..9]</text></allowedValues></itemDefinition>)";
  EXPECT_EQ(offered_for("< 3, > 9", "8", "tSmall", small), "x = 2 gives 1");
  EXPECT_EQ(offered_for("> 9", "8", "tSmall", small), "");
  EXPECT_EQ(offered_for("contains(?, 1)", "8"), "");
}

TEST(changes, a_missing_input_may_be_given) {
  EXPECT_EQ(offered_for("< 3", "null"), "x = 2 gives 1");
  EXPECT_EQ(offered_for("true", "null"), "x = true gives 1");
}

// Random tables of integers, and what trying every integer around finds.
class RandomTable {
 public:
  RandomTable(unsigned seed, int most, std::vector<std::string> more)
      : random_(seed), most_(most), more_(std::move(more)) {}

  Rules rules() {
    Rules made;
    for (int i = 0; i < 4; ++i) {
      made.push_back({test(), test(), std::to_string(random_() % 3)});
    }
    made.push_back({"-", "-", "9"});
    return made;
  }
  int number() {
    return static_cast<int>(random_() % static_cast<unsigned>(2 * most_ + 1)) - most_;
  }

 private:
  std::string test() {
    const int a = number();
    const int b = a + static_cast<int>(random_() % 5);
    const auto from = std::to_string(a);
    const auto to = std::to_string(b);
    std::vector<std::string> tests{"-",
                                   from,
                                   "< " + from,
                                   ">= " + from,
                                   "!= " + from,
                                   "not(" + from + ")",
                                   from + ", > " + to,
                                   "[" + from + ".." + to + "]",
                                   "(" + from + ".." + to + "]",
                                   "not([" + from + ".." + to + "))"};
    for (std::string one : more_) {
      const size_t at = one.find('N');
      if (at != std::string::npos) one.replace(at, 1, from);
      tests.push_back(one);
    }
    return tests[random_() % tests.size()];
  }

  std::mt19937 random_;
  int most_;
  std::vector<std::string> more_;
};

struct Numbers {
  int x = 0;
  int y = 0;
  int& of(const std::string& name) { return name == "x" ? x : y; }
  feel::Value inputs() const { return feel::Fields().set("x", x).set("y", y).build(); }
};

// How far the nearest integer lies that decides otherwise; 0 when none within `reach` does.
int nearest_by_trying(const Model& model, Numbers numbers, const std::string& name, int reach) {
  const auto decide = [&](const Numbers& given) {
    feel::Evaluation evaluation;
    const auto found = evaluate(model, "d", given.inputs(), evaluation, Explain::Yes);
    const auto& explanation = found->explanations.front();
    return std::pair(explanation.matched.front().index, feel::print(explanation.result));
  };
  const auto now = decide(numbers);
  for (int distance = 1; distance <= reach; ++distance) {
    for (const int by : {-distance, distance}) {
      Numbers other = numbers;
      other.of(name) += by;
      const auto then = decide(other);
      if (then.first != now.first && then.second != now.second) return distance;
    }
  }
  return 0;
}

void expect_nearest(RandomTable& random, int reach) {
  const auto text = model_of({{"x"}, {"y"}}, random.rules());
  const Numbers numbers{random.number(), random.number()};
  const Reading reading = read(text, "m.dmn");
  const auto changes = changes_of(text, numbers.inputs());
  for (const std::string name : {"x", "y"}) {
    const int nearest = nearest_by_trying(*reading.model, numbers, name, reach);
    const auto change = std::find_if(changes.begin(), changes.end(),
                                     [&](const Change& one) { return one.input == name; });
    const auto away = change == changes.end() ? base::Decimal(0)
                                              : (change->to.number() - change->from.number()).abs();
    EXPECT_TRUE(away == base::Decimal(nearest) || (nearest == 0 && away > base::Decimal(reach)))
        << name << " of " << numbers.x << ", " << numbers.y << ": " << away.print() << " for "
        << nearest << "\n"
        << text;
  }
}

TEST(changes, none_is_nearer_than_the_one_that_random_tables_are_offered) {
  RandomTable wide(20'261'127, 300, {});
  for (int i = 0; i < 60; ++i) expect_nearest(wide, 700);
  RandomTable narrow(20'261'128, 4,
                     {"odd(?)", "? > N", "? in [N..3]", "? + y > N", "? * x <= N", "< x + N",
                      ">= y", "[N..y]", "not(? = N)", "some z in [N, 2] satisfies z = ?"});
  for (int i = 0; i < 400; ++i) expect_nearest(narrow, 16);
}

TEST(changes, none_is_nearer_among_dates) {
  std::mt19937 random(7);
  const auto date = [](int64_t day) { return feel::print(feel::Value::date_of_day(20'000 + day)); };
  for (int i = 0; i < 60; ++i) {
    const auto day = [&] { return static_cast<int>(random() % 41); };
    Rules rules;
    for (int rule = 0; rule < 3; ++rule) {
      const auto from = day();
      const auto test =
          rule == 0 ? "< " + date(from) : "[" + date(from) + ".." + date(from + rule) + "]";
      rules.push_back({test, std::to_string(rule)});
    }
    rules.push_back({"-", "9"});
    const auto text = model_of({{"x"}}, rules);
    const Reading reading = read(text, "m.dmn");
    const int given = day();
    const auto decide = [&](int at) {
      feel::Evaluation evaluation;
      const auto inputs = feel::Fields().set("x", feel::Value::date_of_day(20'000 + at)).build();
      return feel::print(evaluate(*reading.model, "d", inputs, evaluation)->result);
    };
    int nearest = 1;
    while (nearest < 90 && decide(given - nearest) == decide(given) &&
           decide(given + nearest) == decide(given)) {
      ++nearest;
    }
    const auto changes =
        changes_of(text, feel::Fields().set("x", feel::Value::date_of_day(20'000 + given)).build());
    ASSERT_EQ(changes.size(), 1u) << text;
    EXPECT_EQ(std::abs(changes.front().to.day() - 20'000 - given), nearest) << text;
  }
}

}  // namespace
}  // namespace dmn
