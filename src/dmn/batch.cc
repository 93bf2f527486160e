#include "dmn/batch.h"

#include <array>
#include <fstream>
#include <istream>
#include <map>
#include <ostream>
#include <sstream>

#include "dmn/decide.h"
#include "feel/marked_json.h"

namespace dmn {
namespace {

using feel::Value;

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return {};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

bool is_inside(const std::string& part) {
  return part.find("..") == std::string::npos && !part.starts_with('/');
}

class Batch {
 public:
  Batch(std::filesystem::path models, std::ostream& reasons, base::Time now)
      : models_(std::move(models)), reasons_(reasons), now_(now) {}

  std::string line(const std::string& text) {
    const auto json = feel::parse_json_exact(text);
    if (!json.ok()) return error({}, json.error().place + ": " + json.error().detail);
    const Value& id = (*json)["id"];
    const Value& type = (*json)["type"];
    if (!type.is_null() && !is_known_type(type.text_or_empty())) {
      return error(id, "type is decision, decisionService or bkm");
    }
    std::string problem;
    const Model* model = find_model(*json, problem);
    if (!model) return error(id, problem);
    const auto inputs = feel::from_marked((*json)["inputs"]);
    if (!inputs) return error(id, inputs.error().detail);
    tell_strangers(*model, *json, *inputs);
    feel::Fields results;
    const Value& expected = (*json)["expected"];
    if (!expected.is(feel::Kind::Context)) return error(id, "no expected");
    for (const auto& name : expected.names()) {
      auto result = evaluate_one(*model, *json, *inputs, name);
      if (!result.ok()) return error(id, result.error().code + ": " + name);
      results.set(name, std::move(*result));
    }
    return "{\"id\":" + feel::to_marked_json(id) +
           ",\"results\":" + feel::to_marked_json(results.build()) + "}";
  }

 private:
  static std::string error(const Value& id, const std::string& text) {
    return "{\"id\":" + feel::to_marked_json(id) + ",\"error\":" + feel::to_marked_json(text) + "}";
  }

  static bool is_known_type(std::string_view type) {
    return type == "decision" || type == "decisionService" || type == "bkm";
  }
  // Of a service or a business knowledge model.
  static bool is_call(const Value& line) {
    return !line["type"].is_null() && line["type"].text_or_empty() != "decision";
  }

  // Each model is read once with the models that it may import.
  const Model* find_model(const Value& line, std::string& problem) {
    const std::string folder = line["folder"].text_or_empty();
    const std::string file = line["model"].text_or_empty();
    if (!is_inside(folder) || !is_inside(file)) return problem = "a path outside", nullptr;
    const auto [at, is_new] =
        read_.try_emplace(std::array{folder, file, feel::print(line["models"])});
    if (is_new) at->second = read_model(line, folder, file);
    if (at->second.model) return &*at->second.model;
    problem = at->second.problems.empty() ? "no such model: " + file
                                          : at->second.problems.front().print();
    return nullptr;
  }

  Reading read_model(const Value& line, const std::string& folder, const std::string& file) {
    const auto text = read_file(models_ / folder / file);
    if (!text) return {};
    std::vector<File> others;
    const Value& names = line["models"];
    for (size_t i = 0; names.is(feel::Kind::List) && i < names.items().size(); ++i) {
      const std::string name = names.items()[i].text_or_empty();
      auto other = is_inside(name) ? read_file(models_ / folder / name) : std::nullopt;
      if (other) others.push_back({name, std::move(*other)});
    }
    Reading reading = read(*text, file, others);
    for (const auto& one : reading.problems) reasons_ << one.print() << '\n';
    return reading;
  }

  base::Result<Value> evaluate_one(const Model& model, const Value& line, const Value& inputs,
                                   const std::string& name) {
    feel::Evaluation evaluation;
    evaluation.now = now_;
    auto result = is_call(line) ? call(model, line["invocable"].text_or_empty(), inputs, evaluation)
                                : evaluate(model, name, given(line, inputs), evaluation);
    for (const auto& reason : evaluation.reasons) {
      reasons_ << feel::to_text(line["id"]) << ": " << reason.print() << '\n';
    }
    if (!result.ok()) return std::move(result).error();
    const std::string invocable = line["invocable"].text_or_empty();
    const bool is_of_several = is_call(line) && has_several_outputs(model, invocable);
    const Value* named = is_of_several ? result->result.find(name) : nullptr;
    return named ? *named : result->result;
  }

  void tell_strangers(const Model& model, const Value& line, const Value& inputs) {
    if (is_call(line)) return;
    for (const auto& name : strangers(model, inputs)) {
      reasons_ << feel::to_text(line["id"]) << ": no such input: " << name << '\n';
    }
  }

  static std::vector<Given> given(const Value& line, const Value& inputs) {
    std::vector<Given> all;
    if (!inputs.is(feel::Kind::Context)) return all;
    for (size_t i = 0; i < inputs.names().size(); ++i) {
      const auto& name = inputs.names()[i];
      all.push_back({name, inputs.values()[i], line["inputs_ns"][name].text_or_empty()});
    }
    return all;
  }

  std::filesystem::path models_;
  std::ostream& reasons_;
  base::Time now_;
  std::map<std::array<std::string, 3>, Reading> read_;  // by folder, file and those beside it
};

}  // namespace

void run_batch(std::istream& in, std::ostream& out, std::ostream& reasons,
               const std::filesystem::path& models, base::Time now) {
  Batch batch(models, reasons, now);
  for (std::string text; std::getline(in, text);) {
    out << batch.line(text) << '\n';
  }
  out.flush();
}

}  // namespace dmn
