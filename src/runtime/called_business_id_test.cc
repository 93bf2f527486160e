// What a call activity calls has the business id that it says, or that of the caller.
#include <gtest/gtest.h>

#include "bpmn/testing.h"
#include "runtime/running_searches.h"
#include "runtime/testing.h"

namespace runtime {
namespace {

using namespace bpmn::testing;
using testing::Workspace;

std::string calling(const std::string& attributes) {
  return process("caller", element("startEvent", "start") +
                               element("callActivity", "call",
                                       "<bpmn:extensionElements><zeebe:calledElement "
                                       "processId=\"called\" " +
                                           attributes + "/></bpmn:extensionElements>") +
                               flow("start", "call"));
}

class CalledBusinessId : public ::testing::Test {
 protected:
  CalledBusinessId() {
    const std::string called =
        process("called", element("startEvent", "begin") + job("do", "do") + flow("begin", "do"));
    base::ensure(w.deploy("called.bpmn", called) == "ok", "the called process is deployed");
  }

  // Starts a caller called "outer" and tells the business ids of what it has called, as JSON.
  std::string called(const std::string& attributes, const std::string& who = "") {
    if (const std::string answer = w.deploy("p.bpmn", calling(attributes)); answer != "ok")
      return answer;
    const auto started = w.run([&](Op& op) -> base::Result<base::Json> {
      StartRequest request{"caller", 0, feel::Value(), {}, ""};
      request.business_id = "outer";
      if (!who.empty()) request.variables = feel::Fields().set("who", feel::Value(who)).build();
      auto key = op.engine.start(request);
      if (!key.ok()) return std::move(key).error();
      return base::Json(std::to_string(*key));
    });
    auto db = w.database().read();
    const auto found = search_process_instances(
        *db, base::JsonObject{
                 {"filter", base::JsonObject{{"parentProcessInstanceKey", started.value()}}}});
    std::string ids;
    for (const base::Json& each : found.value().at("items").as_array())
      ids += base::print(each.at("businessId")) + " ";
    return ids;
  }

  Workspace w;
};

TEST_F(CalledBusinessId, is_that_of_the_caller_or_its_own_or_none) {
  EXPECT_EQ(called(""), "\"outer\" ");
  EXPECT_EQ(called("businessId=\"A-1\""), "\"A-1\" ");
  EXPECT_EQ(called("businessId=\"=who\"", "lin"), "\"lin\" ");
  EXPECT_EQ(called("businessId=\"\""), "null ");
  EXPECT_EQ(called("businessId=\"=null\""), "null ");
  EXPECT_EQ(called("businessId=\"=who\"", std::string(256, 'x')).size(), 259U);
  EXPECT_TRUE(w.effects.incidents.empty());
}

TEST_F(CalledBusinessId, what_is_no_short_text_is_an_incident_and_no_instance) {
  EXPECT_EQ(called("businessId=\"=who\""), "");
  EXPECT_EQ(called("businessId=\"=7\""), "");
  EXPECT_EQ(called("businessId=\"=who\"", std::string(257, 'x')), "");
  EXPECT_EQ(w.effects.incidents, std::vector<std::string>(3, "EXTRACT_VALUE_ERROR"));
}

TEST_F(CalledBusinessId, one_that_is_too_long_is_not_deployed) {
  std::string longest;
  for (int i = 0; i < 256; ++i) longest += "长";
  EXPECT_EQ(called("businessId=\"" + longest + "\""), "\"" + longest + "\" ");
  EXPECT_NE(called("businessId=\"" + longest + "长\"").find("more than 256 characters"),
            std::string::npos);
  EXPECT_NE(called("businessId=\"=1 +\"").find("does not parse"), std::string::npos);
}

}  // namespace
}  // namespace runtime
