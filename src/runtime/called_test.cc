// Who called what, whose it is, and that a caller need not wait for it.
#include "runtime/called.h"

#include <gmock/gmock.h>

#include "bpmn/testing.h"
#include "runtime/awaited.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using ::testing::ElementsAre;
using testing::Workspace;

using Said = std::vector<std::pair<std::string, std::string>>;

std::string extended(const std::string& content, const Said& settings) {
  std::string xml = "<bpmn:extensionElements>" + content + "<zeebe:properties>";
  for (const auto& [name, value] : settings)
    xml.append("<zeebe:property name=\"").append(name).append("\" value=\"" + value + "\"/>");
  return xml + "</zeebe:properties></bpmn:extensionElements>";
}

constexpr const char* paid =
    "<bpmn:message id=\"m\" name=\"bill.paid\"><bpmn:extensionElements>"
    "<zeebe:subscription correlationKey=\"= &quot;7&quot;\"/></bpmn:extensionElements>"
    "</bpmn:message>";

class CalledTest : public ::testing::Test {
 protected:
  CalledTest() {
    const std::string task =
        extended("<zeebe:userTask/>", {{"jw:candidates", "starter"}, {"jw:kind", "approve"}});
    deploy("called",
           element("startEvent", "begin") + element("userTask", "do", task) + flow("begin", "do"));
  }

  void deploy(const std::string& id, const std::string& content) {
    const std::string answer = w.deploy(id + ".bpmn", process(id, content, paid));
    base::ensure(answer == "ok", answer);
  }
  // Starts a caller with these settings of its call, behind which it waits for a message.
  int64_t call(const Said& settings) {
    deploy("caller",
           element("startEvent", "start") +
               element("callActivity", "call",
                       extended("<zeebe:calledElement processId=\"called\"/>", settings)) +
               "<bpmn:receiveTask id=\"behind\" messageRef=\"m\"/>\n" + flow("start", "call") +
               flow("call", "behind"));
    return w.start("caller", {}, {"project", 7});
  }
  const engine::UserTask& task() { return w.effects.tasks.at("do").back(); }

  Workspace w;
};

TEST_F(CalledTest, who_waits_for_it_is_known_and_ends_it_with_himself) {
  const int64_t caller = call({});
  const int64_t called = task().at.instance;

  auto db = w.database().read();
  EXPECT_EQ(caller_of(*db, called)->instance, caller);
  EXPECT_TRUE(caller_of(*db, called)->is_waited_for);
  EXPECT_EQ(caller_of(*db, caller), std::nullopt);
  EXPECT_THAT(all_called(*db, caller), ElementsAre(called));
  EXPECT_EQ(w.active(caller), "call");
  ASSERT_EQ(w.act([&](Engine& engine) { return engine.cancel_instance(caller, ""); }), "ok");
  EXPECT_EQ(w.state(called), "canceled");
}

TEST_F(CalledTest, who_does_not_wait_goes_on_and_neither_ends_the_other) {
  const int64_t caller = call({{"jw:wait", "false"}});
  const int64_t called = task().at.instance;

  EXPECT_FALSE(caller_of(*w.database().read(), called)->is_waited_for);
  EXPECT_EQ(w.active(caller), "behind");
  EXPECT_THAT(all_called(*w.database().read(), caller), ElementsAre(called));
  EXPECT_EQ(called_now(*w.database().read(), caller).size(), 0U);
  ASSERT_EQ(w.act([&](Engine& engine) { return engine.suspend_instance(caller); }), "ok");
  EXPECT_EQ(w.complete("do"), "ok");
  EXPECT_EQ(w.state(called), "completed");
  EXPECT_EQ(w.active(caller), "behind");
}

TEST_F(CalledTest, it_is_its_callers_or_whose_a_field_says) {
  call({});
  EXPECT_EQ(task().at.starter, "lin");
  call({{"jw:starter", "field:type"}});
  EXPECT_EQ(task().at.starter, "project");
  EXPECT_EQ(w.variable(task().at.instance, "starter"), "\"project\"");
  call({{"jw:starter", "field:nobody"}});
  EXPECT_EQ(task().at.starter, "lin");
  EXPECT_TRUE(w.effects.incidents.empty());

  const int64_t stuck = call({{"jw:starter", "field:nobody"}, {"jw:empty", "refuse"}});

  EXPECT_EQ(w.effects.incidents, std::vector<std::string>{"CALLED_ELEMENT_ERROR"});
  EXPECT_TRUE(all_called(*w.database().read(), stuck).empty());
}

TEST_F(CalledTest, a_message_is_awaited_by_the_step_that_goes_on_with_it) {
  const int64_t caller = call({{"jw:wait", "false"}});

  const auto awaited = awaited_messages(*w.database().read(), caller);

  ASSERT_EQ(awaited.size(), 1U);
  EXPECT_EQ(awaited[0].name, "bill.paid");
  EXPECT_TRUE(awaited_messages(*w.database().read(), task().at.instance).empty());
  ASSERT_EQ(w.publish("bill.paid", "7"), "ok");
  EXPECT_TRUE(awaited_messages(*w.database().read(), caller).empty());
}

}  // namespace
}  // namespace runtime
