// Compensation that does not end as it was begun, and errors that no caller catches.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

const std::string kCompensate = "<bpmn:compensateEventDefinition/>";
const std::string kError = "<bpmn:errorEventDefinition errorRef=\"e\"/>";
const std::string kErrors = "<bpmn:error id=\"e\" name=\"card\" errorCode=\"E_CARD\"/>";

std::string at_boundary(const std::string& id, const std::string& of,
                        const std::string& definition) {
  return "<bpmn:boundaryEvent id=\"" + id + "\" attachedToRef=\"" + of + "\">" + definition +
         "</bpmn:boundaryEvent>";
}

// A job whose undoing is a job, too: `undo_` and its name.
std::string undoable(const std::string& id) {
  const std::string undo = "undo_" + id;
  return job(id, id) + at_boundary("at_" + id, id, kCompensate) + "<bpmn:serviceTask id=\"" + undo +
         "\" isForCompensation=\"true\"><bpmn:extensionElements><zeebe:taskDefinition type=\"" +
         undo + "\"/></bpmn:extensionElements></bpmn:serviceTask><bpmn:association id=\"to_" +
         undo + "\" sourceRef=\"at_" + id + "\" targetRef=\"" + undo + "\"/>";
}

std::string sub_process(const std::string& id, const std::string& attributes,
                        const std::string& content) {
  return "<bpmn:subProcess id=\"" + id + "\" " + attributes + ">" + content + "</bpmn:subProcess>";
}

class Undoing : public ::testing::Test {
 protected:
  int64_t take(const std::string& type) {
    int64_t key = 0;
    w.act([&](Engine& engine) -> base::Result<void> {
      const auto jobs = engine.activate_jobs(type, "me", base::minutes(1), 1);
      if (!jobs.empty()) key = jobs.front().key;
      return {};
    });
    return key;
  }
  void done(const std::string& type) {
    const int64_t key = take(type);
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.complete_job(key, {}); }), "ok") << type;
  }
  void fails(const std::string& type) {
    const int64_t key = take(type);
    EXPECT_EQ(w.act([&](Engine& engine) { return engine.throw_error(key, "E_CARD", "", {}); }),
              "ok")
        << type;
  }
  int64_t element_key(int64_t instance, const std::string& id) {
    for (const ElementView& each : elements(*w.database().read(), instance)) {
      if (each.element_id == id && each.state == "active") return each.key;
    }
    return 0;
  }
  std::string modify(int64_t instance, const std::vector<std::string>& terminate,
                     const std::vector<std::string>& activate) {
    engine::Move move;
    for (const std::string& id : terminate) move.terminate.push_back(element_key(instance, id));
    for (const std::string& id : activate) move.activate.push_back({id});
    return w.act([&](Engine& engine) { return engine.modify(instance, move); });
  }

  Workspace w;
};

// a and b are done, then everything is undone: b first.
std::string both_undone(const std::string& more) {
  return process("p",
                 element("startEvent", "start") + undoable("a") + undoable("b") +
                     element("intermediateThrowEvent", "back", kCompensate) +
                     element("endEvent", "end") + flow("start", "a") + flow("a", "b") +
                     flow("b", "back") + flow("back", "end") + more,
                 kErrors);
}

TEST_F(Undoing, what_an_interrupted_throw_has_not_begun_is_undone_by_the_next) {
  const std::string again = sub_process("failed", "triggeredByEvent=\"true\"",
                                        element("startEvent", "failure", kError) +
                                            element("endEvent", "back_again", kCompensate) +
                                            flow("failure", "back_again"));
  ASSERT_EQ(w.deploy("p.bpmn", both_undone(again)), "ok");
  const int64_t key = w.start("p");
  done("a");
  done("b");

  fails("undo_b");
  w.reopen();

  EXPECT_EQ(w.active(key), "failed back_again undo_a");
  done("undo_a");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(Undoing, a_throw_is_repeated_by_hand_with_what_it_had_not_begun) {
  ASSERT_EQ(w.deploy("p.bpmn", both_undone("")), "ok");
  const int64_t key = w.start("p");
  done("a");
  done("b");

  EXPECT_EQ(modify(key, {"back"}, {"back"}), "ok");

  EXPECT_EQ(w.active(key), "back undo_a");
  done("undo_a");
  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(Undoing, goes_on_without_a_handler_that_is_ended_by_hand) {
  ASSERT_EQ(w.deploy("p.bpmn", both_undone("")), "ok");
  const int64_t key = w.start("p");
  done("a");
  done("b");

  EXPECT_EQ(modify(key, {"undo_b"}, {}), "ok");
  EXPECT_EQ(w.active(key), "back undo_a");
  EXPECT_EQ(modify(key, {"undo_a"}, {}), "ok");

  EXPECT_EQ(w.state(key), "completed");
}

TEST_F(Undoing, an_error_in_it_is_not_for_the_boundary_of_what_is_over) {
  const std::string model = process(
      "p",
      element("startEvent", "start") +
          sub_process("sub", "",
                      element("startEvent", "in") + undoable("a") + undoable("b") +
                          flow("in", "a") + flow("a", "b")) +
          at_boundary("caught", "sub", kError) + element("userTask", "mend") +
          element("intermediateThrowEvent", "back", kCompensate) + element("endEvent", "end") +
          flow("start", "sub") + flow("sub", "back") + flow("back", "end") + flow("caught", "mend"),
      kErrors);
  ASSERT_EQ(w.deploy("p.bpmn", model), "ok");
  const int64_t key = w.start("p");
  done("a");
  done("b");

  fails("undo_b");

  EXPECT_EQ(w.active(key), "back sub undo_b");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"UNHANDLED_ERROR_EVENT"});
}

// a and b are done. Two events throw: one undoes everything, b first; the other comes when `late`
// is done, and goes on to the user task "behind".
std::string undone_twice(const std::string& second, const std::string& more = "") {
  return process(
      "p", element("startEvent", "start") + undoable("a") + undoable("b") +
               element("parallelGateway", "fork") +
               element("intermediateThrowEvent", "all", kCompensate) + element("endEvent", "end") +
               job("late", "late") + element("intermediateThrowEvent", "second", second) +
               element("userTask", "behind") + flow("start", "a") + flow("a", "b") +
               flow("b", "fork") + flow("fork", "all") + flow("all", "end") + flow("fork", "late") +
               flow("late", "second") + flow("second", "behind") + more);
}
std::string of_one(const std::string& activity, const std::string& more = "") {
  return "<bpmn:compensateEventDefinition activityRef=\"" + activity + "\" " + more + "/>";
}

class UndoneTwice : public Undoing {
 protected:
  int64_t begin(const std::string& second, const std::string& more = "") {
    EXPECT_EQ(w.deploy("p.bpmn", undone_twice(second, more)), "ok");
    const int64_t key = w.start("p");
    done("a");
    done("b");
    return key;
  }
};

TEST_F(UndoneTwice, the_second_waits_until_what_it_names_is_undone) {
  const int64_t key = begin(of_one("a"));
  done("late");
  EXPECT_EQ(w.active(key), "all undo_b second") << "a is taken, and not undone yet";
  w.reopen();

  done("undo_b");
  EXPECT_EQ(w.active(key), "all second undo_a");
  done("undo_a");

  EXPECT_EQ(w.active(key), "behind");
  EXPECT_EQ(w.completed(key), "start a b fork all at_b late undo_b second at_a undo_a end");
}

TEST_F(UndoneTwice, the_second_does_not_wait_for_what_it_does_not_name) {
  const int64_t key = begin(of_one("b"));
  done("late");
  done("undo_b");

  EXPECT_EQ(w.active(key), "all undo_a behind");
}

TEST_F(UndoneTwice, one_that_names_nothing_waits_for_everything) {
  const int64_t key = begin(kCompensate);
  done("late");
  done("undo_b");
  EXPECT_EQ(w.active(key), "all second undo_a");
  done("undo_a");

  EXPECT_EQ(w.active(key), "behind");
}

TEST_F(UndoneTwice, one_that_does_not_wait_goes_on) {
  const int64_t key = begin(of_one("a", "waitForCompletion=\"false\""));
  done("late");

  EXPECT_EQ(w.active(key), "all undo_b behind");
}

TEST_F(UndoneTwice, the_second_undoes_what_the_first_gives_back) {
  const int64_t key = begin(of_one("a"));
  done("late");

  EXPECT_EQ(modify(key, {"all"}, {}), "ok");

  EXPECT_EQ(w.active(key), "second undo_a");
  done("undo_a");
  EXPECT_EQ(w.active(key), "behind");
}

TEST_F(UndoneTwice, the_second_waits_no_longer_when_the_handler_is_ended_by_hand) {
  const int64_t key = begin(of_one("a"));
  done("late");
  done("undo_b");

  EXPECT_EQ(modify(key, {"undo_a"}, {}), "ok");

  EXPECT_EQ(w.active(key), "behind");
}

// c is done after the second has thrown: it is not meant.
TEST_F(UndoneTwice, what_completes_later_is_not_for_the_second) {
  const int64_t key = begin(kCompensate, undoable("c") + flow("fork", "c"));
  done("late");
  done("c");

  done("undo_b");
  done("undo_a");

  EXPECT_EQ(w.active(key), "behind");
  EXPECT_EQ(take("undo_c"), 0);
}

TEST_F(UndoneTwice, the_second_waits_for_handlers_that_nobody_waits_for) {
  ASSERT_EQ(w.deploy("p.bpmn",
                     process("p", element("startEvent", "start") + undoable("a") +
                                      element("intermediateThrowEvent", "at_once",
                                              of_one("a", "waitForCompletion=\"false\"")) +
                                      element("intermediateThrowEvent", "waiting", of_one("a")) +
                                      element("userTask", "behind") + flow("start", "a") +
                                      flow("a", "at_once") + flow("at_once", "waiting") +
                                      flow("waiting", "behind"))),
            "ok");
  const int64_t key = w.start("p");
  done("a");

  EXPECT_EQ(w.active(key), "undo_a waiting");
  done("undo_a");
  EXPECT_EQ(w.active(key), "behind");
}

// a and b are done; then two events throw in one step.
class UndoneTogether : public Undoing {
 protected:
  int64_t begin(const std::string& first, const std::string& second) {
    const std::string model =
        process("p", element("startEvent", "start") + undoable("a") + undoable("b") +
                         element("intermediateThrowEvent", "first", first) +
                         element("intermediateThrowEvent", "second", second) +
                         element("userTask", "one") + element("userTask", "two") +
                         flow("start", "a") + flow("a", "b") + flow("b", "first") +
                         flow("b", "second") + flow("first", "one") + flow("second", "two"));
    EXPECT_EQ(w.deploy("p.bpmn", model), "ok");
    const int64_t key = w.start("p");
    done("a");
    done("b");
    w.reopen();
    return key;
  }
};

TEST_F(UndoneTogether, everything_is_undone_once_the_latest_first_and_both_wait) {
  const int64_t key = begin(kCompensate, kCompensate);
  EXPECT_EQ(w.active(key), "first second undo_b");

  done("undo_b");
  EXPECT_EQ(w.active(key), "first second undo_a");
  done("undo_a");

  EXPECT_EQ(w.active(key), "one two");
  EXPECT_EQ(w.completed(key), "start a b first at_b second undo_b at_a undo_a");
}

TEST_F(UndoneTogether, the_same_activity_is_undone_once_and_both_wait) {
  const int64_t key = begin(of_one("a"), of_one("a"));
  EXPECT_EQ(w.active(key), "first second undo_a");

  done("undo_a");

  EXPECT_EQ(w.active(key), "one two");
  EXPECT_EQ(take("undo_b"), 0) << "nobody has named it";
}

TEST_F(UndoneTogether, one_that_waits_waits_for_what_another_has_begun_and_left) {
  const int64_t key =
      begin("<bpmn:compensateEventDefinition waitForCompletion=\"false\"/>", kCompensate);
  EXPECT_EQ(w.active(key), "second undo_b undo_a one");

  done("undo_a");
  EXPECT_EQ(w.active(key), "second undo_b one");
  done("undo_b");

  EXPECT_EQ(w.active(key), "one two");
}

// An error that nobody catches in a called process stays there.
class Uncaught : public Undoing {
 protected:
  int64_t called_by(int64_t caller) {
    return w.database()
        .read()
        ->first("SELECT key FROM process_instance WHERE parent_instance = ?", {caller})
        ->integer(0);
  }
  void deploy(const std::string& at_call) {
    const auto caller = [](const std::string& id, const std::string& called,
                           const std::string& more) {
      return process(id,
                     element("startEvent", "start") +
                         element("callActivity", "call",
                                 "<bpmn:extensionElements><zeebe:calledElement processId=\"" +
                                     called + "\"/></bpmn:extensionElements>") +
                         more + flow("start", "call"),
                     kErrors);
    };
    ASSERT_EQ(
        w.deploy("called.bpmn", process("called", element("startEvent", "start") +
                                                      job("pay", "pay") + job("send", "send") +
                                                      flow("start", "pay") + flow("pay", "send"))),
        "ok");
    ASSERT_EQ(w.deploy("between.bpmn", caller("between", "called", "")), "ok");
    ASSERT_EQ(w.deploy("caller.bpmn", caller("caller", "between", at_call)), "ok");
  }
};

TEST_F(Uncaught, is_an_incident_where_it_was_thrown_and_tried_again_there) {
  deploy("");
  const int64_t caller = w.start("caller");
  const int64_t called = called_by(called_by(caller));
  done("pay");

  fails("send");
  w.reopen();

  auto db = w.database().read();
  EXPECT_TRUE(incidents(*db, caller).empty());
  const auto found = incidents(*db, called);
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found.front().kind, "UNHANDLED_ERROR_EVENT");
  EXPECT_EQ(take("send"), 0) << "it waits for the operator";

  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incident(found.front().key); }),
            "ok");

  EXPECT_EQ(called_by(called_by(caller)), called);
  EXPECT_EQ(take("pay"), 0);
  done("send");
  EXPECT_EQ(w.state(caller), "completed");
}

TEST_F(Uncaught, is_not_what_a_caller_further_out_catches) {
  deploy(at_boundary("caught", "call", kError) + element("userTask", "mend") +
         flow("caught", "mend"));
  const int64_t caller = w.start("caller");
  const int64_t called = called_by(called_by(caller));
  done("pay");

  fails("send");

  EXPECT_EQ(w.active(caller), "mend");
  EXPECT_EQ(w.state(called), "canceled");
  EXPECT_TRUE(w.effects.incidents.empty());
}

}  // namespace
}  // namespace runtime
