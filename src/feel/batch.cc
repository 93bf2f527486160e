#include "feel/batch.h"

#include <istream>
#include <ostream>
#include <set>

#include "feel/feel.h"
#include "feel/marked_json.h"

namespace feel {
namespace {

void collect_names(const Value& value, std::set<std::string>& names) {
  if (value.is(Kind::List)) {
    for (const auto& item : value.items()) collect_names(item, names);
  } else if (value.is(Kind::Context)) {
    names.insert(value.names().begin(), value.names().end());
    for (const auto& member : value.values()) collect_names(member, names);
  }
}

std::string error_line(const Value& id, const std::string& text, bool is_parse) {
  return "{\"id\":" + to_marked_json(id) + ",\"error\":" + to_marked_json(text) +
         ",\"parse\":" + (is_parse ? "true" : "false") + "}";
}

std::string why(const base::Error& error) { return error.place + ": " + error.detail; }

// What a line says wrongly about itself; empty when it can be run.
std::string misfit_of(const Value& line) {
  if (!line["expr"].is(Kind::String)) return "no expr";
  const Value& kind = line["kind"];
  if (!kind.is_null() && kind.text_or_empty() != "expression" && kind.text_or_empty() != "unary")
    return "kind is expression or unary";
  const Value& dialect = line["dialect"];
  if (!dialect.is_null() && dialect.text_or_empty() != "standard" &&
      dialect.text_or_empty() != "camunda")
    return "dialect is standard or camunda";
  const Value& context = line["context"];
  return context.is_null() || context.is(Kind::Context) ? "" : "context is an object";
}

std::string run_line(const Value& line, std::ostream& reasons, base::Time now) {
  const Value& id = line["id"];
  if (const std::string misfit = misfit_of(line); !misfit.empty())
    return error_line(id, misfit, false);
  Evaluation evaluation;
  evaluation.now = now;
  Options options;
  if (line["dialect"].text_or_empty() == "camunda") options.dialect = Dialect::Camunda;
  const auto given = from_marked(line["context"]);
  if (!given) return error_line(id, given.error().detail, false);
  const auto input = from_marked(line["input"]);
  if (!input) return error_line(id, input.error().detail, false);
  Value context = *given;
  if (line["context_feel"].is(Kind::String)) {
    const auto compiled = compile(line["context_feel"].text(), options);
    if (!compiled.ok()) return error_line(id, "context_feel: " + why(compiled.error()), true);
    context = compiled->evaluate(NoNames(), evaluation);
    if (!context.is(Kind::Context)) return error_line(id, "context_feel is no context", false);
  }
  options.known_members = names_within(context);
  if (context.is(Kind::Context)) {
    options.known_names.assign(context.names().begin(), context.names().end());
  }
  const bool is_unary = line["kind"].text_or_empty() == "unary";
  options.form = is_unary ? Form::UnaryTests : Form::Expression;
  const auto compiled = compile(line["expr"].text(), options);
  if (!compiled.ok()) return error_line(id, why(compiled.error()), true);
  const ContextNames names(context);
  const Value result =
      is_unary ? compiled->test(*input, names, evaluation) : compiled->evaluate(names, evaluation);
  for (const auto& reason : evaluation.reasons) {
    reasons << to_text(id) << ": " << reason.print() << '\n';
  }
  return "{\"id\":" + to_marked_json(id) + ",\"result\":" + to_marked_json(result) + "}";
}

}  // namespace

std::vector<std::string> names_within(const Value& value) {
  std::set<std::string> names;
  collect_names(value, names);
  return {names.begin(), names.end()};
}

void run_batch(std::istream& in, std::ostream& out, std::ostream& reasons, base::Time now) {
  for (std::string text; std::getline(in, text);) {
    const auto line = parse_json_exact(text);
    out << (line.ok() ? run_line(*line, reasons, now) : error_line({}, why(line.error()), false))
        << '\n';
  }
  out.flush();
}

}  // namespace feel
