#include "forms/forms.h"

#include "forms/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "records/testing.h"

namespace forms {
namespace {

using records::testing::object;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::string_view application = R"({
  "id": "application",
  "type": "default",
  "schemaVersion": 16,
  "components": [
    {"type": "text", "id": "t1", "text": "# 立项申请"},
    {"type": "textfield", "key": "name", "id": "c1", "label": "项目名称",
     "validate": {"required": true, "maxLength": 10}},
    {"type": "number", "key": "amount", "id": "c2", "label": "金额", "decimalDigits": 2,
     "validate": {"min": 0}, "properties": {"jw:widget": "money", "jw:clause": "S18-R44"}},
    {"type": "group", "id": "g1", "label": "软件", "components": [
      {"type": "checkbox", "key": "software", "id": "c3", "label": "需要软件开发"},
      {"type": "textarea", "key": "plan", "id": "c4", "label": "开发计划",
       "conditional": {"hide": "=software != true"},
       "properties": {"jw:required_when": "=software = true"}}]},
    {"type": "select", "key": "kind", "id": "c5", "label": "类别",
     "values": [{"label": "甲", "value": "a"}, {"label": "乙", "value": "b"}]},
    {"type": "textfield", "key": "owner", "id": "c6", "label": "负责人",
     "properties": {"jw:widget": "person"}},
    {"type": "expression", "key": "tax", "id": "c7", "label": "税", "expression": "=amount * 0.06"},
    {"type": "datetime", "key": "due", "id": "c8", "label": "日期"}
  ]
})";

Form form_of(std::string_view json = application) {
  ReadForm made = read(json, "forms/application.form");
  for (const base::Problem& problem : made.problems) ADD_FAILURE() << problem.print();
  return std::move(made.form);
}

class Forms : public ::testing::Test {
 protected:
  Forms() { scope.now = base::parse_time("2026-03-02T01:00:00Z").value(); }
  base::Result<base::JsonObject> submit(std::string_view values, std::string_view permissions = "",
                                        std::string_view old = "{}") {
    return accept(form, parse_permissions(permissions).value(), object(old), object(values), scope);
  }
  std::vector<std::string> refused(std::string_view values, std::string_view permissions = "",
                                   std::string_view old = "{}") {
    const auto result = submit(values, permissions, old);
    if (result.ok()) return {};
    std::vector<std::string> names = {result.error().code};
    for (const base::Missing& one : result.error().missing) names.push_back(one.name);
    return names;
  }
  Form form = form_of();
  Scope scope;
};

TEST_F(Forms, accepts_what_is_whole) {
  const auto values = submit(R"({"name": " 园区 ", "amount": "12.50", "software": false,
                                 "kind": "b", "owner": "lin", "due": "2026-03-02"})");

  ASSERT_TRUE(values.ok());
  EXPECT_EQ(values->at("name"), "园区");
  EXPECT_EQ(values->at("amount"), "12.50");
  EXPECT_FALSE(values->contains("tax"));
  EXPECT_FALSE(values->contains("plan"));
}

TEST_F(Forms, names_everything_missing_and_wrong_at_once) {
  EXPECT_THAT(refused(R"({"software": true, "amount": -1, "kind": "c", "due": "soon",
                          "owner": ["lin"]})"),
              ElementsAre("forms.invalid", "name", "amount", "plan", "kind", "owner", "due"));
  EXPECT_THAT(refused(R"({"name": "a"})", "kind=required, owner=required"),
              ElementsAre("forms.invalid", "kind", "owner"));
}

TEST_F(Forms, carries_the_clause_of_the_first_wrong_field) {
  EXPECT_EQ(submit(R"({"name": "a", "amount": "x"})").error().clause, "S18-R44");
}

TEST_F(Forms, refuses_forged_fields) {
  EXPECT_THAT(refused(R"({"name": "a", "nonsense": 1})"),
              ElementsAre("forms.field_not_editable", "nonsense"));
  EXPECT_THAT(refused(R"({"name": "a", "amount": 5})", "amount=read", R"({"amount": 4})"),
              ElementsAre("forms.field_not_editable", "amount"));
  EXPECT_THAT(refused(R"({"name": "a", "amount": 5})", "amount=hide"),
              ElementsAre("forms.field_not_editable", "amount"));
  EXPECT_THAT(refused(R"({"name": "a", "tax": 99})"),
              ElementsAre("forms.field_not_editable", "tax"));
  EXPECT_THAT(refused(R"({"name": "a"})", "name=edit, *=hide"), IsEmpty());
}

TEST_F(Forms, tolerates_what_the_page_sends_back_unchanged) {
  EXPECT_THAT(refused(R"({"name": "a", "amount": 4})", "amount=read", R"({"amount": 4})"),
              IsEmpty());
}

TEST_F(Forms, drops_values_of_fields_that_a_rule_hides) {
  const auto values = submit(R"({"name": "a", "software": false, "plan": "old text"})");

  ASSERT_TRUE(values.ok());
  EXPECT_FALSE(values->contains("plan"));
}

TEST_F(Forms, takes_old_values_for_required_fields) {
  EXPECT_THAT(refused(R"({})", "", R"({"name": "a"})"), IsEmpty());
  EXPECT_THAT(refused(R"({"name": ""})", "", R"({"name": "a"})"),
              ElementsAre("forms.invalid", "name"));
}

TEST_F(Forms, evaluates_visibility_requirement_and_computed_values) {
  const auto states =
      evaluate(form, Permissions{}, object(R"({"software": true, "amount": "100"})"), scope);

  const auto state = [&](std::string_view key) {
    return *std::ranges::find(states, key, &FieldState::key);
  };
  EXPECT_TRUE(state("plan").is_visible);
  EXPECT_TRUE(state("plan").is_required);
  EXPECT_EQ(state("plan").mode, Mode::Required);
  EXPECT_EQ(state("tax").value, 6);
  EXPECT_EQ(state("tax").mode, Mode::Read);
  const auto other = evaluate(form, Permissions{}, object("{}"), scope);
  EXPECT_FALSE(std::ranges::find(other, "plan", &FieldState::key)->is_visible);
}

TEST_F(Forms, hidden_values_do_not_leave) {
  const auto permissions = parse_permissions("amount=hide, *=read").value();

  const auto states = evaluate(form, permissions, object(R"({"amount": 7})"), scope);
  const std::string page = base::print(to_json(form, permissions));

  EXPECT_TRUE(std::ranges::find(states, "amount", &FieldState::key)->value.is_null());
  EXPECT_THAT(page, ::testing::Not(HasSubstr("金额")));
  EXPECT_THAT(page, HasSubstr("jw:widget"));
}

TEST_F(Forms, hostile_values_are_refused_or_kept_as_text) {
  const std::string long_text(30'000, 'x');
  EXPECT_THAT(refused(R"({"name": {"$ne": 1}})"), ElementsAre("forms.invalid", "name"));
  EXPECT_THAT(refused(R"({"name": ["a"]})"), ElementsAre("forms.invalid", "name"));
  EXPECT_THAT(refused("{\"name\": \"" + long_text + "\"}"), ElementsAre("forms.invalid", "name"));
  const auto kept = submit(R"({"name": "<script>'"})");
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->at("name"), "<script>'");
}

TEST(permissions, are_read_or_refused) {
  const auto read_back = parse_permissions("amount=edit, secret=hide, n=required, *=read");
  ASSERT_TRUE(read_back.ok());
  EXPECT_EQ(read_back->of("secret"), Mode::Hide);
  EXPECT_EQ(read_back->of("other"), Mode::Read);
  EXPECT_EQ(parse_permissions("amount").error().code, "forms.permissions_invalid");
  EXPECT_EQ(parse_permissions("a=edit,a=read").error().code, "forms.permissions_invalid");
  EXPECT_EQ(parse_permissions("a=maybe").error().code, "forms.permissions_invalid");
}

TEST(permissions, say_what_may_be_done_to_the_rows_of_a_list) {
  const auto rights = [](std::string_view text) {
    const RowRights of = parse_permissions(text).value().rows_of("lines");
    return std::string(of.add ? "a" : "") + (of.change ? "c" : "") + (of.remove ? "d" : "");
  };

  EXPECT_EQ(rights("lines=edit"), "acd");
  EXPECT_EQ(rights("lines=required"), "acd");
  EXPECT_EQ(rights("lines=add"), "a");
  EXPECT_EQ(rights("lines=change+add"), "ac");
  EXPECT_EQ(rights("lines = delete"), "d");
  EXPECT_EQ(rights("lines=read, lines.cost=edit"), "c");
  EXPECT_EQ(rights("lines=hide"), "");
  EXPECT_EQ(parse_permissions("lines=add")->of("lines.cost"), Mode::Edit);
  EXPECT_EQ(parse_permissions("lines=delete")->of("lines.cost"), Mode::Read);
}

TEST(permissions, name_each_right_to_rows_once_and_of_lists_only) {
  for (const auto* text : {"lines=add+add", "lines=add+edit", "lines=add+", "lines=+", "*=add",
                           "lines.cost=delete", "lines=add, lines=delete"})
    EXPECT_EQ(parse_permissions(text).error().code, "forms.permissions_invalid") << text;
}

TEST(dynamic_list, takes_rows_under_the_path_that_camunda_writes) {
  const Form list = form_of(R"({
  "id": "devices",
  "components": [
    {"type": "dynamiclist", "id": "l1", "path": "items", "label": "设备", "components": [
      {"type": "textfield", "key": "device", "id": "l2", "label": "名称",
       "validate": {"required": true}},
      {"type": "number", "key": "count", "id": "l3", "label": "数量", "validate": {"min": 1}}]}
  ]})");
  Scope scope;
  const auto submit = [&](std::string_view values) {
    return accept(list, parse_permissions("").value(), object("{}"), object(values), scope);
  };

  const auto rows = submit(R"({"items": [{"device": "门禁", "count": 2}]})");
  const auto wrong = submit(R"({"items": [{"device": "门禁", "count": 2}, {"count": 0}]})");

  ASSERT_TRUE(rows.ok());
  EXPECT_EQ(rows->at("items"), object(R"({"r": [{"device": "门禁", "count": 2}]})").at("r"));
  ASSERT_FALSE(wrong.ok());
  std::vector<std::string> said;
  for (const base::Missing& one : wrong.error().missing) said.push_back(one.name + one.label.zh);
  EXPECT_THAT(said, ElementsAre("items.1.device第 2 行 名称", "items.1.count第 2 行 数量"));
  EXPECT_FALSE(submit(R"({"items": "门禁"})").ok());
}

constexpr std::string_view order = R"json({
  "id": "order",
  "components": [
    {"type": "checkbox", "key": "abroad", "id": "c1", "label": "境外"},
    {"type": "dynamiclist", "id": "l1", "path": "items", "label": "明细", "components": [
      {"type": "textfield", "key": "what", "id": "r1", "label": "物品",
       "validate": {"required": true}},
      {"type": "number", "key": "count", "id": "r2", "label": "数量"},
      {"type": "number", "key": "price", "id": "r3", "label": "单价"},
      {"type": "textfield", "key": "licence", "id": "r4", "label": "许可证",
       "conditional": {"hide": "=abroad != true"},
       "properties": {"jw:required_when": "=price > 100"}},
      {"type": "select", "key": "unit", "id": "r5", "label": "单位",
       "valuesExpression": "=if what = \"线缆\" then [\"米\"] else [\"台\", \"套\"]"},
      {"type": "textfield", "key": "note", "id": "r6", "label": "备注",
       "readonly": "=this.count > 9"},
      {"type": "expression", "key": "amount", "id": "r7", "label": "金额",
       "expression": "=count * price"}]},
    {"type": "expression", "key": "total", "id": "c2", "label": "合计",
     "expression": "=sum(items.amount)"}
  ]})json";

class Rows : public ::testing::Test {
 protected:
  base::Result<base::JsonObject> submit(std::string_view values, std::string_view old = "{}") {
    return accept(form, {}, object(old), object(values), scope);
  }
  std::vector<std::string> refused(std::string_view values, std::string_view old = "{}") {
    const auto result = submit(values, old);
    if (result.ok()) return {};
    std::vector<std::string> names = {result.error().code};
    for (const base::Missing& one : result.error().missing) names.push_back(one.name);
    return names;
  }
  const Form form = form_of(order);
  Scope scope;
};

TEST_F(Rows, rules_are_evaluated_in_each_row) {
  const auto values = object(R"({"abroad": true, "items": [
    {"what": "线缆", "count": 10, "price": 3}, {"what": "门禁", "count": 1, "price": 200}]})");

  std::map<std::string, FieldState> states;
  for (FieldState& one : evaluate(form, {}, values, scope)) states[one.key] = std::move(one);

  EXPECT_FALSE(states.at("items.0.licence").is_required);
  EXPECT_TRUE(states.at("items.1.licence").is_required);
  EXPECT_EQ(states.at("items.0.unit").choices.size(), 1u);
  EXPECT_EQ(states.at("items.1.unit").choices.size(), 2u);
  EXPECT_EQ(states.at("items.0.note").mode, Mode::Read);
  EXPECT_EQ(states.at("items.1.note").mode, Mode::Edit);
  EXPECT_EQ(states.at("items.0.amount").value, 30);
  EXPECT_EQ(states.at("total").value, 230);
}

TEST_F(Rows, row_follows_the_form_around_it) {
  EXPECT_THAT(refused(R"({"abroad": true, "items": [{"what": "门禁", "price": 200}]})"),
              ElementsAre("forms.invalid", "items.0.licence"));
  EXPECT_THAT(refused(R"({"abroad": false, "items": [{"what": "门禁", "price": 200}]})"),
              IsEmpty());
}

TEST_F(Rows, are_kept_without_hidden_fields_and_with_computed_ones) {
  const auto kept = submit(R"({"items": [
    {"what": " 门禁 ", "count": 2, "price": 5, "licence": "旧值"}]})");

  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->at("items").as_array()[0],
            base::Json(object(R"({"what": "门禁", "count": 2, "price": 5, "amount": 10})")));
}

TEST_F(Rows, nothing_is_forged_in_them) {
  EXPECT_THAT(refused(R"({"items": [{"what": "门禁", "count": 2, "price": 5, "amount": 1}]})"),
              ElementsAre("forms.field_not_editable", "items.0.amount"));
  EXPECT_THAT(refused(R"({"items": [{"what": "门禁", "count": 10, "note": "改"}]})"),
              ElementsAre("forms.field_not_editable", "items.0.note"));
  EXPECT_THAT(refused(R"({"items": [{"what": "门禁", "secret": 1}]})"),
              ElementsAre("forms.field_not_editable", "items.0.secret"));
  EXPECT_THAT(refused(R"({"items.0.what": "门禁"})"),
              ElementsAre("forms.field_not_editable", "items.0.what"));
  EXPECT_THAT(
      refused(R"({"items": [{"what": "门禁", "count": 10, "note": "旧"}]})",
              R"({"items": [{"what": "线缆"}, {"what": "门禁", "count": 9, "note": "旧"}]})"),
      IsEmpty());
}

TEST_F(Rows, choice_that_another_row_offers_is_refused) {
  EXPECT_THAT(refused(R"({"items": [{"what": "线缆", "unit": "台"}]})"),
              ElementsAre("forms.invalid", "items.0.unit"));
}

TEST(read, reports_every_problem_with_its_line) {
  const ReadForm made = read(R"({
  "components": [
    {"type": "textfield", "key": "a", "id": "x1"},
    {"type": "textfield", "key": "a", "id": "x2"},
    {"type": "hologram", "id": "x3"},
    {"type": "number", "id": "x4"},
    {"type": "checkbox", "key": "b", "id": "x5", "conditional": {"hide": "=1 +"},
     "properties": {"jw:widget": "mirror"}}
  ]})",
                             "forms/bad.form");

  std::vector<std::string> texts;
  for (const base::Problem& problem : made.problems) texts.push_back(problem.print());
  EXPECT_THAT(texts, Contains("forms/bad.form: id is missing"));
  EXPECT_THAT(texts, Contains(HasSubstr("key is used twice: a")));
  EXPECT_THAT(texts, Contains(HasSubstr("forms/bad.form:5")));
  EXPECT_THAT(texts, Contains(HasSubstr("unknown component type: hologram")));
  EXPECT_THAT(texts, Contains(HasSubstr("key is missing: x4")));
  EXPECT_THAT(texts, Contains(HasSubstr("in: 1 +")));
  EXPECT_THAT(texts, Contains(HasSubstr("unknown jw:widget: mirror")));
  EXPECT_FALSE(read("{", "f").problems.empty());
  EXPECT_FALSE(read("[]", "f").problems.empty());
}

constexpr std::string_view bill = R"({"id": "bill", "components": [
    {"type": "dynamiclist", "id": "l1", "path": "items", "label": "明细",
     "properties": {"jw:totals": "days, amount"}, "components": [
      {"type": "number", "key": "price", "id": "c1", "label": "单价", "decimalDigits": 2},
      {"type": "number", "key": "days", "id": "c2", "label": "天数"},
      {"type": "expression", "key": "amount", "id": "c3", "label": "金额",
       "expression": "=price * days"}]}]})";

TEST(list_of_rows, adds_up_what_it_names_with_what_is_computed) {
  const auto totals = [](std::string_view rows) {
    return evaluate(form_of(bill), {}, object(rows), Scope())[0].totals;
  };

  EXPECT_EQ(base::print(totals(R"({"items": [{"price": "0.10", "days": 3}, {"days": 2},
                                             {"price": 0.2, "days": 1}]})")),
            R"({"days":6,"amount":0.5})");
  EXPECT_EQ(base::print(totals(R"({"items": []})")), R"({"days":0,"amount":0})");
  EXPECT_TRUE(totals("{}").empty());
}

TEST(list_of_rows, adds_up_numbers_of_its_own_rows_only) {
  std::string wrong(bill);
  wrong.replace(wrong.find("days, amount"), 12, "days, spent");

  const auto problems = read(wrong, "f.form").problems;

  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].text, "jw:totals: no number of a list's rows: spent");
}

TEST(list_of_rows, names_no_instances) {
  const auto problems = read(R"({"id": "f", "components": [
    {"type": "dynamiclist", "id": "l1", "path": "items", "label": "明细", "components": [
      {"type": "textfield", "key": "matter", "id": "c1", "label": "审批",
       "properties": {"jw:widget": "instance"}}]}]})",
                             "f.form")
                            .problems;

  ASSERT_EQ(problems.size(), 1u);
  EXPECT_EQ(problems[0].text, "no list can hold jw:widget instance: matter");
}

TEST(derive, follows_the_record_type_and_its_rules) {
  records::testing::World world;
  records::RecordType type = records::testing::project();
  type.groups = {{{"基本", "Basics"}, {"name", "class"}}};
  type.fields[2].visible_when = records::testing::formula("class = \"special\"");  // reason
  const Permissions permissions = parse_permissions("notes=hide, done=read, *=edit").value();

  const Form form = derive(type, permissions);

  EXPECT_EQ(form.components[0].type, "group");
  EXPECT_EQ(form.components[0].components.size(), 2u);
  const auto all = fields(form);
  const auto find = [&](std::string_view key) {
    const auto found = std::ranges::find_if(all, [&](auto* one) { return one->key == key; });
    return found == all.end() ? nullptr : *found;
  };
  EXPECT_EQ(find("notes"), nullptr);
  EXPECT_EQ(find("amount")->widget, "money");
  EXPECT_EQ(find("members")->is_many, true);
  EXPECT_EQ(find("done")->is_read_only, true);
  EXPECT_EQ(find("class")->choices.size(), 2u);

  const auto values = object(R"({"name": "a", "class": "special", "starts_on": "2026-03-05",
                                 "ends_on": "2026-03-01"})");
  const auto draft =
      records::draft(world.db(), *world.catalogue, world.environment, "project", {}, values);
  Scope scope;
  scope.now = world.environment.now;
  scope.record = draft.get();
  scope.functions = &draft->functions();
  const auto refused = accept(form, permissions, {}, values, scope);
  ASSERT_FALSE(refused.ok());
  std::vector<std::string> names;
  for (const base::Missing& one : refused.error().missing) names.push_back(one.name);
  EXPECT_THAT(names, ElementsAre("reason"));

  // What the record's check says is shown, but refused by the record with its own code.
  const auto states = evaluate(form, permissions, values, scope);
  const auto ends_on = std::ranges::find(states, "ends_on", &FieldState::key);
  ASSERT_EQ(ends_on->problems.size(), 1u);
  EXPECT_EQ(ends_on->problems[0].zh, "project.order");
}

TEST(derive, leaves_out_of_a_new_record_what_only_a_stored_one_shows) {
  records::testing::World world;
  records::RecordType type = records::testing::project();
  type.fields[2].visible_when = records::testing::formula("id != null");  // reason
  const records::Ref ref = world.make("project", R"({"name": "a"})");
  const Form form = derive(type, Permissions{});
  const auto is_visible = [&](std::optional<records::Ref> record) {
    const auto draft =
        records::draft(world.db(), *world.catalogue, world.environment, "project", record, {});
    Scope scope;
    scope.now = world.environment.now;
    scope.record = draft.get();
    scope.functions = &draft->functions();
    const auto states = evaluate(form, Permissions{}, {}, scope);
    return std::ranges::find(states, "reason", &FieldState::key)->is_visible;
  };

  EXPECT_FALSE(is_visible({}));
  EXPECT_TRUE(is_visible(ref));
}

TEST(derive, of_other_records_a_formula_reads_what_it_names_and_nothing_else) {
  records::testing::World world;
  const records::Ref ref = world.make("project", R"({"name": "a"})");
  const auto draft =
      records::draft(world.db(), *world.catalogue, world.environment, "project", ref, {});
  const auto value = [&](const std::string& formula) {
    feel::Evaluation evaluation;
    evaluation.now = world.environment.now;
    evaluation.functions = &draft->functions();
    return feel::evaluate(formula, *draft, evaluation, {.dialect = feel::Dialect::Camunda});
  };
  const std::string rows = R"(records("project", {})[1].milestones)";

  EXPECT_TRUE(value(rows).is(feel::Kind::List)) << "a formula of the type names it";
  draft->begin(R"(records("project", {}))");
  EXPECT_TRUE(value(rows).is_null());
  draft->begin(rows);
  EXPECT_TRUE(value(rows).is(feel::Kind::List));

  // A form says which formula it is about to evaluate.
  Form form = form_of(R"({"id": "f", "components": [{"type": "number", "id": "c", "key": "x"}]})");
  form.components[0].computed = rows;
  std::vector<std::string> begun;
  Scope scope;
  scope.record = draft.get();
  scope.begin = [&](std::string_view formula) { begun.emplace_back(formula); };
  (void)evaluate(form, Permissions{}, {}, scope);
  EXPECT_THAT(begun, ElementsAre(rows));
}

TEST(list_of_rows, its_columns_have_rights_of_their_own) {
  const Form form = form_of(R"({"id": "f", "components": [
    {"type": "dynamiclist", "id": "l1", "path": "items", "label": "明细", "components": [
      {"type": "textfield", "key": "name", "id": "c1", "label": "品名"},
      {"type": "textfield", "key": "kind", "id": "c3", "label": "类别", "defaultValue": "usual"},
      {"type": "textfield", "key": "note", "id": "c2", "label": "备注"}]}]})");
  const Permissions permissions =
      parse_permissions("items=required, items.name=required, items.note=read").value();
  Scope scope;
  const auto refused = [&](std::string_view old, std::string_view values) {
    const auto result = accept(form, permissions, object(old), object(values), scope);
    std::vector<std::string> names = {result.ok() ? "" : result.error().code};
    if (!result.ok())
      for (const base::Missing& one : result.error().missing) names.push_back(one.name);
    return names;
  };

  EXPECT_THAT(refused("{}", R"({"items": [{"name": "a"}]})"), ElementsAre(""));
  EXPECT_THAT(refused("{}", R"({"items": []})"), ElementsAre("forms.invalid", "items"));
  EXPECT_THAT(refused("{}", R"({"items": [{}]})"), ElementsAre("forms.invalid", "items.0.name"));
  EXPECT_THAT(refused("{}", R"({"items": [{"name": "a", "note": "b"}]})"),
              ElementsAre("forms.field_not_editable", "items.0.note"));
  EXPECT_THAT(refused(R"({"items": [{"name": "a", "note": "b"}]})",
                      R"({"items": [{"name": "c", "note": "b"}]})"),
              ElementsAre(""));
  const std::string shown = base::print(to_json(form, parse_permissions("items=edit").value()));
  EXPECT_NE(shown.find(R"("key":"note")"), std::string::npos);
  EXPECT_NE(shown.find(R"("defaultValue":"usual")"), std::string::npos);
  EXPECT_EQ(base::print(to_json(form, permissions)).find(R"("mode":"hide")"), std::string::npos);
}

TEST(derive, of_a_new_record_makes_tables_of_the_lists_that_are_named) {
  records::testing::World world;
  const records::RecordType* type = nullptr;
  const records::Field* list = nullptr;
  for (const auto& [id, each] : world.catalogue->types()) {
    for (const records::Field& field : each.fields) {
      if (field.type != records::FieldType::Children) continue;
      type = &each;
      list = &field;
    }
  }
  ASSERT_NE(list, nullptr);
  const auto type_of = [&](std::string_view rights) {
    const Permissions permissions = parse_permissions(rights).value();
    const Form form = derive_new(*type, permissions, *world.catalogue);
    for (const Component* one : fields(form))
      if (one->key == list->id) return one->type;
    return std::string();
  };

  EXPECT_EQ(type_of(list->id + "=edit"), "dynamiclist");
  EXPECT_EQ(type_of(list->id + "=required"), "dynamiclist");
  EXPECT_EQ(type_of("*=edit"), "textfield");
  EXPECT_EQ(type_of(list->id + "=hide"), "");
}

TEST(form_currency, is_read_checked_and_told_to_the_browser) {
  const auto form_with = [](std::string_view currency) {
    return R"({"id": "f", "components": [
      {"type": "select", "key": "paid_in", "id": "c1", "label": "币种", "values": [
        {"label": "元", "value": "CNY"}, {"label": "日元", "value": "JPY"}]},
      {"type": "number", "key": "paid", "id": "c2", "label": "金额",
       "properties": {"jw:widget": "money", "jw:currency": ")" +
           std::string(currency) + R"("}}]})";
  };
  Scope scope;
  const auto refused = [&](std::string_view currency, std::string_view values) {
    const Form form = form_of(form_with(currency));
    const auto result = accept(form, {}, {}, object(values), scope);
    return result.ok() ? std::string() : result.error().missing.front().how.en;
  };

  EXPECT_EQ(refused("JPY", R"({"paid": "1.5"})"), "may have at most 0 decimals");
  EXPECT_EQ(refused("paid_in", R"({"paid": "1.5", "paid_in": "JPY"})"),
            "JPY may have at most 0 decimals");
  EXPECT_EQ(refused("paid_in", R"({"paid": "1.5"})"), "needs its currency");
  EXPECT_EQ(refused("paid_in", R"({"paid": "1.5", "paid_in": "CNY"})"), "");
  EXPECT_EQ(read(form_with("ABC"), "f.form").problems.size(), 1u);
  EXPECT_NE(base::print(to_json(form_of(form_with("USD")), {})).find(R"("jw:currency":"USD")"),
            std::string::npos);
}

}  // namespace
}  // namespace forms
