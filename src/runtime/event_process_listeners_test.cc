// Start listeners of event sub-processes: asked before the start event goes on.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::vars;
using testing::Workspace;

const std::string kBeside =
    "<bpmn:message id=\"m\" name=\"note\"><bpmn:extensionElements><zeebe:subscription "
    "correlationKey=\"=order\"/></bpmn:extensionElements></bpmn:message><bpmn:signal id=\"s\" "
    "name=\"alarm\"/><bpmn:error id=\"e\" name=\"card\" errorCode=\"E\"/><bpmn:escalation id=\"x\" "
    "name=\"up\" escalationCode=\"UP\"/>";
const std::string kMessage = "<bpmn:messageEventDefinition messageRef=\"m\"/>";
const std::string kSignal = "<bpmn:signalEventDefinition signalRef=\"s\"/>";
const std::string kTimer =
    "<bpmn:timerEventDefinition><bpmn:timeDuration>PT1H</bpmn:timeDuration>"
    "</bpmn:timerEventDefinition>";
const std::string kCondition =
    "<bpmn:conditionalEventDefinition><bpmn:condition>=x = 1</bpmn:condition>"
    "</bpmn:conditionalEventDefinition>";
const std::string kError = "<bpmn:errorEventDefinition errorRef=\"e\"/>";
const std::string kEscalation = "<bpmn:escalationEventDefinition escalationRef=\"x\"/>";

const std::string kListeners =
    "<zeebe:executionListeners><zeebe:executionListener eventType=\"start\" type=\"before\"/>"
    "<zeebe:executionListener eventType=\"end\" type=\"after\"/></zeebe:executionListeners>";

// "beside", which begins with `trigger`; `more` stands before its listeners.
std::string event_process(const std::string& trigger, bool is_interrupting,
                          const std::string& more = "") {
  return "<bpmn:subProcess id=\"beside\" triggeredByEvent=\"true\"><bpmn:extensionElements>" +
         more + kListeners + "</bpmn:extensionElements><bpmn:startEvent id=\"heard\"" +
         (is_interrupting ? "" : " isInterrupting=\"false\"") + ">" + trigger +
         "</bpmn:startEvent>" + job("tidy", "tidy") + element("endEvent", "tidied") +
         flow("heard", "tidy") + flow("tidy", "tidied") + "</bpmn:subProcess>\n";
}

std::string model(const std::string& inside) {
  return process("p",
                 element("startEvent", "start") + job("work", "work") +
                     "<bpmn:intermediateThrowEvent id=\"tell\">" + kEscalation +
                     "</bpmn:intermediateThrowEvent>" + job("later", "later") +
                     element("endEvent", "end") + flow("start", "work") + flow("work", "tell") +
                     flow("tell", "later") + flow("later", "end") + inside,
                 kBeside);
}

class EventProcessListeners : public ::testing::Test {
 protected:
  int64_t begin(const std::string& inside) {
    EXPECT_EQ(w.deploy("p.bpmn", model(inside)), "ok");
    return w.start("p", vars("{order: \"1\", x: 0}"));
  }

  using Answer = std::function<base::Result<void>(Engine&, const ActivatedJob&)>;
  std::string answer(const std::string& type, const Answer& how) {
    return w.act([&](Engine& engine) -> base::Result<void> {
      const auto jobs = engine.activate_jobs(type, "worker", base::minutes(5), 1);
      if (jobs.empty()) return base::refusal("engine.no_job");
      return how(engine, jobs.front());
    });
  }
  std::string work(const std::string& type, const std::string& variables = "{}") {
    return answer(type, [&](Engine& engine, const ActivatedJob& job) {
      return engine.complete_job(job.key, vars(variables));
    });
  }
  std::string fail(const std::string& type, const std::string& code = "") {
    return answer(type, [&](Engine& engine, const ActivatedJob& job) {
      return code.empty() ? engine.fail_job(job.key, 0, "broken", {}, {})
                          : engine.throw_error(job.key, code, "", {});
    });
  }

  void trigger(int64_t key, const std::string& event) {
    if (event == kMessage) {
      EXPECT_EQ(w.publish("note", "1", vars("{told: 7}")), "ok");
    } else if (event == kSignal) {
      EXPECT_EQ(w.act([](Engine& engine) { return engine.broadcast_signal("alarm", {}); }), "ok");
    } else if (event == kTimer) {
      w.advance(base::hours(1));
    } else if (event == kCondition) {
      EXPECT_EQ(w.act([&](Engine& engine) { return engine.set_variables(key, vars("{x: 1}")); }),
                "ok");
    } else if (event == kError) {
      EXPECT_EQ(fail("work", "E"), "ok");
    } else {
      EXPECT_EQ(work("work"), "ok");
    }
  }

  Workspace w;
};

TEST_F(EventProcessListeners, are_asked_whatever_begins_it) {
  for (const std::string& event : {kMessage, kSignal, kTimer, kCondition, kError, kEscalation}) {
    for (const bool is_interrupting : {true, false}) {
      if (event == kError && !is_interrupting) continue;  // an error always interrupts
      SCOPED_TRACE(event + (is_interrupting ? "" : " beside"));
      const int64_t key = begin(event_process(event, is_interrupting));
      trigger(key, event);

      const bool goes_on = event == kEscalation;  // behind what threw it
      const std::string both = goes_on ? "beside later" : "work beside";
      EXPECT_EQ(w.active(key), is_interrupting ? "beside" : both);
      EXPECT_EQ(work("tidy"), "engine.no_job");
      EXPECT_EQ(work("after"), "engine.no_job");
      w.reopen();
      EXPECT_EQ(work("before"), "ok");
      EXPECT_EQ(work("before"), "engine.no_job");
      EXPECT_EQ(work("tidy"), "ok");
      EXPECT_EQ(work("after"), "ok");

      EXPECT_EQ(w.active(key), is_interrupting ? "" : goes_on ? "later" : "work");
      if (!is_interrupting) {
        ASSERT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(key, ""); }), "ok");
      }
      EXPECT_EQ(w.state(key), is_interrupting ? "completed" : "canceled");
    }
  }
}

TEST_F(EventProcessListeners, compensation_begins_it_like_everything_else) {
  const int64_t key =
      begin("<bpmn:subProcess id=\"sub\">" + element("startEvent", "in") + job("pay", "pay") +
            flow("in", "pay") + event_process("<bpmn:compensateEventDefinition/>", true) +
            "</bpmn:subProcess>\n<bpmn:endEvent id=\"undo\"><bpmn:compensateEventDefinition/>"
            "</bpmn:endEvent>" +
            flow("start", "sub") + flow("sub", "undo"));
  EXPECT_EQ(work("pay"), "ok");

  EXPECT_EQ(work("tidy"), "engine.no_job");
  EXPECT_EQ(work("before"), "ok");
  EXPECT_EQ(work("tidy"), "ok");
  EXPECT_EQ(w.active(key), "work undo sub beside");
  EXPECT_EQ(work("after"), "ok");
  EXPECT_EQ(w.active(key), "work");
}

TEST_F(EventProcessListeners, give_variables_to_it_alone_and_after_its_input_mappings) {
  const std::string mapped =
      "<zeebe:ioMapping><zeebe:input source=\"=x\" target=\"seen\"/></zeebe:ioMapping>";
  const int64_t key = begin(event_process(kMessage, true, mapped));
  trigger(key, kMessage);

  EXPECT_EQ(w.variable(key, "told"), "absent");
  EXPECT_EQ(work("before", "{seen: 5, mine: 3}"), "ok");
  std::string seen;
  const auto look = [&](Engine& engine, const ActivatedJob& job) {
    for (const char* name : {"seen", "mine", "told"})
      seen += feel::print(job.variables[name]) + " ";
    return engine.complete_job(job.key, {});
  };
  EXPECT_EQ(answer("tidy", look), "ok");
  EXPECT_EQ(seen, "5 3 7 ");
  EXPECT_EQ(work("after", "{}"), "ok");
  EXPECT_EQ(w.state(key), "completed");
  EXPECT_EQ(w.variable(key, "mine"), "absent");
  EXPECT_EQ(w.variable(key, "seen"), "absent");
}

TEST_F(EventProcessListeners, one_that_fails_is_an_incident_and_comes_again) {
  const int64_t key = begin(event_process(kMessage, true));
  trigger(key, kMessage);

  EXPECT_EQ(fail("before"), "ok");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"EXECUTION_LISTENER_NO_RETRIES"});
  EXPECT_EQ(w.active(key), "beside");
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.resolve_incidents(key); }), "ok");
  EXPECT_EQ(work("before"), "ok");

  EXPECT_EQ(w.active(key), "beside tidy");
  EXPECT_EQ(w.variable(key, "told"), "7");
}

// It does not catch what its own listener throws.
TEST_F(EventProcessListeners, an_error_of_one_goes_outwards) {
  const int64_t key = begin(event_process(kError, true));
  trigger(key, kError);

  EXPECT_EQ(fail("before", "E"), "ok");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"UNHANDLED_ERROR_EVENT"});
  EXPECT_EQ(w.active(key), "beside");
}

TEST_F(EventProcessListeners, are_gone_with_what_interrupts_it) {
  const int64_t key = begin(event_process(kMessage, false));
  trigger(key, kMessage);
  EXPECT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(key, ""); }), "ok");

  EXPECT_EQ(work("before"), "engine.no_job");
  EXPECT_EQ(w.terminated(key), "work beside");
}

// The second trigger does not wait for the listeners of the first.
TEST_F(EventProcessListeners, each_beginning_has_its_own) {
  const int64_t key = begin(event_process(kMessage, false));
  trigger(key, kMessage);
  trigger(key, kMessage);

  EXPECT_EQ(w.active(key), "work beside beside");
  EXPECT_EQ(work("before"), "ok");
  EXPECT_EQ(w.active(key), "work beside beside tidy");
  EXPECT_EQ(work("before"), "ok");
  EXPECT_EQ(w.active(key), "work beside beside tidy tidy");
}

TEST_F(EventProcessListeners, go_over_to_another_version) {
  const int64_t key = begin(event_process(kMessage, true));
  trigger(key, kMessage);
  ASSERT_EQ(w.deploy("p.bpmn", model(event_process(kMessage, true) + element("userTask", "more") +
                                     flow("start", "more"))),
            "ok");
  const auto target = w.database().read()->first("SELECT MAX(key) FROM definition")->integer(0);
  ASSERT_EQ(w.act([&](Engine& engine) {
    return engine.migrate(key, target, {{"beside", "beside"}});
  }),
            "ok");

  EXPECT_EQ(work("before"), "ok");
  EXPECT_EQ(w.variable(key, "told"), "7");
  EXPECT_EQ(work("tidy"), "ok");
  EXPECT_EQ(work("after"), "ok");
  EXPECT_EQ(w.state(key), "completed");
}

}  // namespace
}  // namespace runtime
