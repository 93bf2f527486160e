#include "reports/reports.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"
#include "storage/event_log.h"

namespace reports {
namespace {

using records::Ref;
using namespace records::testing;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

Section section(const std::string& title, SectionKind kind) {
  Section made;
  made.title = both(title);
  made.kind = kind;
  return made;
}

Report status() {
  Section about = section("概况", SectionKind::Fields);
  about.fields = {"name", "amount", "owner", "class"};
  about.is_outside = true;
  Section steps = section("里程碑", SectionKind::Table);
  steps.rows = formula("milestones");
  steps.columns = {"name", "planned_on", "delay", "state", "project.owner"};
  steps.is_outside = true;
  Section notes = section("说明", SectionKind::Text);
  notes.text_formula = formula("notes");
  Section numbers = section("指标", SectionKind::Metric);
  numbers.metrics = {"done"};
  Report report;
  report.id = "status";
  report.title = {"状态报告", "Status"};
  report.record = "project";
  report.sections = {about, steps, notes, numbers};
  return report;
}

std::vector<records::RecordType> types() {
  std::vector<records::RecordType> made = {project(), milestone(), report()};
  made[1].outside = {"name", "planned_on"};
  return made;
}

class Reports : public ::testing::Test {
 protected:
  Reports() : world(types()) {
    EXPECT_TRUE(world.migrate(migrations()).ok());
    metrics::Metric done;
    done.id = "done";
    done.title = both("完成率");
    done.unit = "percent";
    done.grain = "project";
    done.value = formula("done");
    metrics = metrics::Catalogue::build({done}, *world.catalogue).catalogue;
    Catalogue::Built built = Catalogue::build({status()}, *world.catalogue, *metrics);
    for (const base::Problem& problem : built.problems) ADD_FAILURE() << problem.print();
    catalogue = built.catalogue;
    ref = world.make("project", R"({"name": "<b>园区</b>", "amount": "1234.5",
                                    "notes": "密 & 密", "class": "special", "reason": "r"})");
    step = world.make_milestone(ref, "设备到场");
    EXPECT_TRUE(world.update(step, R"({"planned_on": "2026-02-27"})").ok());
  }
  Sources sources() { return {*world.catalogue, *metrics, *catalogue, world.environment}; }
  base::Json composed(Audience audience) {
    return compose(world.db(), sources(), "status", ref, audience).value();
  }
  World world;
  std::shared_ptr<const metrics::Catalogue> metrics;
  std::shared_ptr<const Catalogue> catalogue;
  Ref ref;
  Ref step;
};

TEST_F(Reports, inside_sees_every_section_with_titles_and_computed_values) {
  const std::string text = base::print(composed(Audience::Inside));

  EXPECT_THAT(text, HasSubstr("1234.50"));
  EXPECT_THAT(text, HasSubstr("name of wang"));
  EXPECT_THAT(text, HasSubstr("设备到场"));
  EXPECT_THAT(text, HasSubstr("\"zh\":\"3\""));  // days of delay
  EXPECT_THAT(text, HasSubstr("密 & 密"));
  EXPECT_THAT(text, HasSubstr("完成率"));
}

TEST_F(Reports, outside_sees_only_what_is_marked) {
  const base::Json document = composed(Audience::Outside);
  const std::string text = base::print(document);

  EXPECT_THAT(document.at("sections").as_array(), SizeIs(2));
  EXPECT_THAT(text, HasSubstr("设备到场"));
  EXPECT_THAT(text, HasSubstr("2026-02-27"));
  EXPECT_THAT(text, Not(HasSubstr("1234.50")));
  EXPECT_THAT(text, Not(HasSubstr("wang")));
  EXPECT_THAT(text, Not(HasSubstr("密")));
  EXPECT_THAT(text, Not(HasSubstr("完成率")));
}

TEST_F(Reports, what_was_sent_stays_as_it_was) {
  storage::Tx tx = world.tx();
  const std::vector<Recipient> recipients = {{"lin", "", "leader", "notice"},
                                             {"", "客户", "client", "link"}};

  const auto id = send(tx, sources(), "status", ref, recipients);
  ASSERT_TRUE(id.ok());
  ASSERT_TRUE(world.update(step, R"({"name": "changed"})").ok());

  const std::string inside = base::print(*snapshot(world.db(), *id, Audience::Inside));
  const std::string outside = base::print(*snapshot(world.db(), *id, Audience::Outside));
  EXPECT_THAT(inside, HasSubstr("设备到场"));
  EXPECT_THAT(outside, Not(HasSubstr("1234.50")));
  const auto sent = sendings(world.db(), ref);
  ASSERT_THAT(sent, SizeIs(1));
  EXPECT_EQ(sent[0].by, "wang");
  EXPECT_THAT(sent[0].recipients, SizeIs(2));
  EXPECT_EQ(sent[0].recipients[1].name, "客户");
  const auto events = storage::events_of_subject(world.db(), "project", std::to_string(ref.id));
  EXPECT_EQ(events.back().event.act, "report.sent");
  EXPECT_EQ(snapshot(world.db(), 1, Audience::Inside).error().code, "reports.not_found");
}

TEST_F(Reports, prints_chinese_for_paper_and_escapes_html) {
  const std::string html = print(composed(Audience::Inside), "https://example.org/o/abc");

  EXPECT_THAT(html, HasSubstr("lang=\"zh-CN\""));
  EXPECT_THAT(html, HasSubstr("size: A4"));
  EXPECT_THAT(html, HasSubstr("&lt;b&gt;园区&lt;/b&gt;"));
  EXPECT_THAT(html, Not(HasSubstr("<b>园区")));
  EXPECT_THAT(html, HasSubstr("<svg class=\"qr\""));
  EXPECT_THAT(html, Not(HasSubstr("<script")));
  EXPECT_THAT(print(composed(Audience::Inside), ""), Not(HasSubstr("<svg")));
}

TEST_F(Reports, unknown_reports_and_hidden_records_are_refused) {
  const auto code = [&](std::string_view id, const Ref& record) {
    return compose(world.db(), sources(), id, record, Audience::Inside).error().code;
  };
  EXPECT_EQ(code("nonsense", ref), "reports.unknown");
  EXPECT_EQ(code("status", step), "reports.unknown");
  EXPECT_EQ(code("status", {"project", 5}), "records.not_found");
}

TEST_F(Reports, build_reports_every_problem) {
  Report bad = status();
  bad.sections[0].fields = {"nonsense"};
  bad.sections[1].rows = formula("1 +");
  bad.sections[3].metrics = {"nonsense"};

  EXPECT_THAT(Catalogue::build({bad}, *world.catalogue, *metrics).problems, SizeIs(3));
}

}  // namespace
}  // namespace reports
