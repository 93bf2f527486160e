// A value that is shown cut begins like the whole, wherever it is cut.
#include "runtime/variable_search.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

constexpr size_t shown_bytes_max = 8192;

struct variable_search : ::testing::Test {
  Workspace w;

  void SetUp() override {
    // Jobs whose results are collected: a list in parts.
    const std::string task =
        "<bpmn:serviceTask id=\"each\"><bpmn:extensionElements><zeebe:taskDefinition type=\"t\"/>"
        "</bpmn:extensionElements><bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
        "<zeebe:loopCharacteristics inputCollection=\"=for i in 1..n return i\" "
        "outputCollection=\"all\" outputElement=\"=result\"/></bpmn:extensionElements>"
        "</bpmn:multiInstanceLoopCharacteristics></bpmn:serviceTask>\n";
    ASSERT_EQ(w.deploy("p.bpmn",
                       process("p", element("startEvent", "start") + task + flow("start", "each"))),
              "ok");
  }

  base::JsonArray items(Values values) {
    auto found =
        search_variables(*w.database().read(),
                         base::JsonObject{{"page", base::JsonObject{{"limit", 1'000}}}}, values);
    return std::move(found->at("items").as_array());
  }

  // As all of it would be cut.
  static std::string cut(std::string value) {
    if (value.size() <= shown_bytes_max) return value;
    value.resize(shown_bytes_max);
    while (!base::is_utf8(value)) value.pop_back();
    return value;
  }

  void expect_the_same_of_all() {
    const auto shown = items(Values::Truncated);
    const auto whole = items(Values::Whole);
    ASSERT_EQ(shown.size(), whole.size());
    for (size_t i = 0; i < shown.size(); ++i) {
      const std::string value(whole[i].at("value").as_string());
      const std::string name(whole[i].at("name").as_string());
      EXPECT_EQ(shown[i].at("variableKey"), whole[i].at("variableKey"));
      EXPECT_TRUE(shown[i].at("value").as_string() == cut(value)) << name;
      EXPECT_EQ(shown[i].at("isTruncated").as_bool(), value.size() > shown_bytes_max) << name;
    }
  }

  void complete_first_job(const std::string& result) {
    const int64_t job = w.database().read()->first("SELECT MIN(key) FROM job")->integer(0);
    EXPECT_EQ(
        w.act([&](Engine& e) { return e.complete_job(job, vars("{result: " + result + "}")); }),
        "ok");
  }
};

TEST_F(variable_search, of_every_shape_and_length) {
  const std::string quoted = R"(a \"b\" \\ \n汉)";
  for (const int length :
       {10, 8'000, 8'190, 8'191, 8'192, 8'193, 32'766, 32'767, 32'768, 32'769, 200'000}) {
    const std::string x(static_cast<size_t>(length), 'x');
    std::string chinese;
    std::string mixed;
    for (int i = 0; i < length / 3; ++i) chinese += "汉";
    for (int i = 0; i < length / 9; ++i) mixed += quoted;
    w.start("p", vars("{n: 1, text: \"" + x + "\", chinese: \"" + chinese + "\", mixed: \"" +
                      mixed + "\", list: [\"" + x + "\", 1, \"" + chinese +
                      "\"], inner: {a: [{b: \"" + mixed + "\"}], c: \"" + x + "\"}}"));
  }
  for (const int count : {1'000, 1'600, 1'700, 2'000, 4'100, 20'000}) {
    const std::string many = "for i in 1.." + std::to_string(count) + " return ";
    w.start("p", vars("{n: 1, ones: " + many + "1, dates: " + many +
                      "@\"2026-03-02\", contexts: " + many + "{i: i, \"a b\": [i..i + 1, {}]}}"));
  }

  expect_the_same_of_all();
}

// JSON has no blank behind a comma: many stored characters make few of them.
TEST_F(variable_search, what_becomes_short_as_json_is_read_whole) {
  w.start("p", vars("{n: 1, blanks: for i in 1..9000 return []}"));

  expect_the_same_of_all();
}

TEST_F(variable_search, of_lists_in_parts) {
  for (const int count : {70, 2'000, 4'480, 4'481, 6'000}) {
    w.start("p", feel::Fields().set("n", feel::Value(count)).build());
    complete_first_job("\"汉\\\"\"");
    expect_the_same_of_all();
  }
  complete_first_job("\"" + std::string(40'000, 'y') + "\"");
  expect_the_same_of_all();
}

TEST_F(variable_search, of_a_list_in_parts_filled_with_short_things) {
  w.start("p", feel::Fields().set("n", feel::Value(5'000)).build());
  std::vector<int64_t> jobs;
  for (const auto& row : w.database().read()->query("SELECT key FROM job ORDER BY key"))
    jobs.push_back(row.integer(0));
  EXPECT_EQ(w.act([&](Engine& e) -> base::Result<void> {
    for (const int64_t job : std::span(jobs).first(4'999))
      if (auto done = e.complete_job(job, vars("{result: 1}")); !done.ok()) return done;
    return {};
  }),
            "ok");

  expect_the_same_of_all();
}

}  // namespace
}  // namespace runtime
