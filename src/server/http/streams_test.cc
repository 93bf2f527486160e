#include "server/http/streams.h"

#include <gtest/gtest.h>

#include <vector>

namespace server {
namespace {

TEST(streams, the_same_hint_waits_once_and_reaches_only_whom_it_concerns) {
  Streams streams;
  int woken = 0;
  const auto lin = streams.open("lin", [&] { ++woken; });
  const auto gu = streams.open("gu", [] {});

  streams.send("task", R"({"id":"1"})", "lin");
  streams.send("task", R"({"id":"1"})", "lin");
  streams.send("record", "{}", "");

  EXPECT_EQ(lin->take(), "event: record\ndata: {}\n\nevent: task\ndata: {\"id\":\"1\"}\n\n");
  EXPECT_EQ(lin->take(), "");
  EXPECT_EQ(gu->take(), "event: record\ndata: {}\n\n");
  EXPECT_EQ(woken, 3);
}

TEST(streams, one_who_lags_looks_at_everything_again) {
  Streams streams;
  const auto lin = streams.open("lin", [] {});

  for (int i = 0; i < 1000; ++i) streams.send("task", std::to_string(i), "lin");

  EXPECT_NE(lin->take().find("event: counts"), std::string::npos);
}

TEST(streams, a_person_has_a_limited_number) {
  Streams streams;
  std::vector<std::shared_ptr<Stream>> open;
  while (const auto stream = streams.open("lin", [] {})) open.push_back(stream);

  EXPECT_EQ(open.size(), 16U);
  streams.close(open.back());
  EXPECT_NE(streams.open("lin", [] {}), nullptr);
}

}  // namespace
}  // namespace server
