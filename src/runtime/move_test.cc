// Return, jump, suspend, resume and cancel, in branches and in multi-instance.
#include <gtest/gtest.h>

#include "base/text.h"
#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

// draft → fork → (a1 → a2 | b1 → b2) → join → last → end
std::string branches() {
  std::string xml = element("startEvent", "start") + element("endEvent", "end") +
                    element("parallelGateway", "fork") + element("parallelGateway", "join");
  for (const char* id : {"draft", "a1", "a2", "b1", "b2", "last"}) xml += element("userTask", id);
  return process("p", xml + flow("start", "draft") + flow("draft", "fork") + flow("fork", "a1") +
                          flow("a1", "a2") + flow("fork", "b1") + flow("b1", "b2") +
                          flow("a2", "join") + flow("b2", "join") + flow("join", "last") +
                          flow("last", "end"));
}

std::string go_back(Workspace& w, const std::string& from, const std::string& to) {
  const int64_t key = w.effects.tasks.at(from).back().key;
  return w.act([&](Engine& engine) { return engine.return_to(key, to, "please mend"); });
}

TEST(move, return_inside_a_branch_leaves_the_other_alone) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  w.complete("draft");
  w.complete("a1");
  EXPECT_EQ(go_back(w, "a2", "a1"), "ok");
  EXPECT_EQ(w.active(key), "b1 a1");
  w.complete("b1");
  w.complete("b2");  // waits at the join
  w.complete("a1");
  EXPECT_EQ(go_back(w, "a2", "a1"), "ok");
  EXPECT_EQ(w.active(key), "a1");
  w.complete("a1");
  w.complete("a2");
  EXPECT_EQ(w.active(key), "last");
}

TEST(move, return_before_the_fork_takes_every_branch_back) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  w.complete("draft");
  w.complete("a1");
  w.complete("a2");  // waits at the join
  EXPECT_EQ(go_back(w, "b1", "draft"), "ok");
  EXPECT_EQ(w.active(key), "draft");
  EXPECT_EQ(w.count("join_token"), 0);
  w.complete("draft");
  EXPECT_EQ(w.active(key), "a1 b1");
  for (const char* id : {"a1", "a2", "b1", "b2"}) w.complete(id);
  EXPECT_EQ(w.active(key), "last");
  EXPECT_EQ(go_back(w, "last", "draft"), "ok");
  EXPECT_EQ(w.active(key), "draft");
}

TEST(move, return_into_one_branch_from_behind_the_join_leaves_the_other_done) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  for (const char* id : {"draft", "a1", "a2", "b1", "b2"}) w.complete(id);
  ASSERT_EQ(w.active(key), "last");
  EXPECT_EQ(go_back(w, "last", "b2"), "ok");
  EXPECT_EQ(w.active(key), "b2");
  w.complete("b2");
  EXPECT_EQ(w.active(key), "last");
  w.complete("last");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(move, jump_behind_a_join_gives_up_what_waits_there) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  for (const char* id : {"draft", "a1", "a2"}) w.complete(id);
  const int64_t b1 = w.effects.tasks["b1"].back().key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {b1}, {"last"}, ""); }), "ok");
  EXPECT_EQ(w.count("join_token"), 0);
  w.complete("last");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(move, refusals_change_nothing) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(go_back(w, "draft", "nowhere"), "engine.no_element");
  EXPECT_EQ(go_back(w, "draft", "start"), "engine.cannot_move");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {1}, {"last"}, ""); }),
            "engine.no_element");
  EXPECT_EQ(w.active(key), "draft");
}

TEST(move, jump_into_one_of_several_running_sub_processes_is_refused) {
  Workspace w;
  const std::string xml = process(
      "p",
      element("startEvent", "start") + element("parallelGateway", "fork") +
          element("userTask", "beside") + "<bpmn:subProcess id=\"sub\">" +
          element("startEvent", "in") + element("userTask", "one") + element("userTask", "two") +
          flow("in", "one") + flow("one", "two") +
          "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</bpmn:loopCardinality>"
          "</bpmn:multiInstanceLoopCharacteristics></bpmn:subProcess>\n" +
          flow("start", "fork") + flow("fork", "beside") + flow("fork", "sub"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  const std::string before = w.active(key);

  const int64_t beside = w.effects.tasks["beside"].back().key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {beside}, {"two"}, ""); }),
            "engine.ambiguous_scope");

  EXPECT_EQ(w.active(key), before);
}

// pre → fork → (outer of 2: mi of 2: m1 → m2 | fin) → join → review; `how` is of mi.
std::string instances(const std::string& how) {
  const auto loop = [](const std::string& more) {
    return "<bpmn:multiInstanceLoopCharacteristics" + more +
           "><bpmn:loopCardinality>=count</bpmn:loopCardinality>"
           "</bpmn:multiInstanceLoopCharacteristics>";
  };
  const std::string mi = "<bpmn:subProcess id=\"mi\">" + loop(how) + element("startEvent", "in") +
                         element("userTask", "m1") + element("userTask", "m2") + flow("in", "m1") +
                         flow("m1", "m2") + "</bpmn:subProcess>\n";
  const std::string outer = "<bpmn:subProcess id=\"outer\">" + loop("") +
                            element("startEvent", "begin") + mi + flow("begin", "mi") +
                            "</bpmn:subProcess>\n";
  return process("p", element("startEvent", "start") + element("userTask", "pre") +
                          element("parallelGateway", "fork") + element("userTask", "fin") + outer +
                          element("parallelGateway", "join") + element("userTask", "review") +
                          flow("start", "pre") + flow("pre", "fork") + flow("fork", "outer") +
                          flow("fork", "fin") + flow("outer", "join") + flow("fin", "join") +
                          flow("join", "review"));
}

// The user tasks that are open.
std::string steps(Workspace& w, int64_t key) {
  std::string open;
  for (const std::string& each : base::split(w.active(key), ' ')) {
    if (each != "outer" && each != "mi") open += (open.empty() ? "" : " ") + each;
  }
  return open;
}

// The first of the step that is open.
void complete_first(Workspace& w, const std::string& id) {
  for (const auto& task : w.effects.tasks.at(id)) {
    const int64_t key = task.key;
    const auto done = w.act([&](Engine& engine) { return engine.complete_user_task(key, {}); });
    if (done == "ok") return;
  }
  ADD_FAILURE() << id << " is not open";
}

int64_t at_review(Workspace& w, const std::string& how, int count) {
  EXPECT_EQ(w.deploy("p.bpmn", instances(how)), "ok");
  const int64_t key = w.start("p", vars(R"({"count": )" + std::to_string(count) + "}"));
  for (const char* id : {"pre", "fin"}) complete_first(w, id);
  for (int done = 0; done < count * count; ++done) {
    complete_first(w, "m1");
    complete_first(w, "m2");
  }
  EXPECT_EQ(steps(w, key), "review");
  return key;
}

void set_count(Workspace& w, int64_t key, const std::string& count) {
  const feel::Value values = vars("{\"count\": " + count + "}");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.set_variables(key, values); }), "ok");
}

TEST(move, return_into_a_multi_instance_that_is_over_begins_each_instance_at_the_step) {
  Workspace w;
  const int64_t key = at_review(w, "", 2);

  ASSERT_EQ(go_back(w, "review", "m2"), "ok");

  EXPECT_EQ(steps(w, key), "m2 m2 m2 m2") << "m1 stays done, and so does the branch beside";
  w.reopen();
  for (int each = 0; each < 4; ++each) complete_first(w, "m2");
  EXPECT_EQ(steps(w, key), "review");
  ASSERT_EQ(go_back(w, "review", "m1"), "ok");
  EXPECT_EQ(steps(w, key), "m1 m1 m1 m1");
  complete_first(w, "m1");
  ASSERT_EQ(go_back(w, "m2", "m1"), "ok") << "inside its own instance";
  EXPECT_EQ(steps(w, key), "m1 m1 m1 m1");
  complete_first(w, "m1");
  ASSERT_EQ(go_back(w, "m2", "pre"), "ok");
  EXPECT_EQ(steps(w, key), "pre");
}

TEST(move, return_into_a_sequential_multi_instance_begins_each_at_the_step_in_its_turn) {
  Workspace w;
  const int64_t key = at_review(w, " isSequential=\"true\"", 1);
  set_count(w, key, "2");

  ASSERT_EQ(go_back(w, "review", "m2"), "ok");

  EXPECT_EQ(steps(w, key), "m2 m2") << "of the first instance of each outer one";
  for (const char* left : {"m2 m2", "m2 m2", "m2", "review"}) {
    complete_first(w, "m2");
    EXPECT_EQ(steps(w, key), left);
  }
}

TEST(move, return_into_a_multi_instance_of_nothing_goes_on_behind_it) {
  Workspace w;
  const int64_t key = at_review(w, "", 1);
  set_count(w, key, "0");

  ASSERT_EQ(go_back(w, "review", "m1"), "ok");

  EXPECT_EQ(steps(w, key), "review");
}

// A modification names an instance that runs, as in Camunda.
TEST(move, modification_opens_no_multi_instance) {
  Workspace w;
  const int64_t key = at_review(w, "", 2);
  engine::Move move;
  move.activate = {{"m1"}};

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.modify(key, move); }), "engine.cannot_move");
  EXPECT_EQ(steps(w, key), "review");
}

TEST(move, a_multi_instance_that_begins_in_its_middle_waits_at_no_join_for_what_does_not_come) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") + "<bpmn:subProcess id=\"mi\">" +
               "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>=2</"
               "bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>" +
               element("startEvent", "in") + element("parallelGateway", "split") +
               element("userTask", "a") + element("userTask", "b") +
               element("parallelGateway", "meet") + element("userTask", "c") + flow("in", "split") +
               flow("split", "a") + flow("split", "b") + flow("a", "meet") + flow("b", "meet") +
               flow("meet", "c") + "</bpmn:subProcess>\n" + element("userTask", "review") +
               flow("start", "mi") + flow("mi", "review"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  for (const char* id : {"a", "a", "b", "b", "c", "c"}) complete_first(w, id);

  ASSERT_EQ(go_back(w, "review", "a"), "ok");

  EXPECT_EQ(steps(w, key), "a a");
  complete_first(w, "a");
  EXPECT_EQ(steps(w, key), "a c");
}

TEST(move, jump_into_a_sub_process_opens_it) {
  Workspace w;
  const std::string xml =
      process("p", element("startEvent", "start") + element("userTask", "draft") +
                       "<bpmn:subProcess id=\"sub\">" + element("startEvent", "in") +
                       element("userTask", "one") + element("userTask", "two") + flow("in", "one") +
                       flow("one", "two") + "</bpmn:subProcess>\n" + element("userTask", "after") +
                       flow("start", "draft") + flow("draft", "sub") + flow("sub", "after"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  const int64_t draft = w.effects.tasks["draft"].back().key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {draft}, {"two"}, ""); }), "ok");
  EXPECT_EQ(w.active(key), "sub two");
  EXPECT_EQ(go_back(w, "two", "one"), "ok");
  EXPECT_EQ(w.active(key), "sub one");
  EXPECT_EQ(go_back(w, "one", "draft"), "ok");
  EXPECT_EQ(w.active(key), "draft");
  w.complete("draft");
  EXPECT_EQ(w.active(key), "sub one");
  w.complete("one");
  w.complete("two");
  EXPECT_EQ(w.active(key), "after");
  EXPECT_EQ(go_back(w, "after", "two"), "ok");
  EXPECT_EQ(w.active(key), "sub two");
}

TEST(move, jump_into_an_event_sub_process_opens_it_beside_what_runs) {
  Workspace w;
  const std::string mends =
      "<bpmn:subProcess id=\"mends\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"failed\">"
      "<bpmn:errorEventDefinition/></bpmn:startEvent>" +
      element("userTask", "look") + element("userTask", "repair") + flow("failed", "look") +
      flow("look", "repair") + "</bpmn:subProcess>\n";
  ASSERT_EQ(
      w.deploy("p.bpmn", process("p", element("startEvent", "start") + element("userTask", "work") +
                                          flow("start", "work") + mends)),
      "ok");
  const auto move = [&](int64_t key, const std::vector<int64_t>& terminate,
                        const std::string& activate) {
    return w.act([&](Engine& engine) { return engine.move(key, terminate, {activate}, ""); });
  };
  const int64_t beside = w.start("p");
  ASSERT_EQ(move(beside, {}, "repair"), "ok");
  EXPECT_EQ(w.active(beside), "work mends repair");
  w.complete("work");
  EXPECT_EQ(w.active(beside), "mends repair");
  w.complete("repair");
  EXPECT_EQ(w.state(beside), "completed");

  const int64_t instead = w.start("p");
  ASSERT_EQ(move(instead, {w.effects.tasks["work"].back().key}, "mends"), "ok");
  EXPECT_EQ(w.active(instead), "mends look");
  w.complete("look");
  w.complete("repair");
  EXPECT_EQ(w.state(instead), "completed");
  EXPECT_EQ(w.count("subscription"), 0);
}

TEST(move, what_undoes_a_sub_process_is_not_begun_by_hand) {
  Workspace w;
  const std::string undoes =
      "<bpmn:subProcess id=\"undoes\" triggeredByEvent=\"true\"><bpmn:startEvent id=\"undone\">"
      "<bpmn:compensateEventDefinition/></bpmn:startEvent>" +
      element("userTask", "pay_back") + flow("undone", "pay_back") + "</bpmn:subProcess>\n";
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + "<bpmn:subProcess id=\"sub\">" +
                                      element("startEvent", "in") + element("userTask", "pay") +
                                      flow("in", "pay") + undoes + "</bpmn:subProcess>\n" +
                                      flow("start", "sub"))),
            "ok");
  const int64_t key = w.start("p");
  for (const char* id : {"undoes", "pay_back", "undone"}) {
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.move(key, {}, {id}, ""); }),
              "engine.cannot_move")
        << id;
  }
  EXPECT_EQ(w.active(key), "sub pay");
}

TEST(move, nothing_is_left_of_a_called_instance_only_with_its_caller) {
  Workspace w;
  ASSERT_EQ(
      w.deploy("called.bpmn",
               process("called", element("startEvent", "start") + element("userTask", "work") +
                                     element("userTask", "other") + flow("start", "work"))),
      "ok");
  ASSERT_EQ(
      w.deploy("caller.bpmn",
               process("caller", element("startEvent", "start") +
                                     element("callActivity", "call",
                                             "<bpmn:extensionElements><zeebe:calledElement "
                                             "processId=\"called\"/></bpmn:extensionElements>") +
                                     flow("start", "call"))),
      "ok");
  const int64_t caller = w.start("caller");
  const auto work = w.effects.tasks["work"].back();
  const int64_t called =
      w.database()
          .read()
          ->first("SELECT key FROM process_instance WHERE parent_instance = ?", {caller})
          ->integer(0);
  const auto move = [&](const std::vector<std::string>& activate) {
    return w.act([&](Engine& engine) { return engine.move(called, {work.key}, activate, ""); });
  };
  EXPECT_EQ(move({}), "engine.called_instance");
  EXPECT_EQ(w.active(called), "work");
  EXPECT_EQ(move({"other"}), "ok");
  w.complete("other");
  EXPECT_EQ(w.state(caller), "completed");
}

TEST(move, jump_into_a_sub_process_again_counts_its_branch_as_begun) {
  Workspace w;
  const std::string xml =
      process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                       element("parallelGateway", "join") + element("userTask", "beside") +
                       element("userTask", "last") + "<bpmn:subProcess id=\"inner\">" +
                       element("startEvent", "in") + element("userTask", "review") +
                       flow("in", "review") + "</bpmn:subProcess>" + flow("start", "fork") +
                       flow("fork", "inner") + flow("fork", "beside") + flow("inner", "join") +
                       flow("beside", "join") + flow("join", "last"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  const auto jump = [&](const std::string& to) {
    return w.act([&](Engine& engine) -> base::Result<void> {
      std::vector<int64_t> leaving;
      for (const ActiveElement& each : engine.active_elements(key)) {
        if (each.element_id != "inner") leaving.push_back(each.key);
      }
      return engine.move(key, leaving, {to}, "by hand");
    });
  };

  ASSERT_EQ(jump("beside"), "ok");
  EXPECT_EQ(w.active(key), "beside");
  ASSERT_EQ(jump("review"), "ok");
  EXPECT_EQ(w.active(key), "inner review");
  w.complete("review");

  EXPECT_EQ(w.active(key), "last");
  w.complete("last");
  EXPECT_EQ(w.state(key), "completed");
}

TEST(move, step_taken_back_inside_a_finished_sub_process_does_not_wait_for_the_branch_beside) {
  Workspace w;
  const std::string inner = element("startEvent", "in") + element("parallelGateway", "split") +
                            element("parallelGateway", "meet") + element("userTask", "review") +
                            element("userTask", "check") + flow("in", "split") +
                            flow("split", "review") + flow("split", "check") +
                            flow("review", "meet") + flow("check", "meet");
  const std::string xml =
      process("p", element("startEvent", "start") + element("parallelGateway", "fork") +
                       element("parallelGateway", "join") + element("userTask", "beside") +
                       element("userTask", "last") + "<bpmn:subProcess id=\"inner\">" + inner +
                       "</bpmn:subProcess>" + flow("start", "fork") + flow("fork", "inner") +
                       flow("fork", "beside") + flow("inner", "join") + flow("beside", "join") +
                       flow("join", "last"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.complete("review");
  w.complete("check");
  ASSERT_EQ(w.active(key), "beside");

  ASSERT_EQ(w.act([&](Engine& engine) { return engine.move(key, {}, {"check"}, "again"); }), "ok");
  w.complete("check");

  EXPECT_EQ(w.active(key), "beside");
  w.complete("beside");
  EXPECT_EQ(w.active(key), "last");
}

TEST(move, return_from_one_of_many_ends_the_whole_activity) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") + element("userTask", "draft") +
               "<bpmn:userTask "
               "id=\"vote\"><bpmn:extensionElements><zeebe:userTask/></bpmn:extensionElements>"
               "<bpmn:multiInstanceLoopCharacteristics><bpmn:extensionElements>"
               "<zeebe:loopCharacteristics "
               "inputCollection=\"=[1, 2, "
               "3]\"/></bpmn:extensionElements></bpmn:multiInstanceLoopCharacteristics></"
               "bpmn:userTask>\n" +
               flow("start", "draft") + flow("draft", "vote"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  w.complete("draft");
  EXPECT_EQ(w.active(key), "vote vote vote vote");
  w.complete("vote");
  const int64_t one = w.effects.tasks["vote"][0].key;
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.return_to(one, "draft", ""); }), "ok");
  EXPECT_EQ(w.active(key), "draft");
  w.complete("draft");
  EXPECT_EQ(w.effects.tasks["vote"].size(), 6u);
  for (size_t i : {3u, 4u, 5u})
    w.act([&](Engine& engine) {
      return engine.complete_user_task(w.effects.tasks["vote"][i].key, {});
    });
  EXPECT_EQ(w.state(key), "completed");
}

TEST(move, what_is_left_at_a_join_has_an_incident_until_a_token_can_come) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  for (const char* id : {"draft", "a1", "a2"}) w.complete(id);
  const auto open = [&] { return open_incidents(*w.database().read(), 10); };
  const auto modify = [&](const engine::Move& move) {
    return w.act([&](Engine& engine) { return engine.modify(key, move); });
  };
  engine::Move last_branch;
  last_branch.terminate = {w.effects.tasks["b1"].back().key};
  engine::Move again;
  again.activate = {{"b2"}};
  again.is_addition = true;

  ASSERT_EQ(modify(last_branch), "ok");
  EXPECT_EQ(w.active(key), "");
  ASSERT_EQ(open().size(), 1u);
  EXPECT_EQ(open()[0].element, key);
  EXPECT_EQ(open()[0].kind, "UNREACHABLE_JOIN");
  EXPECT_EQ(open()[0].message, "join waits for a token on b2_join that nothing can bring any more");
  w.reopen();
  ASSERT_EQ(modify(again), "ok");
  EXPECT_EQ(open().size(), 0u);

  ASSERT_EQ(w.complete("b2"), "ok");
  EXPECT_EQ(w.active(key), "last");
}

TEST(move, suspended_instance_rests_until_it_is_resumed) {
  Workspace w;
  const std::string xml = process(
      "p", element("startEvent", "start") + element("userTask", "work") +
               "<bpmn:boundaryEvent id=\"late\" "
               "attachedToRef=\"work\"><bpmn:timerEventDefinition><bpmn:timeDuration>P1D</"
               "bpmn:timeDuration>"
               "</bpmn:timerEventDefinition></bpmn:boundaryEvent>" +
               element("userTask", "chase") + flow("start", "work") + flow("late", "chase"));
  ASSERT_EQ(w.deploy("p.bpmn", xml), "ok");
  const int64_t key = w.start("p");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resume_instance(key); }),
            "engine.not_suspended");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(key); }), "ok");
  EXPECT_EQ(w.complete("work"), "engine.suspended");
  w.advance(base::days(2));
  EXPECT_EQ(w.active(key), "work");
  w.reopen();
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resume_instance(key); }), "ok");
  w.advance(base::seconds(1));
  EXPECT_EQ(w.active(key), "chase");
}

TEST(move, cancel_ends_everything_once) {
  Workspace w;
  ASSERT_EQ(w.deploy("p.bpmn", branches()), "ok");
  const int64_t key = w.start("p");
  w.complete("draft");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(key, "withdrawn"); }), "ok");
  EXPECT_EQ(w.state(key), "canceled");
  EXPECT_EQ(w.terminated(key), "a1 b1");
  EXPECT_EQ(instance(*w.database().read(), key)->end_reason, "withdrawn");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(key, ""); }),
            "engine.no_instance");
}

}  // namespace
}  // namespace runtime
