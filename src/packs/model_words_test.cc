#include "packs/model_words.h"

#include <gtest/gtest.h>

#include "bpmn/reader.h"
#include "engine/process.h"
#include "engine/testing.h"
#include "packs/problem_words.h"

namespace packs {

TEST(model_words, know_every_rule_that_a_deployment_is_refused_by) {
  for (const auto& rule : engine::testing::kRules) {
    const auto reading =
        bpmn::read("p.bpmn", bpmn::testing::process("p", rule.content, engine::testing::kBeside));
    for (const base::Problem& each : engine::compile(reading.model).problems) {
      const auto words = words_of(each.text);
      EXPECT_NE(words.code, "other") << rule.name << ": " << each.text;
      EXPECT_EQ(words.text.en, each.text);
    }
  }
}

TEST(model_words, name_elements_and_kinds_of_events) {
  EXPECT_EQ(words_of("x: endEvent (timer) is not executed").text.zh,
            "不支持这种事件：endEvent（定时）");
  EXPECT_EQ(words_of("x: this event cannot throw timer").text.zh, "这里的事件不能抛出定时");
  EXPECT_EQ(words_of("x: the link l has a second target, y").text.zh,
            "链接 l 有两个目标，另一个是 y");
  EXPECT_EQ(words_of("call: the type of fromAi() must be a text").text.zh,
            "fromAi() 的 type 应为文本");
  EXPECT_EQ(words_of("x: no flow may lead to or from an event sub-process").text.zh,
            "事件子流程不能有连线进出");
  EXPECT_EQ(words_of("x: no flow may lead to a start event").text.zh, "不能有连线通向这里");
}

}  // namespace packs
