// Ad-hoc sub-processes: the scope that each activation has, end to end.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

const std::string kCollects =
    "<bpmn:extensionElements><zeebe:adHoc outputCollection=\"notes\" outputElement=\"=note\"/>"
    "</bpmn:extensionElements>";

// An ad-hoc sub-process "box" between start and end.
std::string boxed(const std::string& content, const std::string& declarations = "") {
  return process("p",
                 element("startEvent", "start") + "<bpmn:adHocSubProcess id=\"box\">" + kCollects +
                     content + "</bpmn:adHocSubProcess>" + element("endEvent", "end") +
                     flow("start", "box") + flow("box", "end"),
                 declarations);
}

std::string compensated(const std::string& id) {
  return element("userTask", id) + "<bpmn:boundaryEvent id=\"undo_" + id + "\" attachedToRef=\"" +
         id + "\"><bpmn:compensateEventDefinition/></bpmn:boundaryEvent>" +
         "<bpmn:userTask id=\"un" + id +
         "\" "
         "isForCompensation=\"true\"><bpmn:extensionElements><zeebe:userTask/></"
         "bpmn:extensionElements>"
         "</bpmn:userTask>" +
         "<bpmn:association id=\"to_un" + id + "\" sourceRef=\"undo_" + id + "\" targetRef=\"un" +
         id + "\"/>";
}

int64_t key_of(Workspace& w, int64_t instance, std::string_view element) {
  for (const ElementView& each : elements(*w.database().read(), instance)) {
    if (each.element_id == element && each.state == "active") return each.key;
  }
  return 0;
}

std::string activate(Workspace& w, int64_t instance, const std::string& element,
                     feel::Value variables = {}) {
  const int64_t box = key_of(w, instance, "box");
  return w.act([&](Engine& engine) {
    return engine.direct_ad_hoc(box, {{{element, variables}}, false, false});
  });
}

int64_t count_runs(Workspace& w, std::string_view state) {
  return w.count("element_instance WHERE element_id = 'box#innerInstance' AND state = '" +
                 std::string(state) + "'");
}

TEST(ad_hoc, an_activation_ends_with_all_that_follows_in_it) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn",
                     boxed(element("userTask", "a") + element("userTask", "b") + flow("a", "b"))),
            "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(activate(w, key, "a", vars("{note: \"none\", own: 1}")), "ok");
  w.complete("a", vars("{note: \"first\", free: 2}"));
  EXPECT_EQ(w.active(key), "box b");
  EXPECT_EQ(count_runs(w, "active"), 1);
  w.reopen();

  w.complete("b", vars("{note: \"second\"}"));

  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(count_runs(w, "completed"), 1);
  EXPECT_EQ(w.variable(key, "notes"), "[\"second\"]");
  EXPECT_EQ(w.variable(key, "free"), "2");
  EXPECT_EQ(w.variable(key, "note") + w.variable(key, "own"), "absentabsent");
}

TEST(ad_hoc, what_began_without_an_activation_goes_on) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn",
                     boxed(element("userTask", "a") + element("userTask", "b") + flow("a", "b"))),
            "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(activate(w, key, "a"), "ok");
  EXPECT_EQ(activate(w, key, "a"), "ok");
  const int64_t box = key_of(w, key, "box");
  (void)w.run([&](Op& op) -> base::Result<base::Json> {
    op.tx.db.execute(
        "UPDATE element_instance SET scope = ? WHERE key = (SELECT MAX(key) FROM element_instance "
        "WHERE element_id = 'a')",
        {box});
    op.tx.db.execute(
        "DELETE FROM element_instance WHERE key = (SELECT MAX(key) FROM element_instance WHERE "
        "element_id = 'box#innerInstance')",
        {});
    return base::Json(nullptr);
  });
  w.reopen();

  w.complete("a");
  w.complete("b", vars("{note: \"as before\"}"));

  EXPECT_EQ(w.active(key), "box a");
  EXPECT_EQ(count_runs(w, "active"), 1);
  const int64_t first = key_of(w, key, "a");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_user_task(first, {}); }), "ok");
  w.complete("b", vars("{note: \"inside\"}"));
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "notes"), "[\"as before\",\"inside\"]");
}

TEST(ad_hoc, what_completed_in_an_activation_is_undone_after_it) {
  Workspace w;
  const std::string undo =
      "<bpmn:intermediateThrowEvent id=\"undo\"><bpmn:compensateEventDefinition"
      "/></bpmn:intermediateThrowEvent>";
  ASSERT_EQ(w.deploy("p.bpmn", boxed(compensated("a") + element("userTask", "b") + undo)), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(activate(w, key, "b"), "ok");
  EXPECT_EQ(activate(w, key, "a"), "ok");
  w.complete("a");

  EXPECT_EQ(activate(w, key, "undo"), "ok");

  EXPECT_EQ(w.active(key), "box b undo una");
  w.complete("una");
  w.complete("b");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(ad_hoc, it_does_not_end_and_begin_at_once) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", boxed(element("userTask", "a"))), "ok");
  const int64_t key = w.start("p");
  const int64_t box = key_of(w, key, "box");

  const auto both = [&](Engine& engine) {
    return engine.direct_ad_hoc(box, {{{"a", {}}}, true, false});
  };

  EXPECT_EQ(w.act(both), "engine.cannot_activate");
  EXPECT_EQ(w.active(key), "box");
}

TEST(ad_hoc, a_jump_within_an_activation_stays_in_it) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn",
                     boxed(element("userTask", "a") + element("userTask", "b") + flow("a", "b"))),
            "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(activate(w, key, "a", vars("{note: \"mine\"}")), "ok");
  w.complete("a");
  const int64_t b = key_of(w, key, "b");

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {b}, {"a"}, "again"); }), "ok");

  EXPECT_EQ(count_runs(w, "active"), 1);
  w.complete("a");
  w.complete("b");
  EXPECT_EQ(w.variable(key, "notes"), "[\"mine\"]");
}

// Led by a worker, with a task that asks it for a value.
std::string led(const std::string& more) {
  const std::string asks =
      "<bpmn:documentation>Answers.</bpmn:documentation><bpmn:extensionElements><zeebe:userTask/>"
      "<zeebe:properties><zeebe:property name=\"kind\" value=\"search\"/></zeebe:properties>"
      "<zeebe:ioMapping><zeebe:input source=\"=fromAi(call.q, &quot;the question&quot;)\" "
      "target=\"q\"/></zeebe:ioMapping></bpmn:extensionElements>";
  return process("p", element("startEvent", "start") +
                          "<bpmn:adHocSubProcess id=\"box\"><bpmn:extensionElements>"
                          "<zeebe:taskDefinition type=\"agent\"/></bpmn:extensionElements>" +
                          element("userTask", "a", asks) + more + "</bpmn:adHocSubProcess>" +
                          element("endEvent", "end") + flow("start", "box") + flow("box", "end"));
}

ActivatedJob agent(Workspace& w) {
  ActivatedJob job;
  w.act([&](Engine& engine) {
    job = engine.activate_jobs("agent", "worker", base::Span{60'000'000}, 1).at(0);
    return base::Result<void>();
  });
  return job;
}

TEST(ad_hoc, its_worker_is_told_what_it_may_begin) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", led("")), "ok");
  const int64_t key = w.start("p");
  const std::string a =
      R"({elementId: "a", documentation: "Answers.", properties: {kind: "search"}, )"
      R"(parameters: [{name: "call.q", description: "the question"}]})";

  EXPECT_EQ(print(agent(w).variables), "{adHocSubProcessElements: [" + a + "]}");

  EXPECT_EQ(activate(w, key, "a", vars("{call: {q: 1}}")), "ok");
  ASSERT_EQ(w.deploy("p.bpmn", led(element("userTask", "b"))), "ok");
  const int64_t target =
      w.database().read()->first("SELECT MAX(key) FROM definition", {})->integer(0);
  const auto migrate = [&](Engine& engine) {
    return engine.migrate(key, target, {{"box", "box"}, {"a", "a"}});
  };
  EXPECT_EQ(w.act(migrate), "ok");
  w.reopen();
  const int64_t task = key_of(w, key, "a");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_user_task(task, {}); }), "ok");
  EXPECT_EQ(print(agent(w).variables),
            "{adHocSubProcessElements: [" + a + R"(, {elementId: "b"}]})");
}

// An ad-hoc sub-process whose worker chooses.
std::string directed(const std::string& more = "") {
  return process("p", element("startEvent", "start") +
                          "<bpmn:adHocSubProcess id=\"box\"><bpmn:extensionElements>"
                          "<zeebe:taskDefinition type=\"choose\"/></bpmn:extensionElements>" +
                          element("userTask", "a") + "</bpmn:adHocSubProcess>" +
                          element("endEvent", "end") + more + flow("start", "box") +
                          flow("box", "end"));
}

std::string answer(Workspace& w, const engine::AdHocResult& result) {
  return w.act([&](Engine& engine) -> base::Result<void> {
    const auto jobs = engine.activate_jobs("choose", "me", base::minutes(1), 1);
    if (jobs.empty()) return base::refusal("engine.no_job");
    return engine.answer_job(jobs.front().key, {{}, {}, {}, result});
  });
}

TEST(ad_hoc, has_an_incident_when_its_worker_begins_nothing_and_nothing_else_will) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", directed()), "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(answer(w, {}), "ok");

  auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].kind, "AD_HOC_NOTHING_BEGUN");
  EXPECT_EQ(open[0].element_id, "box");
  EXPECT_EQ(answer(w, {}), "engine.no_job");

  w.reopen();
  EXPECT_EQ(w.act([&](Engine& e) { return e.resolve_incident(open[0].key); }), "ok");
  EXPECT_EQ(answer(w, {{{"a", {}}}, false, false}), "ok") << "its worker is asked again";
  EXPECT_EQ(w.active(key), "box a");
}

TEST(ad_hoc, has_that_incident_no_longer_when_something_begins_by_command) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", directed()), "ok");
  const int64_t key = w.start("p");
  ASSERT_EQ(answer(w, {}), "ok");
  ASSERT_EQ(w.count("incident WHERE resolved_at IS NULL"), 1);

  EXPECT_EQ(activate(w, key, "a"), "ok");

  EXPECT_EQ(w.count("incident WHERE resolved_at IS NULL"), 0);
  EXPECT_EQ(w.active(key), "box a");
}

TEST(ad_hoc, has_no_such_incident_while_it_waits_for_an_event) {
  Workspace w;
  const std::string timeout =
      "<bpmn:boundaryEvent id=\"late\" attachedToRef=\"box\"><bpmn:timerEventDefinition>"
      "<bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>"
      "</bpmn:boundaryEvent>" +
      flow("late", "end");
  ASSERT_EQ(w.deploy("p.bpmn", directed(timeout)), "ok");
  const int64_t key = w.start("p");

  EXPECT_EQ(answer(w, {}), "ok");

  EXPECT_EQ(w.count("incident"), 0);
  w.advance(base::hours(2));
  EXPECT_EQ(w.state(key), "completed");
}

TEST(ad_hoc, an_activation_is_found_as_an_element_instance) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", boxed(element("userTask", "a") + element("userTask", "b"))), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(activate(w, key, "a", vars("{n: 1}")), "ok");
  EXPECT_EQ(activate(w, key, "b"), "ok");

  const auto request = base::parse_json(
      R"({"filter": {"type": "AD_HOC_SUB_PROCESS_INNER_INSTANCE", "state": "ACTIVE"}})");
  const auto found = storage::search(*w.database().read(), element_instances(), *request);

  const base::JsonArray& items = found->at("items").as_array();
  ASSERT_EQ(items.size(), 2u);
  EXPECT_EQ(items[0].at("elementId").as_string(), "box#innerInstance");
  EXPECT_EQ(items[0].at("elementName").as_string(), "a");
  const int64_t first = std::stoll(std::string(items[0].at("elementInstanceKey").as_string()));
  EXPECT_EQ(w.count("element_instance WHERE element_id = 'a' AND scope = " + std::to_string(first)),
            1);
  EXPECT_EQ(w.count("variable WHERE name = 'n' AND scope = " + std::to_string(first)), 1);
  std::string counted;
  for (const ElementCounts& each : count_elements_of_instance(*w.database().read(), key))
    counted += each.element_id + " " + std::to_string(each.active) + ", ";
  EXPECT_EQ(counted, "a 1, b 1, box 1, box#innerInstance 2, start 0, ");

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {first}, {}, "ended"); }), "ok");
  EXPECT_EQ(w.terminated(key), "a");
  EXPECT_EQ(w.active(key), "box b");
}

// One after the other; c stands behind it.
std::string in_turn(const std::string& content) {
  return process("p", element("startEvent", "start") +
                          "<bpmn:adHocSubProcess id=\"box\" ordering=\"Sequential\">" + content +
                          "</bpmn:adHocSubProcess>" + element("userTask", "c") +
                          element("endEvent", "end") + flow("start", "box") + flow("box", "c") +
                          flow("c", "end"));
}

// a runs and b waits, and the version with `target` in the sub-process is deployed.
struct waiting_for_its_turn : ::testing::Test {
  Workspace w;
  int64_t key = 0;

  void SetUp() override {
    ASSERT_EQ(w.deploy("p.bpmn", in_turn(element("userTask", "a") + element("userTask", "b"))),
              "ok");
    key = w.start("p");
    ASSERT_EQ(activate(w, key, "a"), "ok");
    ASSERT_EQ(activate(w, key, "b", vars("{n: 1}")), "ok");
  }

  std::string migrate(const std::string& content, std::vector<engine::Mapping> mappings) {
    EXPECT_EQ(w.deploy("p.bpmn", in_turn(content)), "ok");
    const int64_t target =
        w.database().read()->first("SELECT MAX(key) FROM definition", {})->integer(0);
    const auto done = w.run([&](Op& op) -> base::Result<base::Json> {
      if (auto gone = op.engine.migrate(key, target, mappings); !gone)
        return std::move(gone).error();
      return base::Json(nullptr);
    });
    w.reopen();
    return done.ok() ? "ok" : done.error().detail;
  }
};

TEST_F(waiting_for_its_turn, what_cannot_begin_in_the_target_stands_in_the_way) {
  const std::vector<engine::Mapping> mappings = {{"box", "box"}, {"a", "a"}};
  const std::string way = "b waits for its turn in box and cannot begin in box";

  EXPECT_EQ(migrate(element("userTask", "a") + element("userTask", "z"), mappings), way);
  EXPECT_EQ(migrate(element("userTask", "a") + element("userTask", "b") + flow("a", "b"), mappings),
            way);
  const std::vector<engine::Mapping> outside = {{"box", "box"}, {"a", "a"}, {"b", "c"}};
  EXPECT_EQ(migrate(element("userTask", "a") + element("userTask", "b"), outside), way);

  w.complete("a");
  EXPECT_EQ(w.active(key), "box b");
}

TEST_F(waiting_for_its_turn, it_begins_as_what_it_is_mapped_to) {
  EXPECT_EQ(migrate(element("userTask", "a") + element("userTask", "b") + element("userTask", "z"),
                    {{"box", "box"}, {"a", "a"}, {"b", "z"}}),
            "ok");

  w.complete("a");

  EXPECT_EQ(w.active(key), "box z");
  EXPECT_EQ(w.effects.tasks.at("z").back().locals.find("n"), nullptr);
  EXPECT_EQ(w.count("variable WHERE name = 'n'"), 1);
}

TEST_F(waiting_for_its_turn, what_is_not_said_goes_to_the_one_of_the_same_id) {
  EXPECT_EQ(migrate(element("userTask", "a") + element("serviceTask", "b",
                                                       "<bpmn:extensionElements>"
                                                       "<zeebe:taskDefinition type=\"t\"/>"
                                                       "</bpmn:extensionElements>"),
                    {{"box", "box"}, {"a", "a"}}),
            "ok");

  w.complete("a");

  EXPECT_EQ(w.active(key), "box b");
  EXPECT_EQ(w.count("job WHERE type = 't'"), 1);
}

// As rows of a program before, which let it go over.
TEST_F(waiting_for_its_turn, what_is_not_there_is_an_incident_and_the_program_lives) {
  std::string queue =
      w.database().read()->first("SELECT value FROM variable WHERE name = 'jw:queue'")->text(0);
  queue.replace(queue.find("\"b\""), 3, "\"gone\"");
  w.database().writer().execute("UPDATE variable SET value = ? WHERE name = 'jw:queue'", {queue});
  w.reopen();

  w.complete("a");

  EXPECT_EQ(w.active(key), "box");
  const auto open = incidents(*w.database().read(), key);
  ASSERT_EQ(open.size(), 1u);
  EXPECT_EQ(open[0].message, "the next element \"gone\" cannot begin in box");
}

TEST_F(waiting_for_its_turn, what_remains_is_canceled_begun_or_not) {
  const int64_t box = key_of(w, key, "box");

  EXPECT_EQ(w.act([&](Engine& engine) {
    return engine.direct_ad_hoc(box, {{{"a", {}}}, false, true});
  }),
            "ok");
  EXPECT_EQ(w.active(key), "box a");
  w.complete("a");
  EXPECT_EQ(w.active(key), "c");
}

TEST_F(waiting_for_its_turn, fulfilled_and_canceled_it_ends) {
  const int64_t box = key_of(w, key, "box");

  EXPECT_EQ(w.act([&](Engine& engine) {
    return engine.direct_ad_hoc(box, {{}, true, true});
  }),
            "ok");

  EXPECT_EQ(w.active(key), "c");
  EXPECT_EQ(w.terminated(key), "a");
}

TEST_F(waiting_for_its_turn, no_more_than_a_bound) {
  const int64_t box = key_of(w, key, "box");
  const std::vector<engine::Activation> many(9'999, {"b", {}});

  EXPECT_EQ(w.act([&](Engine& engine) {
    return engine.direct_ad_hoc(box, {many, false, false});
  }),
            "ok");
  EXPECT_EQ(activate(w, key, "b"), "engine.cannot_activate");
  EXPECT_EQ(w.act([&](Engine& engine) {
    return engine.direct_ad_hoc(box, {many, false, true});
  }),
            "ok");
}

}  // namespace
}  // namespace runtime
