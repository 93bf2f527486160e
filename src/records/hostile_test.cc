// What must never get through, whatever is sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "records/testing.h"
#include "storage/event_log.h"

namespace records {
namespace {

using testing::World;

const std::vector<std::string> evil_texts = {
    "'; DROP TABLE r_project; --",
    "\" OR \"\"=\"",
    "<script>alert(1)</script>",
    "${7*7}",
    "%s%n",
    "../../etc/passwd",
    "\\u202e",
    "🙂👩‍👩‍👧",
    "𠮷野家",
    "=cmd|' /C calc'!A0",
};

TEST(hostile, texts_are_kept_as_they_are) {
  World world;
  for (const std::string& text : evil_texts) {
    SCOPED_TRACE(text);
    const auto created =
        world.create("project", base::print(base::JsonObject{{"name", text}, {"notes", text}}));
    ASSERT_TRUE(created.ok());
    const auto read = world.get(created->ref);
    EXPECT_EQ(read->values.at("name"), base::Json(text));
    EXPECT_TRUE(world.list("project", {.search = text}).ok());
    EXPECT_EQ(world.list("project", {.where = {{"name", "=", base::Json(text)}}})->total, 1);
  }
  EXPECT_EQ(world.list("project", {})->total, static_cast<int64_t>(evil_texts.size()));
}

TEST(hostile, wrong_types_are_refused_for_every_field) {
  World world;
  const RecordType& type = *world.catalogue->type("project");
  const std::vector<std::string> values = {R"({"$gt": ""})", "[[[]]]", "[{}]",
                                           "1e308",          "-1e308", "9223372036854775807"};
  for (const Field& field : type.fields) {
    for (const std::string& value : values) {
      SCOPED_TRACE(field.id + " = " + value);
      const auto refused = world.create("project", "{\"" + field.id + "\": " + value + "}");
      ASSERT_FALSE(refused.ok());
      EXPECT_TRUE(refused.error().code == "records.value_invalid" ||
                  refused.error().code == "records.field_not_writable" ||
                  refused.error().code == "records.field_required")
          << refused.error().code;
    }
  }
  EXPECT_EQ(world.list("project", {})->total, 0);
}

TEST(hostile, oversized_texts_are_refused) {
  World world;
  const std::string huge(2'000'000, 'x');

  const auto refused =
      world.create("project", base::print(base::JsonObject{{"name", "a"}, {"notes", huge}}));

  EXPECT_EQ(refused.error().code, "records.value_invalid");
  const Ref ref = world.make("project", R"({"name": "a"})");
  EXPECT_EQ(world.comment(ref, huge).error().code, "records.value_invalid");
  EXPECT_EQ(world.comment(ref, "  ").error().code, "records.value_invalid");
}

TEST(hostile, system_columns_cannot_be_written) {
  World world;
  const Ref ref = world.make("project", R"({"name": "a"})");
  for (const char* name : {"id", "state", "number", "version", "row_version", "created_by",
                           "updated_at", "parent", "__proto__", "r_project", "name\"; --"}) {
    SCOPED_TRACE(name);
    const std::string values = base::print(base::JsonObject{{name, "running"}});
    EXPECT_EQ(world.update(ref, values).error().code, "records.unknown_field");
  }
  EXPECT_EQ(world.get(ref)->state, "draft");
}

TEST(hostile, records_of_another_type_cannot_be_reached) {
  World world;
  const Ref ref = world.make("project", R"({"name": "a"})");

  EXPECT_EQ(world.get({"milestone", ref.id}).error().code, "records.not_found");
  EXPECT_EQ(world.get({"project", -1}).error().code, "records.not_found");
  EXPECT_EQ(world.get({"event", 1}).error().code, "records.unknown_type");
  EXPECT_EQ(world.transition({"milestone", ref.id}, "drop").error().code, "records.not_found");
  EXPECT_EQ(parse_id("99999999999999999999"), std::nullopt);
  EXPECT_EQ(parse_id("-5"), std::nullopt);
  EXPECT_EQ(parse_id("5 OR 1=1"), std::nullopt);
}

// Whatever people try, a version is one change, a change is one event, numbers stay unique.
TEST(hostile, random_acts_keep_history_and_rows_in_step) {
  const uint32_t seed = 77;
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
  World world;
  std::vector<Ref> refs;
  std::map<Ref, int64_t> versions;
  const std::vector<std::string> people = {"lin", "wang", "zhao"};
  const std::vector<std::string> transitions = {"submit", "start", "stop", "pause", "nonsense"};
  for (int i = 0; i < 400; ++i) {
    world.be(people[static_cast<size_t>(pick(3))],
             pick(2) ? std::vector<std::string>{"boss"} : std::vector<std::string>{});
    if (refs.empty() || pick(6) == 0) {
      const auto created = world.create("project", R"({"name": "n", "amount": 5})");
      if (created.ok()) refs.push_back(created->ref);
      continue;
    }
    const Ref ref = refs[static_cast<size_t>(pick(static_cast<int>(refs.size())))];
    const int64_t seen = world.get(ref)->version - pick(2);
    if (pick(2) == 0) {
      const std::string amount = std::to_string(pick(3) - 1);
      (void)world.update(ref, R"({"amount": )" + amount + "}", seen);
    } else {
      (void)world.transition(ref, transitions[static_cast<size_t>(pick(5))]);
    }
  }
  std::set<std::string> numbers;
  for (const Ref& ref : refs) {
    const auto record = find(world.db(), *world.catalogue, ref);
    const auto entries = history(world.db(), ref);
    EXPECT_EQ(record->version, static_cast<int64_t>(entries.size()));
    EXPECT_TRUE(numbers.insert(record->number).second);
    // The state of the row is the one its newest move led to.
    std::string state = "draft";
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      const base::Json* change = base::find(entry->changes, "state");
      if (change) state = base::text_or_empty(*change, "new");
    }
    EXPECT_EQ(record->state, state);
  }
}

}  // namespace
}  // namespace records
