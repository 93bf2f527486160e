#include "base/result.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"

namespace base {
namespace {

TEST(result, holds_a_value_or_a_refusal) {
  const Result<int> good = 3;
  const Result<int> bad = refusal("request.malformed").at("1:2");
  const Result<void> done;

  EXPECT_EQ(*good, 3);
  EXPECT_EQ(bad.error().place, "1:2");
  EXPECT_TRUE(done);
  EXPECT_THROW(bad.value(), Bug);
  EXPECT_THROW(static_cast<void>(good.error()), Bug);
}

TEST(result, a_refusal_has_the_listed_kind_and_titles) {
  const Error error = refusal("request.malformed");

  EXPECT_EQ(error.kind, ErrorKind::Invalid);
  EXPECT_EQ(error.title.zh, "请求无法读取");
  EXPECT_EQ(error.title.en, "The request cannot be read");
  EXPECT_EQ(http_status(error.kind), 400);
  EXPECT_THROW(refusal("no.such_code"), Bug);
}

TEST(result, every_code_is_complete_and_listed_once) {
  std::set<std::string_view> seen;
  for (const ErrorCode& entry : error_codes()) {
    EXPECT_TRUE(seen.insert(entry.code).second) << entry.code;
    EXPECT_EQ(split(entry.code, '.').size(), 2u) << entry.code;
    EXPECT_FALSE(entry.zh.empty()) << entry.code;
    EXPECT_FALSE(entry.en.empty()) << entry.code;
  }
  EXPECT_FALSE(seen.empty());
}

TEST(result, problems_print_their_place) {
  EXPECT_EQ((Problem{"a.yaml", 3, 7, "text"}).print(), "a.yaml:3:7: text");
  EXPECT_EQ((Problem{"a.yaml", 0, 0, "text"}).print(), "a.yaml: text");
}

TEST(random, the_same_seed_gives_the_same_bytes) {
  SeededRandom one(5);
  SeededRandom same(5);
  SystemRandom system;

  EXPECT_EQ(random_token(one, 16), random_token(same, 16));
  EXPECT_NE(random_token(one, 16), random_token(system, 16));
  EXPECT_EQ(random_token(system, 16).size(), 22u);
}

TEST(clock, a_virtual_clock_stands_until_it_is_set) {
  VirtualClock clock(*parse_time("2026-03-02T01:00:00Z"));
  const Time before = clock.now();

  clock.set(before + hours(1));

  EXPECT_EQ(clock.now() - before, hours(1));
}

}  // namespace
}  // namespace base
