// An open seat that a change leaves to the applicant alone is filled or decided by the rules of its
// step; nobody waits for a seat that nobody has been told of.
#include <tuple>

#include "org/leaving.h"
#include "work/leaving.h"
#include "work/own_matters.h"
#include "work/testing.h"

namespace work::testing {
namespace {

using ::testing::Combine;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Values;

enum class Becomes : uint8_t { Successor, Appointed, Named, HeadOfUnit, Doer };

// How the seat becomes his, jw:applicant, jw:empty.
using Case = std::tuple<Becomes, const char*, const char*>;

constexpr std::string_view words[] = {"successor", "appointed", "named", "head", "doer"};

class OwnSeats : public WorkTest, public ::testing::WithParamInterface<Case> {
 protected:
  OwnSeats() { roles_["administrator"] = {"hu"}; }

  Becomes way() const { return std::get<0>(GetParam()); }
  std::string applicant() const { return std::get<1>(GetParam()); }
  std::string empty() const { return std::get<2>(GetParam()); }

  int64_t open_with_lin() {
    engine::Properties properties{{"jw:kind", "approve"}, {"jw:applicant", applicant()}};
    if (!empty().empty()) properties["jw:empty"] = empty();
    switch (way()) {
      case Becomes::Appointed: properties["jw:candidates"] = "position:sales_manager"; break;
      case Becomes::Named: properties["jw:candidates"] = "field:owner"; break;
      case Becomes::HeadOfUnit: properties["jw:candidates"] = "unit_head:starter"; break;
      default: properties["jw:candidates"] = "person:lin";
    }
    fields_["owner"] = {"lin"};
    if (way() == Becomes::Doer) {
      const int64_t made = *offer("make", {{"jw:candidates", "person:wang"}});
      EXPECT_EQ(code(act("wang", made, "done")), "ok");
      properties["jw:applicants"] = "done_by:make";
    }
    const int64_t key = *offer("review", properties);
    EXPECT_THAT(open_now(key), ElementsAre("lin"));
    return key;
  }

  // The seat is wang's own from then on.
  void become_wangs() {
    const bool is_taken_over =
        way() == Becomes::Successor || way() == Becomes::HeadOfUnit || way() == Becomes::Doer;
    if (is_taken_over) {
      EXPECT_TRUE(as("system", [](Context& c) {
                    return hand_over(c, {"lin", "wang", {}, "离职"});
                  }).ok());
      with("system", [](Context& c) {
        EXPECT_TRUE(org::deactivate_person(c.tx, "lin").ok());
        org::name_successor(c.tx, "lin", "wang");
      });
    } else if (way() == Becomes::Named) {
      fields_["owner"] = {"wang"};
      with("system", [](Context& c) {
        follow_field(c, {"project", 7}, {CandidateEntry::Kind::Field, "owner", {"lin"}, {"wang"}});
      });
    } else {
      appoint("wang", "sales_manager");
      release("lin", "sales_manager");
    }
    with("system", [](Context& c) { resolve_open_seats(c); });
    advance_to(store_.now);
  }
};

TEST_P(OwnSeats, is_decided_by_the_rules_of_the_step) {
  const int64_t key = open_with_lin();

  become_wangs();

  const Task now = task(key);
  EXPECT_THAT(open_now(key), Not(Contains("wang")));
  EXPECT_THAT(box(Box::Todo, "wang"), IsEmpty());
  EXPECT_THAT(titles("wang"), Not(Contains(HasSubstr("待办：review"))));
  if (applicant() == "skip") {
    EXPECT_EQ(now.outcome, "agree");
    EXPECT_EQ(now.seats[0].reason, "applicant_skipped");
  } else if (applicant() == "superior") {
    EXPECT_THAT(open_now(key), ElementsAre(way() == Becomes::Named ? "lin" : "chen"));
  } else if (empty() == "pass" || empty() == "reject") {
    EXPECT_EQ(now.seats[0].reason, "nobody_" + empty());
    EXPECT_EQ(now.state, TaskState::Done);
  } else if (empty() == "refuse") {
    EXPECT_THAT(open_now(key), IsEmpty());
    EXPECT_THAT(titles("hu"), Contains(HasSubstr("席位空缺")));
  } else {
    EXPECT_THAT(open_now(key), ElementsAre("hu"));
    EXPECT_THAT(box(Box::Todo, "hu"), ElementsAre(key));
  }
}

std::string called(const ::testing::TestParamInfo<Case>& each) {
  const auto& [way, applicant, empty] = each.param;
  const std::string rest = *empty == 0 ? "usual" : empty;
  return std::string(words[static_cast<size_t>(way)]) + "_" + applicant + "_" + rest;
}

INSTANTIATE_TEST_SUITE_P(every, OwnSeats,
                         Combine(Values(Becomes::Successor, Becomes::Appointed, Becomes::Named,
                                        Becomes::HeadOfUnit, Becomes::Doer),
                                 Values("skip", "deputy", "superior"),
                                 Values("", "pass", "reject", "refuse", "administrators")),
                         called);

class VacantSeatTest : public WorkTest {
 protected:
  VacantSeatTest() { roles_["administrator"] = {"hu"}; }

  int64_t left_to_wang(engine::Properties more) {
    engine::Properties properties{{"jw:kind", "approve"}, {"jw:candidates", "person:lin"}};
    for (const auto& [name, value] : more) properties[name] = value;
    const int64_t key = *offer("review", properties);
    EXPECT_TRUE(as("system", [](Context& c) {
                  return hand_over(c, {"lin", "wang", {}, "离职"});
                }).ok());
    return key;
  }
};

TEST_F(VacantSeatTest, is_told_where_the_rule_cannot_be_carried_out) {
  const int64_t key = left_to_wang({{"jw:applicant", "skip"}});
  carry_refusal_ = base::refusal("records.transition_not_allowed");
  store_.db().begin();
  const auto opened = with("system", [&](Context& c) { return open_anew(c, task(key)); });
  store_.db().roll_back();
  EXPECT_FALSE(opened.ok());

  with("system", [&](Context& c) { tell_vacancies(c, task(key)); });

  EXPECT_THAT(open_now(key), IsEmpty());
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("席位空缺")));
}

TEST_F(VacantSeatTest, of_a_suspended_matter_is_decided_when_that_goes_on) {
  const int64_t key =
      *offer("review",
             {{"jw:kind", "approve"}, {"jw:candidates", "person:lin"}, {"jw:applicant", "skip"}});
  with("system", [](Context& c) { suspend_tasks(c, 1000); });
  ASSERT_TRUE(as("system", [](Context& c) {
                return hand_over(c, {"lin", "wang", {}, "离职"});
              }).ok());
  advance_to(store_.now);
  EXPECT_TRUE(task(key).is_open());

  with("system", [](Context& c) { resume_tasks(c, 1000); });
  advance_to(store_.now);

  EXPECT_EQ(task(key).seats[0].reason, "applicant_skipped");
}

TEST_F(VacantSeatTest, is_urged_with_the_administrators) {
  const int64_t key = left_to_wang({{"jw:applicant", "deputy"}, {"jw:empty", "refuse"}});
  advance_to(store_.now);
  const size_t before = titles("hu").size();

  ASSERT_EQ(code(as("wang", [&](Context& c) { return urge(c, key); })), "ok");

  EXPECT_EQ(titles("hu").size(), before + 1);
  EXPECT_THAT(titles("hu"), Contains(HasSubstr("催办：席位空缺")));
}

}  // namespace
}  // namespace work::testing
