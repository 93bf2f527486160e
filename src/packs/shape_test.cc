#include "packs/shape.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "packs/formats.h"

namespace packs {
namespace {

using namespace shape;

std::vector<std::string> problems(std::string_view text, const Shape& shape) {
  std::vector<std::string> result;
  const auto document = read_yaml(text, "x");
  std::vector<base::Problem> found = document.problems;
  check(document.root, shape, "x", found);
  for (const auto& problem : found) result.push_back(problem.print());
  return result;
}

TEST(shape, reports_every_departure_with_its_place) {
  const Shape thing = object({required("id", id()), required("size", integer()),
                              optional("on", boolean()), optional("kind", choice({"a", "b"}))});

  EXPECT_EQ(
      problems("{id: Big, on: yes, kind: c, colour: red}", thing),
      (std::vector<std::string>{
          "x:1:6: expected an id in snake_case, not: Big",
          "x:1:15: expected true or false, not: yes", "x:1:26: expected one of a, b, not: c",
          "x:1:29: unknown key: colour (known: id, size, on, kind)", "x:1:1: missing key: size"}));
}

TEST(shape, a_list_that_takes_a_single_item) {
  EXPECT_TRUE(problems("a", list_or_one(id())).empty());
  EXPECT_TRUE(problems("[a, b]", list_or_one(id())).empty());
  EXPECT_EQ(problems("a", list(id())).size(), 1u);
}

TEST(shape, the_first_kind_that_fits_is_checked) {
  const Shape number_or_map = either({integer(), object({required("x", text())})});

  EXPECT_TRUE(problems("3", number_or_map).empty());
  EXPECT_EQ(problems("{y: 1}", number_or_map).size(), 2u);
  EXPECT_EQ(problems("[1]", number_or_map),
            (std::vector<std::string>{"x:1:1: expected a whole number or a map"}));
}

// The files under docs/reference/schemas are printed from the reader's tables. To write them again
// after a change of a format: JINGWEI_WRITE_SCHEMAS=1 packs_test --gtest_filter='schemas.*'
TEST(schemas, files_are_what_the_formats_print) {
  const std::filesystem::path folder =
      std::filesystem::path(JINGWEI_SOURCE_DIR) / "docs/reference/schemas";
  for (const Format& format : formats()) {
    const auto path = folder / (format.name + ".schema.json");
    const std::string text = print_pretty(json_schema(format.shape, format.title));
    if (std::getenv("JINGWEI_WRITE_SCHEMAS")) {
      std::filesystem::create_directories(folder);
      std::ofstream(path) << text;
    }
    std::ifstream file(path);
    std::ostringstream written;
    written << file.rdbuf();
    EXPECT_EQ(written.str(), text) << path;
  }
}

}  // namespace
}  // namespace packs
