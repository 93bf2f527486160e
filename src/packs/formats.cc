#include "packs/formats.h"

#include <algorithm>

namespace packs {

namespace {

using namespace shape;

Shape clauses() { return list_or_one(text()); }

Shape refusal_shape() {
  return object({
      required("id", text()),
      required("text", text()),
      optional("clause", text()),
      optional("missing", list(either({object({optional("condition", text()),
                                               optional("each", feel()), optional("how", text())}),
                                       id()}))),
  });
}

Shape pack_shape() {
  return object({
      required("id", id()),
      required("title", text()),
      required("version", text()),
      required("license", text()),
      optional("needs", list(id())),
      optional("description", text()),
      optional("publishing", choice({"administrators", "owners"})),
  });
}

Shape charter_shape() {
  const Shape carrier =
      either({object({required("at", text()), required("exempt", text())}), text()});
  return object({
      required("title", text()),
      required("clauses", list(object({
                              required("id", text()),
                              required("text", text()),
                              required("meaning", text()),
                              optional("status", choice({"in_force", "planned"})),
                              optional("reason", text()),
                              optional("carried_by", list(carrier)),
                          }))),
  });
}

const std::vector<std::string>& field_types() {
  static const std::vector<std::string> types = {
      "text",       "long_text", "choice",    "tags",    "number",   "money",
      "percent",    "date",      "date_time", "time",    "duration", "boolean",
      "person",     "unit",      "position",  "link",    "instance", "children",
      "attachment", "photo",     "signature", "address", "code",     "json"};
  return types;
}

Shape guard_shape() {
  return object({required("when", feel()), required("refuse", refusal_shape())});
}

Shape field_shape() {
  return object({
      required("type", choice(field_types())),
      required("title", text()),
      optional("required", boolean()),
      optional("required_when", feel()),
      optional("visible_when", feel()),
      optional("read", feel()),
      optional("check", guard_shape()),
      optional("filter", guard_shape()),
      optional("default", any()),
      optional("computed", feel()),
      optional("min", value()),
      optional("max", value()),
      optional("digits", integer()),
      optional("scale", integer()),
      optional("unit", text()),
      optional("currency", text()),
      optional("options", map(text())),
      optional("to", text()),
      optional("of", text()),
      optional("via", id()),
      optional("totals", list_or_one(id())),
      optional("signatory", id()),
      optional("many", boolean()),
      optional("unique", boolean()),
      optional("help", text()),
      optional("clause", text()),
      optional("clauses", clauses()),
      optional("was", id()),
      optional("retired", boolean()),
      optional("set_by_rules", boolean()),
      optional("handed_over", feel()),
      optional("when_leaving", id()),
  });
}

Shape transition_shape() {
  return object({
      required("title", text()),
      required("from", list_or_one(text())),
      optional("except", list_or_one(id())),
      required("to", text()),
      optional("when", feel()),
      optional("refuse", refusal_shape()),
      optional("guards", list(guard_shape())),
      optional("required", list_or_one(id())),
      optional("anew", list_or_one(id())),
      optional("set", id_map(feel())),
      optional("by", list_or_one(text())),
      optional("creates",
               list(object({required("type", text()), optional("values", id_map(feel()))}))),
      optional("each", list_or_one(object({required("list", feel()), optional("create", text()),
                                           optional("values", id_map(feel())),
                                           optional("transition", id())}))),
      optional("process", choice({"suspend", "resume", "cancel"})),
      optional("clause", text()),
      optional("clauses", clauses()),
      optional("was", id()),
  });
}

Shape record_shape() {
  return object({
      required("title", text()),
      required("description", text()),
      required("example", text()),
      optional("title_field", id()),
      optional("parent", id()),
      optional("number", object({required("pattern", text()),
                                 optional("reset", choice({"never", "year", "month", "day"}))})),
      optional("groups", list(object({required("title", text()), required("fields", list(id()))}))),
      required("fields", id_map(field_shape())),
      optional("states", either({list(id()), id_map(text())})),
      optional("initial", id()),
      optional("final", list_or_one(id())),
      optional("transitions", id_map(transition_shape())),
      optional("rules", list(object({optional("on", choice({"create", "update", "both"})),
                                     optional("keep", list(id())), required("when", feel()),
                                     required("refuse", refusal_shape())}))),
      optional("freeze", guard_shape()),
      optional("exclude", list(guard_shape())),
      optional("access", object({optional("read", list_or_one(text())),
                                 optional("create", list_or_one(text())),
                                 optional("update", list_or_one(text())),
                                 optional("export", list_or_one(text()))})),
      optional("outside", list(id())),
      optional("clauses", clauses()),
      optional("was", id()),
      optional("retired", boolean()),
  });
}

Shape role_shape() {
  return object({
      required("title", text()),
      optional("description", text()),
      optional("positions", list_or_one(id())),
      optional("persons", list_or_one(id())),
      optional("clauses", clauses()),
  });
}

Shape column_list() {
  return list(either(
      {object({required("field", text()), optional("title", text()), optional("width", integer())}),
       text()}));
}

Shape view_shape() {
  const Shape section = object({
      required("title", text()),
      required("kind", choice({"fields", "view", "metric", "timeline", "diagram", "text"})),
      optional("fields", list(id())),
      optional("view", text()),
      optional("metrics", list(text())),
      optional("text", text()),
      optional("clause", text()),
  });
  return object({
      required("title", text()),
      required("record", text()),
      required("kind", choice({"list", "board", "gantt", "cockpit"})),
      optional("description", text()),
      optional("columns", column_list()),
      optional("filter", feel()),
      optional("sort", list_or_one(text())),
      optional("group_by", id()),
      optional("card", list(id())),
      optional("gantt",
               object({required("label", id()), required("start", id()), required("end", id()),
                       optional("actual_start", id()), optional("actual_end", id()),
                       optional("baseline_start", id()), optional("baseline_end", id()),
                       optional("progress", id()), optional("group", id())})),
      optional("sections", list(section)),
      optional("roles", list_or_one(text())),
      optional("clauses", clauses()),
  });
}

Shape menu_shape() {
  std::vector<Key> leaf = {
      required("title", text()),
      optional("icon", text()),
      optional("view", text()),
      optional("page", choice({"workbench", "tasks", "start", "instances", "charter",
                               "organisation", "notices", "letters", "playground", "duties"})),
      optional("roles", list_or_one(text())),
  };
  std::vector<Key> entry = leaf;
  entry.push_back(optional("last", boolean()));
  entry.push_back(optional("children", list(object(leaf))));
  return list(object(entry));
}

Shape metric_shape() {
  return object({
      required("code", text()),
      required("title", text()),
      required("description", text()),
      required("example", text()),
      required("unit", choice({"percent", "number", "money", "days", "hours"})),
      optional("currency", text()),
      required("grain", text()),
      required("value", feel()),
      optional("rows", feel()),
      optional("together", choice({"mean", "sum", "ratio"})),
      optional("part", feel()),
      optional("whole", feel()),
      optional("target", text()),
      optional("red", number()),
      optional("yellow", number()),
      optional("better", choice({"higher", "lower"})),
      optional("voided", choice({"counted"})),
      optional("owner", text()),
      optional("clauses", clauses()),
  });
}

Shape duty_shape() {
  return object({
      required("title", text()),
      required("position", id()),
      required("how_often", choice({"day", "working_day", "week", "month", "quarter", "year"})),
      optional("what", text()),
      optional("weekday", choice({"monday", "tuesday", "wednesday", "thursday", "friday",
                                  "saturday", "sunday"})),
      optional("month", integer()),
      optional("counted_by", choice({"day", "working_day", "last_working_day"})),
      optional("nth", integer()),
      optional("shift", choice({"keep", "before", "after"})),
      optional("due_time", text()),
      optional("lead", integer()),
      optional("needs", list(choice({"text", "files", "place"}))),
      optional("receivers", list(id())),
      optional("confirm", boolean()),
      optional("escalate_hours", integer()),
      optional("clauses", clauses()),
  });
}

Shape report_shape() {
  const Shape section = object({
      required("title", text()),
      required("kind", choice({"fields", "table", "metric", "text"})),
      optional("fields", list(text())),
      optional("rows", feel()),
      optional("columns", list(text())),
      optional("metrics", list(text())),
      optional("metric_record", id()),
      optional("text", text()),
      optional("outside", boolean()),
  });
  return object({
      required("title", text()),
      required("record", text()),
      required("sections", list(section)),
      optional("clauses", clauses()),
  });
}

Shape make_organisation_shape() {
  const Shape post = either(
      {object({required("position", id()), optional("main", boolean()), optional("from", date()),
               optional("until", date()), optional("areas", list_or_one(id()))}),
       id()});
  return object({
      required("units", list(object({required("id", id()), required("title", text()),
                                     optional("parent", id()), optional("head", id())}))),
      required("positions",
               list(object({required("id", id()), required("title", text()), required("unit", id()),
                            optional("headcount", integer())}))),
      required("people", list(object({required("id", id()), required("name", text()),
                                      optional("username", text()), optional("password", text()),
                                      optional("phone", text()), optional("email", text()),
                                      optional("posts", list_or_one(post))}))),
      optional("deputies",
               list(object({required("of", id()), required("deputy", id()),
                            required("from", date()), required("until", date()),
                            optional("reason", text()), optional("scope", list_or_one(id()))}))),
  });
}

Shape make_step_shape() {
  return object({
      optional("as", text()),
      optional("do", text()),
      optional("on", text()),
      optional("with", map(any())),
      optional("name", id()),
      optional("outcome", text()),
      optional("advance", text()),
      optional("at", text()),
      optional("because", text()),
      optional("expect", object({
                             optional("record", map(any())),
                             optional("refs", map(map(any()))),
                             optional("records", map(either({integer(), list(map(any()))}))),
                             optional("tasks", map(list_or_one(text()))),
                             optional("offered", map(list_or_one(text()))),
                             optional("not_offered", map(list_or_one(text()))),
                             optional("notices", map(list_or_one(text()))),
                             optional("not_notices", map(list_or_one(text()))),
                             optional("instance",
                                      object({optional("state", choice({"running", "suspended",
                                                                        "completed", "canceled"})),
                                              optional("incidents", integer())})),
                             optional("votes", map(map(any()))),
                             optional("metric", map(value())),
                             optional("timeline", list(map(value()))),
                             optional("shown", map(any())),
                             optional("not_shown", list_or_one(text())),
                             optional("clock", text()),
                         })),
      optional("refused",
               object({required("id", text()), optional("clause", text()),
                       optional("missing", list_or_one(text())), optional("place", text())})),
  });
}

Shape scenario_shape() {
  return object({
      required("proves", list(text())),
      required("story", text()),
      optional("given", object({
                            optional("org", either({choice({"demo"}), organisation_shape()})),
                            optional("clock", text()),
                            optional("data", choice({"demo"})),
                            optional("packs", list(text())),
                            optional("after", text()),
                        })),
      required("steps", list(step_shape())),
  });
}

Shape ad_hoc_shape(std::vector<Key> more) {
  more.push_back(optional("activate", list(text())));
  more.push_back(optional("fulfilled", boolean()));
  more.push_back(optional("cancel_remaining", boolean()));
  return object(std::move(more));
}

Shape engine_step_shape() {
  return object({
      optional("deploy", list_or_one(text())),
      optional("start", text()),
      optional("from", list(text())),
      optional("name", id()),
      optional("on", id()),
      optional("with", map(any())),
      optional("complete_job", text()),
      optional("denied", text()),
      optional("corrections", map(any())),
      optional("ad_hoc", ad_hoc_shape({})),
      optional("direct", ad_hoc_shape({required("element", text())})),
      optional("evaluate_conditions", text()),
      optional("fail_job", object({required("job", text()), optional("retries", integer()),
                                   optional("message", text())})),
      optional("throw_error", object({required("job", text()), required("code", text()),
                                      optional("message", text())})),
      optional("complete_task", text()),
      optional("assign_task", text()),
      optional("update_task", text()),
      optional("publish", object({required("message", text()), optional("key", text()),
                                  optional("ttl", text())})),
      optional("signal", text()),
      optional("set_variables", map(any())),
      optional("element", text()),
      optional("cancel", text()),
      optional("resolve", text()),
      optional("advance", text()),
      optional("at", text()),
      optional("restart", boolean()),
      optional("because", text()),
      optional("expect", object({
                             optional("trace", list(text())),
                             optional("completed", list(text())),
                             optional("active", list(text())),
                             optional("terminated", list(text())),
                             optional("variables", map(any())),
                             optional("tasks", map(map(any()))),
                             optional("state", choice({"running", "completed", "canceled"})),
                             optional("incidents", list(object({required("element", text()),
                                                                required("kind", text())}))),
                         })),
      optional("refused", object({required("id", text()), optional("detail", text())})),
  });
}

Shape engine_scenario_shape() {
  const Shape given =
      either({choice({"engine"}),
              object({required("engine", choice({"true"})), optional("clock", text())})});
  return object({
      required("proves", list(text())),
      required("story", text()),
      required("given", given),
      required("steps", list(engine_step_shape())),
  });
}

}  // namespace

const Shape& organisation_shape() {
  static const Shape shape = make_organisation_shape();
  return shape;
}

const Shape& step_shape() {
  static const Shape shape = make_step_shape();
  return shape;
}

const std::vector<std::string>& verbs() {
  static const std::vector<std::string> names = {
      "start",         "complete",       "vote",         "confirm",      "reject",
      "claim",         "unclaim",        "urge",         "comment",      "opinion",
      "copy",          "transfer",       "delegate",     "reply",        "add_signer",
      "remove_signer", "take_back",      "circulate",    "confirm_read", "jump",
      "void",          "return",         "save_draft",   "withdraw",     "people",
      "suspend",       "resume",         "cancel",       "create",       "update",
      "transition",    "comment_record", "outside_link", "open_link",    "sign",
      "revoke_link",   "set_deputy",     "find",         "read",         "restart",
      "evaluate"};
  return names;
}

const std::vector<Format>& formats() {
  static const std::vector<Format> all = {
      {"pack", "Pack", "pack.yaml", pack_shape()},
      {"charter", "Charter", "charter.yaml", charter_shape()},
      {"record", "Record type", "records/*.yaml", record_shape()},
      {"role", "Role", "roles/*.yaml", role_shape()},
      {"view", "View", "views/*.yaml", view_shape()},
      {"menu", "Menu", "menu.yaml", menu_shape()},
      {"metric", "Metric", "metrics/*.yaml", metric_shape()},
      {"report", "Report", "reports/*.yaml", report_shape()},
      {"duty", "Duty", "duties/*.yaml", duty_shape()},
      {"organisation", "Demo organisation", "demo/organisation.yaml", organisation_shape()},
      {"data", "Demo data", "demo/data.yaml", object({required("steps", list(step_shape()))})},
      {"scenario", "Scenario", "scenarios/*.scenario", scenario_shape()},
      {"engine-scenario", "Engine scenario", "tests/scenarios/*.scenario", engine_scenario_shape()},
      {"locale", "English texts", "locale/en.yaml", map(map(text()))},
  };
  return all;
}

const Format& format(std::string_view name) {
  const auto found = std::find_if(formats().begin(), formats().end(),
                                  [&](const Format& candidate) { return candidate.name == name; });
  base::ensure(found != formats().end(), "an unknown format");
  return *found;
}

}  // namespace packs
