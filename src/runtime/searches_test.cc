#include "runtime/searches.h"

#include <gtest/gtest.h>

#include <chrono>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

std::string model(const std::string& id, const std::string& decision, const std::string& text) {
  return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id=")" + id +
         R"(" name="M" namespace="n"><decision id=")" + decision +
         R"(" name="D"><variable name="D"/><literalExpression><text>)" + text +
         "</text></literalExpression></decision></definitions>";
}

struct searches : ::testing::Test {
  testing::Workspace w;
  storage::Connection& db() { return w.database().writer(); }
};

TEST_F(searches, a_decision_has_versions_of_its_own) {
  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");
  ASSERT_EQ(w.deploy("b.dmn", model("b", "rate", "2")), "ok");
  ASSERT_EQ(w.deploy("b.dmn", model("b", "rate", "2")), "ok");

  const auto latest = latest_decision(db(), "rate");

  ASSERT_TRUE(latest);
  EXPECT_EQ(latest->version, 2);
  EXPECT_EQ(latest->model_id, "b");
  EXPECT_EQ(w.count("decision_definition"), 2);
  EXPECT_EQ(decision(db(), latest->key)->text, model("b", "rate", "2"));
  EXPECT_EQ(decisions_of(db(), latest->model).size(), 1u);
}

TEST_F(searches, decisions_of_a_model_that_was_there_before_get_their_rows) {
  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");
  db().execute("DELETE FROM decision_definition");

  ASSERT_EQ(w.deploy("a.dmn", model("a", "rate", "1")), "ok");

  EXPECT_EQ(latest_decision(db(), "rate")->version, 1);
}

TEST_F(searches, what_is_unknown_is_not_there) {
  EXPECT_FALSE(latest_decision(db(), "nothing"));
  EXPECT_FALSE(decision(db(), 1));
  EXPECT_FALSE(source(db(), 1));
}

TEST_F(searches, a_model_with_problems_is_not_deployed) {
  EXPECT_NE(w.deploy("a.dmn", model("a", "rate", "1 +")), "ok");
  EXPECT_EQ(w.count("definition"), 0);
}

TEST_F(searches, running_instances_are_found_by_definition) {
  const auto deploy = [&](const std::string& work) {
    using namespace bpmn::testing;
    return w.deploy("p.bpmn", process("p", element("startEvent", "start") + job(work, "work") +
                                               flow("start", work)));
  };
  ASSERT_EQ(deploy("first"), "ok");
  const int64_t oldest = w.start("p");
  const int64_t ended = w.start("p");
  w.start("p");
  ASSERT_EQ(w.act([&](Engine& e) { return e.cancel_instance(ended, "no"); }), "ok");
  ASSERT_EQ(deploy("second"), "ok");
  w.start("p");
  const base::Json filter = base::JsonObject{{"processDefinitionId", "p"}};

  const auto counts = count_running_by_definition(db(), filter);
  const auto found = running_found(db(), filter, 1);

  ASSERT_EQ(counts->size(), 2u);
  EXPECT_EQ(counts->at(0).version, 2);
  EXPECT_EQ(counts->at(0).instances, 1);
  EXPECT_EQ(counts->at(1).version, 1);
  EXPECT_EQ(counts->at(1).instances, 2);
  EXPECT_EQ(found->total, 3);
  EXPECT_EQ(found->first, std::vector<int64_t>{oldest});
  const base::Json none = base::JsonObject{{"incidentErrorHashCode", 7}};
  EXPECT_EQ(running_found(db(), none, 1)->total, 0);
  const base::Json unknown = base::JsonObject{{"colour", "red"}};
  EXPECT_EQ(running_found(db(), unknown, 1).error().code, "request.unknown_field");
  EXPECT_EQ(count_running_by_definition(db(), unknown).error().code, "request.unknown_field");
}

// Page by page, as all at once.
TEST_F(searches, all_elements_are_walked_over_in_both_directions) {
  using namespace bpmn::testing;
  ASSERT_EQ(w.deploy("p.bpmn", process("p", element("startEvent", "start") + job("work", "work") +
                                                flow("start", "work"))),
            "ok");
  for (int i = 0; i < 3; ++i) {
    w.start("p");
    w.advance(base::hours(1));
  }
  const auto ask = [&](const std::string& sort, const std::string& page) {
    return search_element_instances(
        *w.database().read(),
        *base::parse_json("{\"sort\":[" + sort + "],\"page\":{" + page + "}}"));
  };
  const auto keys_in = [](const base::Json& answer) {
    std::vector<std::string> keys;
    for (const base::Json& each : answer.at("items").as_array())
      keys.push_back(base::text_or_empty(each, "elementInstanceKey"));
    return keys;
  };
  storage::Searchable joined = element_instances();
  joined.alone = {};
  for (const std::string sort :
       {R"({"field":"startDate","order":"DESC"})", R"({"field":"startDate"})",
        R"({"field":"elementInstanceKey","order":"DESC"})", R"({"field":"state"})",
        R"({"field":"endDate","order":"DESC"},{"field":"state"})", R"({"field":"type"})", ""}) {
    const auto whole = storage::search(*w.database().read(), joined,
                                       *base::parse_json("{\"sort\":[" + sort + "]}"));
    const std::vector<std::string> all = keys_in(*whole);
    ASSERT_EQ(all.size(), 9u);
    std::vector<std::string> forward;
    std::string page = R"("limit":2)";
    for (int i = 0; i < 5; ++i) {
      const auto answer = ask(sort, page);
      EXPECT_EQ(answer->at("page").at("totalItems").as_int64(), 9);
      for (const std::string& key : keys_in(*answer)) forward.push_back(key);
      page = R"("limit":2,"after":")" + base::text_or_empty(answer->at("page"), "endCursor") + "\"";
      const auto back =
          ask(sort, R"("limit":2,"before":")" +
                        base::text_or_empty(answer->at("page"), "startCursor") + "\"");
      const std::vector<std::string> before = keys_in(*back);
      const auto place = all.begin() + 2 * i;
      EXPECT_TRUE(std::equal(before.begin(), before.end(), place - std::min(2 * i, 2), place));
    }
    EXPECT_EQ(forward, all);
    const auto behind = ask(sort, page);
    EXPECT_TRUE(keys_in(*behind).empty());
    EXPECT_EQ(behind->at("page").at("totalItems").as_int64(), 9);
  }
  EXPECT_EQ(ask(R"({"field":"colour"})", "").error().place, "sort.field");
  EXPECT_EQ(ask("", R"("limit":0)").error().place, "page.limit");
}

struct incidents_of_elements : searches {
  incidents_of_elements() {
    using namespace bpmn::testing;
    const std::string called = process(
        "called", element("startEvent", "start") +
                      element("scriptTask", "stuck",
                              "<bpmn:extensionElements><zeebe:script expression=\"=assert(no, "
                              "no = 1)\" resultVariable=\"x\"/></bpmn:extensionElements>") +
                      flow("start", "stuck"));
    const std::string calls =
        process("calls", element("startEvent", "start") +
                             "<bpmn:callActivity id=\"call\"><bpmn:extensionElements>"
                             "<zeebe:calledElement processId=\"called\"/></bpmn:extensionElements>"
                             "</bpmn:callActivity>" +
                             element("userTask", "beside") + flow("start", "call") +
                             flow("start", "beside"));
    base::ensure(w.deploy("called.bpmn", called) == "ok", "the called process is deployed");
    base::ensure(w.deploy("calls.bpmn", calls) == "ok", "the calling process is deployed");
    w.start("calls");
    w.start("called");
  }

  // The elements that are found, in the order of their keys, and how many they are.
  std::string found(const base::Json& filter) {
    const auto result =
        search_element_instances(*w.database().read(), base::JsonObject{{"filter", filter}});
    if (!result.ok()) return result.error().code + " " + result.error().place;
    std::string out;
    for (const base::Json& each : result.value().at("items").as_array())
      out += (out.empty() ? "" : " ") + base::text_or_empty(each, "elementId");
    const auto total = result.value().at("page").at("totalItems").as_int64();
    return out + " " + std::to_string(total);
  }
  std::string key_of_incident(const char* which) {
    return std::to_string(
        db().first(std::string("SELECT ") + which + "(key) FROM incident")->integer(0));
  }
};

TEST_F(incidents_of_elements, are_found_by_being_there) {
  EXPECT_EQ(found(base::JsonObject{{"hasIncident", true}}), "call stuck stuck 3");
  EXPECT_EQ(found(base::JsonObject{{"hasIncident", base::JsonObject{{"$eq", true}}}}),
            "call stuck stuck 3");
  EXPECT_EQ(found(base::JsonObject{{"hasIncident", true}, {"elementId", "call"}}), "call 1");
  EXPECT_EQ(found(base::JsonObject{{"hasIncident", false}, {"elementId", "beside"}}), "beside 1");
  EXPECT_EQ(found(base::JsonObject{{"hasIncident", base::JsonObject{{"$neq", true}}},
                                   {"elementId", "stuck"}}),
            " 0");
}

TEST_F(incidents_of_elements, are_found_by_their_keys) {
  const std::string first = key_of_incident("MIN");
  const std::string last = key_of_incident("MAX");
  const auto by = [&](const base::Json& keys) {
    return found(base::JsonObject{{"incidentKey", keys}});
  };
  EXPECT_EQ(by(base::Json(first)), "stuck 1");
  EXPECT_EQ(by(base::JsonObject{{"$eq", last}}), "stuck 1");
  EXPECT_EQ(by(base::JsonObject{{"$in", base::JsonArray{base::Json(first), base::Json(last)}}}),
            "stuck stuck 2");
  EXPECT_EQ(by(base::JsonObject{{"$in", base::JsonArray{base::Json(first), base::Json(last)}},
                                {"$neq", last}}),
            "stuck 1");
  EXPECT_EQ(by(base::JsonObject{{"$exists", true}}), "stuck stuck 2");
  EXPECT_EQ(by(base::Json("1")), " 0");
  EXPECT_EQ(by(base::Json("x")), "request.wrong_type filter.incidentKey");
  EXPECT_EQ(by(base::JsonObject{{"$in", "x"}}), "request.wrong_type filter.incidentKey.$in");
  EXPECT_EQ(by(base::Json(1)), "request.wrong_type filter.incidentKey");
}

// However many elements have ended: those with an incident are few.
TEST_F(incidents_of_elements, are_where_the_search_begins) {
  db().execute(
      "INSERT INTO element_instance (key, instance, scope, element_id, kind, state, loop, "
      "started_at, ended_at, phase, role, completed, listeners) WITH RECURSIVE n(i) AS (SELECT 1 "
      "UNION ALL SELECT i + 1 FROM n WHERE i < 200000) SELECT 1000000 + i, (SELECT MIN(key) FROM "
      "process_instance), (SELECT MIN(key) FROM process_instance), 'beside', 'user_task', "
      "'completed', 0, 0, 0, 0, 0, 0, 0 FROM n");
  db().execute("ANALYZE");  // as a server does from time to time
  const auto time = [&](const base::Json& filter, const std::string& expected) {
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(found(filter).substr(0, expected.size()), expected);
    return std::chrono::steady_clock::now() - begun;
  };
  const auto of_all = time(base::JsonObject{{"hasIncident", false}}, "beside");
  const auto of_some = time(base::JsonObject{{"hasIncident", true}}, "call stuck stuck 3");
  const auto of_one = time(base::JsonObject{{"incidentKey", key_of_incident("MIN")}}, "stuck 1");

  EXPECT_LT(of_some, of_all / 5);
  EXPECT_LT(of_one, of_all / 5);
}

}  // namespace
}  // namespace runtime
