#include "feel/feel.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "feel/with_item.h"

namespace feel {
namespace {

// The FEEL text of the result in a context given as FEEL.
std::string result_of(std::string_view text, std::string_view context = "{}") {
  Evaluation evaluation;
  evaluation.now = {1'772'413'200'000'000};
  const Value names = evaluate(context, NoNames(), evaluation);
  const auto expression = compile(text);
  if (!expression.ok()) return expression.error().place + ": " + expression.error().detail;
  return print(expression->evaluate(ContextNames(names), evaluation));
}

Value tested(std::string_view tests, const Value& input) {
  const auto expression = compile(tests, {.form = Form::UnaryTests});
  Evaluation evaluation;
  return expression.ok() ? expression->test(input, NoNames(), evaluation) : Value("syntax");
}

TEST(feel, computes_with_numbers) {
  EXPECT_EQ(result_of("1 + 2 * 3"), "7");
  EXPECT_EQ(result_of("(1 + 2) * 3"), "9");
  EXPECT_EQ(result_of("-2 ** 2"), "4");
  EXPECT_EQ(result_of("10 / 4 - 1"), "1.5");
  EXPECT_EQ(result_of("0.1 + 0.2"), "0.3");
  EXPECT_EQ(result_of("1 / 0"), "null");
}

TEST(feel, writes_numbers_as_text_without_exponent) {
  EXPECT_EQ(result_of("string(1e-10)"), R"("0.0000000001")");
  EXPECT_EQ(result_of("string(-1.5e-9)"), R"("-0.0000000015")");
  EXPECT_EQ(result_of("string(-12e35)"), R"("-1200000000000000000000000000000000000")");
  EXPECT_EQ(result_of("string length(string(1e6144))"), "6145");
  EXPECT_EQ(result_of("string([1e-10])"), R"("[0.0000000001]")");
}

TEST(feel, decides_by_three_values) {
  EXPECT_EQ(result_of("true and null"), "null");
  EXPECT_EQ(result_of("false and null"), "false");
  EXPECT_EQ(result_of("true or null"), "true");
  EXPECT_EQ(result_of("null = null"), "true");
  EXPECT_EQ(result_of("1 = \"1\""), "null");
}

TEST(feel, a_list_gets_another_item_and_those_who_hold_it_keep_theirs) {
  Value list = Value::list({1, 2});
  const Value held = list;

  list = with_item(std::move(list), 0, "a");
  list = with_item(std::move(list), 4, Value::list({5}));
  list = with_item(std::move(list), 1, 9);

  EXPECT_EQ(print(list), R"(["a", 9, null, null, [5]])");
  EXPECT_EQ(print(held), "[1, 2]");
  EXPECT_TRUE(with_item(7, 0, 1).is_null());
}

TEST(feel, an_item_that_makes_a_list_too_deep_makes_it_null) {
  const auto nested = [](int depth) {
    Value value = 1;
    for (int i = 0; i < depth; ++i) value = Value::list({value});
    return value;
  };
  Value list = Value::list({0, 0});

  list = with_item(std::move(list), 0, nested(999));
  EXPECT_TRUE(list.is(Kind::List));
  list = with_item(std::move(list), 0, 0);
  list = Value::list({list});
  EXPECT_TRUE(list.is(Kind::List));
  EXPECT_TRUE(with_item(std::move(list), 1, nested(1000)).is_null());
}

TEST(feel, reads_names_with_spaces_and_chinese_names) {
  EXPECT_EQ(result_of("Applicant Age + 1", "{Applicant Age: 41}"), "42");
  EXPECT_EQ(result_of("合同金额 * 2", "{合同金额: 1.5}"), "3");
  EXPECT_EQ(result_of("client.first name", "{client: {first name: \"Lin\"}}"), "\"Lin\"");
}

TEST(feel, knows_names_with_operators_when_told) {
  const auto expression = compile("a-b + 1", {.known_names = {"a-b"}});
  Evaluation evaluation;

  const Value result = expression->evaluate(
      ContextNames(Fields().set("a-b", 4).set("a", 1).set("b", 1).build()), evaluation);

  EXPECT_EQ(print(result), "5");
}

TEST(feel, filters_and_walks_lists) {
  const char* people = "{people: [{name: \"a\", age: 30}, {name: \"b\", age: 50}], limit: 40}";
  EXPECT_EQ(result_of("people[age > limit].name", people), "[\"b\"]");
  EXPECT_EQ(result_of("people[1].name", people), "\"a\"");
  EXPECT_EQ(result_of("people[-1].age", people), "50");
  EXPECT_EQ(result_of("[1,2,3,4][item > 2]"), "[3, 4]");
  EXPECT_EQ(result_of("count(people[age > 100])", people), "0");
}

TEST(feel, item_of_a_filter_may_be_called) {
  EXPECT_EQ(result_of("[function(x) x > 2][item(3)][1](8)"), "true");
  EXPECT_EQ(result_of("[function(x) x > 2][(function(y) item(y))(3)][1](1)"), "false");
  EXPECT_EQ(result_of("[1][item(3)]"), "[]");
}

TEST(feel, item_of_a_filter_hides_outer_names) {
  EXPECT_EQ(result_of("for item in [[1,2],[3,4]] return item[item > 1]"), "[[2], [3, 4]]");
  EXPECT_EQ(result_of("every item in [[1,2],[3,4]] satisfies count(item[item > 0]) = 2"), "true");
  EXPECT_EQ(result_of("some item in [0] satisfies count([1,2][item > 0]) = 2"), "true");
  EXPECT_EQ(result_of("{item: 3, r: [1,2,3][item = 2]}.r"), "[2]");
  EXPECT_EQ(result_of("{item: [1,2], r: item[item > 1]}.r"), "[2]");
  EXPECT_EQ(result_of("(function(item) [1,2,3][item = 2])(1)"), "[2]");
  EXPECT_EQ(result_of("[[1,2],[3]][count(item[item > 1]) = 1]"), "[[1, 2], [3]]");
  EXPECT_EQ(result_of("[{item: 1}, {item: 2}][item > 1]"), "[{item: 2}]");
  EXPECT_EQ(result_of("[[1,2],[3]][some item in item satisfies item > 2]"), "[[3]]");
}

TEST(feel, large_lists_lose_their_doubles) {
  EXPECT_EQ(result_of("count(distinct values(for i in 1..50000 return {a: i, b: string(i)}))"),
            "50000");
  EXPECT_EQ(result_of("count(union(for i in 1..50000 return i, for i in 1..60000 return i))"),
            "60000");
  EXPECT_EQ(result_of("duplicate values(concatenate(for i in 1..50000 return i, [7, 9, 9]))"),
            "[7, 9]");
  EXPECT_EQ(result_of("get value(context(for i in 1..20000 return {key: string(i), value: i}), "
                      "\"777\")"),
            "777");
}

TEST(feel, what_is_equal_is_no_other_distinct_value) {
  EXPECT_EQ(result_of("distinct values([1, 1.0, 1e0, 0, -0, 1e40, 10e39, 0.5, 0.50])"),
            "[1, 0, 1E+40, 0.5]");
  EXPECT_EQ(result_of("distinct values([{a: 1, b: 2}, {b: 2.0, a: 1}, null, null, [1], [1.0]])"),
            "[{a: 1, b: 2}, null, [1]]");
  EXPECT_EQ(result_of(R"(count(distinct values([@"10:00:00.1Z", @"10:00:00.9Z",
                                                @"18:00:00+08:00", @"10:00:00"])))"),
            "2");
  EXPECT_EQ(result_of(R"(count(distinct values([@"P1Y", @"P12M", @"P1D", @"PT24H", 1, "1"])))"),
            "4");
  EXPECT_EQ(result_of("distinct values([[1..2], [1..2), [1..2]])"), "[[1..2], [1..2)]");
}

TEST(feel, the_standard_lacks_what_camunda_adds) {
  EXPECT_EQ(result_of("string join([\"a\"], \", \", \"[\", \"]\")"), "null");
  EXPECT_EQ(result_of("context merge({a: 1}, {b: 2})"), "null");
  EXPECT_EQ(result_of("fromAi(1)"), "null");
  EXPECT_EQ(result_of("context put({x: 1}, [\"y\", \"z\"], 2)"), "null");
  for (const auto* quoted : {"`a-b`", "{`a-b`: 1}", "{a: 1}.`a`", "for `a b` in [1] return 1"}) {
    EXPECT_THAT(result_of(quoted), testing::HasSubstr("back-quotes are of Camunda's")) << quoted;
    EXPECT_TRUE(compile(quoted, {.dialect = Dialect::Camunda}).ok()) << quoted;
  }
}

TEST(feel, functions_fit_parameters_of_function_types) {
  EXPECT_EQ(result_of("(function(f: function<number> -> number) f(2))"
                      "(function(x: number) x + 1)"),
            "3");
  EXPECT_EQ(result_of("(function(f: function<number> -> number) f(-2))(abs)"), "2");
  EXPECT_EQ(result_of("(function(f: function<number> -> number) f(2))(function(x: string) x)"),
            "null");
  EXPECT_EQ(result_of("(function(f: function<number> -> number) f(2))(function(x, y) x)"), "null");
}

TEST(feel, functions_are_instances_of_the_types_whose_parameters_they_fit) {
  const std::string type = "function<number> -> number";
  const auto fits = [&type](const std::string& function) {
    const auto passed = result_of("(function(f: " + type + ") f != null)(" + function + ")");
    const auto is_instance = result_of("(" + function + ") instance of " + type);
    return is_instance == (passed == "true" ? "true" : "false") ? is_instance : "they differ";
  };
  for (const auto* function :
       {"abs", "function(x) x", "function(x: number) x", "function(x: number) x * 2 - 1",
        "function(x: Any) -x", "function(x: number) if x > 1 then x else 1", "function(x) null",
        "function(x: number) abs(x)"}) {
    EXPECT_EQ(fits(function), "true") << function;
  }
  for (const auto* function :
       {"function(x: number) \"a\"", "function(x: string) 1", "function(x, y) x",
        "function(x: number) x > 1", "function(x: number) [x]", "function(x: number) {a: x}",
        "function(x: number) if x > 1 then \"a\" else \"b\""}) {
    EXPECT_EQ(fits(function), "false") << function;
  }
  EXPECT_EQ(result_of("(function(a) {b: \"b\", c: 1}) instance of "
                      "function<Any> -> context<b: string>"),
            "true");
  EXPECT_EQ(result_of("(function(a) {b: 1}) instance of function<Any> -> context<b: string>"),
            "false");
  EXPECT_EQ(result_of("(function() [1, null]) instance of function<> -> list<number>"), "true");
  EXPECT_EQ(result_of("(function() [1, \"a\"]) instance of function<> -> list<number>"), "false");
}

TEST(feel, loops) {
  EXPECT_EQ(result_of("for i in 1..3 return i * 2"), "[2, 4, 6]");
  EXPECT_EQ(result_of("for i in 3..1 return i"), "[3, 2, 1]");
  EXPECT_EQ(result_of("for i in 1..2, j in [10, 20] return i + j"), "[11, 21, 12, 22]");
  EXPECT_EQ(result_of("for i in 0..4 return if i = 0 then 1 else i * partial[-1]"),
            "[1, 1, 2, 6, 24]");
  EXPECT_EQ(result_of("some x in [1, 2] satisfies x > 1"), "true");
  EXPECT_EQ(result_of("every x in [1, 2] satisfies x > 1"), "false");
}

TEST(feel, functions_close_over_names_and_call_themselves) {
  EXPECT_EQ(result_of("{n: 2, f: function(x) x * n, r: f(21)}.r"), "42");
  EXPECT_EQ(result_of("{fact: function(n) if n <= 1 then 1 else n * fact(n - 1), r: fact(10)}.r"),
            "3628800");
  EXPECT_EQ(result_of("substring(string: \"foobar\", start position: 3)"), "\"obar\"");
  EXPECT_EQ(result_of("sort([3, 1, 2], function(x, y) x > y)"), "[3, 2, 1]");
}

TEST(feel, tests_values) {
  EXPECT_EQ(tested("< 5", 3), Value(true));
  EXPECT_EQ(tested("[1..5), 7", 5), Value(false));
  EXPECT_EQ(tested("not(1, 2)", 3), Value(true));
  EXPECT_EQ(tested("-", Value()), Value(true));
  EXPECT_EQ(tested("\"a\", \"b\"", "b"), Value(true));
  EXPECT_EQ(tested("? > 1 and ? < 3", 2), Value(true));
  EXPECT_EQ(tested("starts with(?, \"x\")", "xy"), Value(true));
  EXPECT_EQ(result_of("5 in (1..10)"), "true");
  EXPECT_EQ(result_of("5 in (> 3, 1)"), "true");
  EXPECT_EQ(result_of("5 in [1, 5]"), "true");
}

TEST(feel, a_test_that_asks_of_nothing_does_not_pass_for_null) {
  for (const char* question :
       {"? > 3", "? <= 3", "odd(?)", "starts with(?, \"a\")", "? between 1 and 2", "?.a > 1",
        "? in [1..3]", "not(? > 3)", "? + 1", "? > 3, ? < 1"}) {
    EXPECT_EQ(tested(question, Value()), Value()) << question;
  }
  EXPECT_EQ(result_of("null in (? > 3)"), "null");
  EXPECT_EQ(tested("? = null", Value()), Value(true));
  EXPECT_EQ(tested("? > 3, null", Value()), Value(true));
  EXPECT_EQ(tested("null", Value()), Value(true));
  EXPECT_EQ(tested("not(null)", Value()), Value(false));
  EXPECT_EQ(tested("[1, null]", Value()), Value(true));
  EXPECT_EQ(tested("? + 0", 3), Value(true));
  EXPECT_EQ(tested("[? - 1, ?]", 3), Value(true));
}

TEST(feel, between_is_decided_by_one_end) {
  EXPECT_EQ(result_of("5 between 6 and null"), "false");
  EXPECT_EQ(result_of("5 between 1 and null"), "null");
}

TEST(feel, relations_take_the_names_of_the_standard) {
  EXPECT_EQ(result_of("before(point: 1, range: [2..3])"), "true");
  EXPECT_EQ(result_of("before(range: [2..3], point: 1)"), "false");
  EXPECT_EQ(result_of("after(range1: [5..6], range2: [2..3])"), "true");
  EXPECT_EQ(result_of("includes(point: 2, range: [2..3])"), "true");
  EXPECT_EQ(result_of("before(a: 1, b: 2)"), "null");
}

TEST(feel, computes_with_dates) {
  EXPECT_EQ(result_of("date(\"2024-02-29\") + duration(\"P1Y\")"), "@\"2025-02-28\"");
  EXPECT_EQ(result_of("@\"2024-03-01\" - @\"2024-02-28\""), "@\"P2D\"");
  EXPECT_EQ(result_of("@\"2024-03-01T10:00:00+08:00\" = @\"2024-03-01T02:00:00Z\""), "true");
  EXPECT_EQ(result_of("@\"2024-03-01\".weekday"), "5");
  EXPECT_EQ(result_of("string(duration(\"P1Y13M\"))"), "\"P2Y1M\"");
  EXPECT_EQ(result_of("string(today())"), "\"2026-03-02\"");
}

TEST(feel, says_why_a_value_is_null) {
  Evaluation evaluation;
  const auto expression = compile("1 +\n nothing");

  EXPECT_TRUE(expression->evaluate(NoNames(), evaluation).is_null());

  ASSERT_GE(evaluation.reasons.size(), 1u);
  EXPECT_EQ(evaluation.reasons[0].print(), "2:2: unknown name: nothing");
}

TEST(feel, reasons_say_the_kind_of_what_does_not_fit) {
  const auto reason_of = [](std::string_view text) {
    Evaluation evaluation;
    (void)evaluate(text, NoNames(), evaluation);
    return evaluation.reasons.empty() ? "" : evaluation.reasons.front().text;
  };
  EXPECT_EQ(reason_of("(function(x: number) x)(\"a\")"), "argument x is no number: string");
  EXPECT_EQ(reason_of("upper case(7)"), "upper case: wrong kind of value for string: number");
  EXPECT_EQ(reason_of("upper case(null)"), "upper case: string is null");
}

TEST(feel, refuses_what_is_no_expression_with_its_place) {
  const auto expression = compile("1 + \n  * 2");

  ASSERT_FALSE(expression.ok());
  EXPECT_EQ(expression.error().code, "feel.syntax");
  EXPECT_EQ(expression.error().place, "2:3");
}

TEST(feel, hostile_text_ends) {
  EXPECT_FALSE(compile(std::string(100'000, '(')).ok());
  EXPECT_TRUE(compile("1" +
                      [] {
                        std::string sum;
                        for (int i = 0; i < 20'000; ++i) sum += "+1";
                        return sum;
                      }())
                  .ok());
  EXPECT_EQ(result_of("count(for i in 1..1000000000000 return i)"), "null");
  EXPECT_EQ(result_of("{f: function(n) f(n + 1), r: f(1)}.r"), "null");
  EXPECT_EQ(result_of("matches(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"^(a+)+$\")"), "null");
}

TEST(feel, reports_unknown_names) {
  const auto expression = compile("amount > limit and votes(\"x\").agree = 3 and count([]) = 0");

  const auto unknown = check(*expression, {"amount"}, {});

  ASSERT_EQ(unknown.size(), 2u);
  EXPECT_EQ(unknown[0].name, "limit");
  EXPECT_EQ(unknown[1].name, "votes");
}

TEST(feel, calls_functions_of_the_host) {
  HostFunctions functions;
  functions["votes"] = {{"element"}, [](std::span<const Value> arguments, Evaluation&) {
                          return Fields().set("of", arguments[0]).set("agree", 3).build();
                        }};
  Evaluation evaluation;
  evaluation.functions = &functions;

  const auto expression = compile("votes(\"initiation\").agree = 3");

  EXPECT_TRUE(expression->evaluate(NoNames(), evaluation).is_true());
}

TEST(feel, keys_that_no_name_can_say_are_printed_in_quotes) {
  EXPECT_EQ(result_of(R"({"b ": 1})"), R"({"b ": 1})");
  EXPECT_EQ(result_of(R"({" b": 1})"), R"({" b": 1})");
  EXPECT_EQ(result_of(R"({"b  c": 1})"), R"({"b  c": 1})");
  EXPECT_EQ(result_of(R"({"b　c": 1})"), "{\"b\u3000c\": 1}");
  EXPECT_EQ(result_of(R"({"b c": 1})"), "{b c: 1}");
}

TEST(feel, working_time_comes_from_the_host) {
  const HostFunctions functions = working_time_functions({});
  Evaluation evaluation;
  evaluation.functions = &functions;

  const Value result = evaluate("add working days(@\"2026-03-06\", 1)", NoNames(), evaluation);

  EXPECT_EQ(print(result), "@\"2026-03-09\"");
}

TEST(feel, compares_zoned_with_unzoned_times_in_the_zone_that_is_known) {
  EXPECT_EQ(result_of(R"(@"09:00:00" < @"10:00:00Z")"), "true");
  EXPECT_EQ(result_of(R"(@"10:00:00+08:00" > @"10:00:01")"), "false");
  EXPECT_EQ(result_of(R"(@"2020-01-01T09:00:00" < @"2020-01-01T10:00:00+01:00")"), "true");
  EXPECT_EQ(
      result_of(R"(@"2020-01-01T10:00:00" in [@"2020-01-01T09:00:00Z"..@"2020-01-01T11:00:00Z"])"),
      "true");
  EXPECT_EQ(result_of(R"(max(@"10:00:00", @"11:00:00Z"))"), "@\"11:00:00Z\"");
  EXPECT_EQ(result_of(R"(@"10:00:00" = @"10:00:00Z")"), "false");
}

TEST(feel, seconds_have_their_fraction) {
  EXPECT_EQ(result_of(R"(@"10:00:07.5".second)"), "7.5");
  EXPECT_EQ(result_of(R"(@"2020-01-01T10:00:07".second)"), "7");
  EXPECT_EQ(result_of(R"(@"-PT1M1.5S".seconds)"), "-1.5");
}

TEST(feel, zones_have_summer_time_in_all_years) {
  EXPECT_EQ(result_of("@\"2040-07-01T12:00:00@Europe/Paris\" = @\"2040-07-01T10:00:00Z\""), "true");
  EXPECT_EQ(result_of("@\"9000-07-01T12:00:00@Europe/Paris\".time offset"), "@\"PT2H\"");
}

TEST(feel, an_hour_that_is_shown_twice_is_two_hours_to_arithmetic) {
  const auto with = [](std::string_view rest) {
    return result_of(R"({a: @"2020-10-25T01:30:00@Europe/Paris" + @"PT1H", b: a + @"PT1H", c: )" +
                     std::string(rest) + "}.c");
  };
  EXPECT_EQ(with("b - a"), "@\"PT1H\"");
  EXPECT_EQ(with("b = @\"2020-10-25T02:30:00+01:00\""), "true");
  EXPECT_EQ(with("[a.hour, b.hour]"), "[2, 2]");
  EXPECT_EQ(with("b.time offset"), "@\"PT1H\"");
  EXPECT_EQ(with("(b + @\"P1Y\").time offset"), "@\"PT2H\"");
  EXPECT_EQ(with("(b - @\"PT1H\").time offset"), "@\"PT2H\"");
  EXPECT_EQ(with("time(b) = @\"02:30:00@Europe/Paris\""), "true");
}

TEST(feel, a_null_item_is_one_of_every_type) {
  EXPECT_EQ(result_of("[1, null] instance of list<number>"), "true");
  EXPECT_EQ(result_of("[null] instance of list<string>"), "true");
  EXPECT_EQ(result_of("[1, \"a\"] instance of list<number>"), "false");
  EXPECT_EQ(result_of("(function(l: list<number>) l)([1, null])"), "[1, null]");
}

TEST(feel, reads_ranges_with_an_open_end_from_text) {
  EXPECT_EQ(result_of("range(\"[2..)\") = (>= 2)"), "true");
  EXPECT_EQ(result_of("range(\"]2..[\") = (> 2)"), "true");
  EXPECT_EQ(result_of("range(\"(..2)\") = (< 2)"), "true");
  EXPECT_EQ(result_of("range(\"(..2]\") = (<= 2)"), "true");
  for (const char* text : {"[..2]", "[1..]", "(..)", "", "[..", "(..2) or (3)"}) {
    EXPECT_EQ(result_of("range(\"" + std::string(text) + "\")"), "null") << text;
  }
}

TEST(feel, an_open_end_lies_beyond_all_values) {
  for (const char* text :
       {"includes((>= 5), 5)", "includes((> 5), 6)", "starts(5, (>= 5))", "started by((>= 5), 5)",
        "finishes(10, (<= 10))", "finished by((<= 10), 10)", "coincides((> 5), (> 5))",
        "during(6, (> 5))", "overlaps((< 3), (> 2))", "before((< 3), (> 2)) = false",
        "includes((> 5), 5) = false", "overlaps((< 2), (> 3)) = false"}) {
    EXPECT_EQ(result_of(text), "true") << text;
  }
  EXPECT_EQ(result_of("includes((> 5), \"a\")"), "null");
}

TEST(feel, arguments_left_out_by_name_are_null) {
  EXPECT_EQ(result_of("(function(a, b) [a, b])(b: 1)"), "[null, 1]");
  EXPECT_EQ(result_of("(function(a, b) a)(c: 1)"), "null");
  EXPECT_EQ(result_of("(function(a, b) a)(1)"), "null");
}

TEST(feel, quantifiers_decide_past_items_that_say_nothing) {
  EXPECT_EQ(result_of("some i in [1, true] satisfies i"), "true");
  EXPECT_EQ(result_of("every i in [1, false] satisfies i"), "false");
  EXPECT_EQ(result_of("some i in [1, false] satisfies i"), "null");
}

TEST(feel, a_condition_that_is_not_true_takes_the_other_way) {
  EXPECT_EQ(result_of("if \"abc\" then 1 else 2"), "2");
  EXPECT_EQ(result_of("if null then 1 else 2"), "2");
}

// The reasons why a value is null, joined by lines.
std::string reasons_of(std::string_view text) {
  Evaluation evaluation;
  (void)evaluate(text, NoNames(), evaluation);
  std::string all;
  for (const auto& reason : evaluation.reasons) all += reason.print() + "\n";
  return all;
}

TEST(feel, every_error_has_a_reason) {
  EXPECT_EQ(reasons_of("@\"2020-1-1\""), "1:1: neither a date, time nor duration: 2020-1-1\n");
  for (const char* text : {"1 in \"a\"", "\"a\" in [1..2]", "2 in (null..3]", "1 in [null..5]"}) {
    EXPECT_EQ(result_of(text), "null") << text;
    EXPECT_NE(reasons_of(text), "") << text;
  }
  EXPECT_NE(reasons_of("(!=5)"), "");
}

TEST(feel, what_goes_wrong_again_and_again_is_told_once) {
  EXPECT_EQ(reasons_of("for i in 1..200 return if i = 150 then date(1) else i + null"),
            "1:55: arithmetic with null\n1:40: date: wrong kind of value for from: number\n");
}

TEST(feel, lengths_and_positions_lie_within_the_list) {
  EXPECT_EQ(result_of("insert before([1, 2], 2, 9)"), "[1, 9, 2]");
  EXPECT_EQ(result_of("insert before([1, 2], 3, 9)"), "null");
  EXPECT_EQ(result_of("insert before([], 1, 9)"), "null");
  EXPECT_EQ(result_of("sublist([4, 5, 6], 1, 0)"), "null");
}

}  // namespace
}  // namespace feel
