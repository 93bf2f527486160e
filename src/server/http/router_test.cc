#include "server/http/router.h"

#include <gtest/gtest.h>

#include "server/http/decode.h"

namespace server {
namespace {

Router two_routes() {
  Router router;
  router.add({"GET", "/tasks/{key}", Access::Signed, {}, nullptr});
  router.add({"GET", "/tasks/counts", Access::Signed, {}, nullptr});
  return router;
}

TEST(router, a_named_path_wins_over_a_parameter) {
  const auto router = two_routes();

  EXPECT_EQ(router.match("GET", "/tasks/counts").route->pattern, "/tasks/counts");
  const auto match = router.match("GET", "/tasks/17");
  EXPECT_EQ(match.route->pattern, "/tasks/{key}");
  EXPECT_EQ(match.parameters, std::vector<std::string>{"17"});
}

TEST(router, an_empty_parameter_and_another_method_do_not_match) {
  const auto router = two_routes();

  EXPECT_EQ(router.match("GET", "/tasks/").route, nullptr);
  EXPECT_EQ(router.match("GET", "/tasks/1/2").route, nullptr);
  const auto other = router.match("POST", "/tasks/1");
  EXPECT_EQ(other.route, nullptr);
  EXPECT_TRUE(other.has_other_method);
}

TEST(reader, the_first_misfit_is_told_with_its_place) {
  const base::Json body = base::JsonObject{{"name", 5}, {"more", 1}};

  Reader unknown(body, {"name"});
  EXPECT_EQ(unknown.done().error().code, "request.unknown_field");
  EXPECT_EQ(unknown.done().error().place, "more");

  Reader wrong(body, {"name", "more"});
  wrong.text("name");
  EXPECT_EQ(wrong.done().error().code, "request.wrong_type");
  EXPECT_EQ(wrong.done().error().place, "name");
}

TEST(reader, what_is_required_must_be_there) {
  const base::Json body = base::JsonObject();
  Reader reader(body, {"values"});

  reader.object("values");

  EXPECT_EQ(reader.done().error().place, "values");
}

TEST(reader, keys_are_positive_whole_numbers) {
  EXPECT_EQ(key_of("2251799813685301").value(), 2251799813685301);
  for (const auto* text : {"0", "-1", "abc", "1 or 1=1", "99999999999999999999", ""}) {
    EXPECT_FALSE(key_of(text).ok()) << text;
  }
}

}  // namespace
}  // namespace server
