#include "scenario/file.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/text.h"
#include "packs/formats.h"

namespace scenario {

namespace {

namespace fs = std::filesystem;

// `restart` may say until when the program stands still.
void take_standstill(Step& step, const std::function<void(std::string)>& report) {
  const packs::Node* with = step.node.find("with");
  if (step.verb != "restart" || with == nullptr) return;
  for (const auto& entry : with->entries) {
    if (entry.key != "until") report("restart knows until only, not " + entry.key);
  }
  const std::string until = with->text_of("until");
  if (const auto time = base::parse_time(until)) {
    step.restart_at = *time;
  } else {
    report("not a time with an offset: " + until);
  }
}

class Reader {
 public:
  explicit Reader(const fs::path& file) : name_(file.lexically_normal().generic_string()) {
    result_.scenario.file = file;
  }

  ReadScenario read() && {
    std::ifstream stream(result_.scenario.file, std::ios::binary);
    if (!stream) {
      report({}, "cannot be read");
      return std::move(result_);
    }
    std::ostringstream text;
    text << stream.rdbuf();
    packs::Document document = packs::read_yaml(text.str(), name_);
    result_.problems = std::move(document.problems);
    if (!result_.problems.empty()) return std::move(result_);
    take(document.root);
    return std::move(result_);
  }

 private:
  void report(packs::Mark mark, std::string text) {
    result_.problems.push_back({name_, mark.line, mark.column, std::move(text)});
  }

  void take(const packs::Node& root) {
    Scenario& scenario = result_.scenario;
    if (const packs::Node* given = root.find("given")) scenario.given = *given;
    scenario.is_engine = scenario.given.text == "engine" || scenario.given.is_true("engine");
    packs::check(root, packs::format(scenario.is_engine ? "engine-scenario" : "scenario").shape,
                 name_, result_.problems);
    if (!result_.problems.empty()) return;
    scenario.proves = root.texts_of("proves");
    scenario.story = root.text_of("story");
    take_given();
    for (const packs::Node& node : root.find("steps")->items) {
      if (scenario.is_engine) {
        scenario.steps.push_back(
            {node, node.mark, {}, {}, {}, node.text_of("advance"), node.text_of("at")});
      } else {
        scenario.steps.push_back(step_of(node, name_, result_.problems));
      }
    }
  }

  void take_given() {
    Scenario& scenario = result_.scenario;
    const packs::Node& given = scenario.given;
    const fs::path folder = scenario.file.parent_path();
    scenario.clock = *base::parse_time("2026-03-02T09:00:00+08:00");
    if (const packs::Node* clock = given.find("clock")) {
      const auto time = base::parse_time(clock->text);
      scenario.has_clock = true;
      if (time) scenario.clock = *time;
      if (!time) report(clock->mark, "not a time with an offset: " + clock->text);
    }
    scenario.plays_demo_data = given.text_of("data") == "demo";
    if (const packs::Node* after = given.find("after")) {
      scenario.after = (folder / after->text).lexically_normal();
      if (given.entries.size() > 1)
        report(after->mark, "after stands alone: what is given comes from that file");
      if (!fs::exists(scenario.after)) report(after->mark, "no such file: " + after->text);
    }
    if (scenario.is_engine) return;
    if (fs::exists(folder / ".." / "pack.yaml"))
      scenario.packs.push_back((folder / "..").lexically_normal());
    for (const std::string& pack : given.texts_of("packs"))
      scenario.packs.push_back((folder / pack).lexically_normal());
    if (scenario.packs.empty() && scenario.after.empty())
      report({1, 1}, "no pack: neither does it lie in one nor does given name one");
  }

  std::string name_;
  ReadScenario result_;
};

}  // namespace

std::string Step::describe() const {
  if (!advance.empty()) return "advance " + advance;
  if (!at.empty()) return "at " + at;
  std::string text = as.empty() ? "" : "as " + as + ": ";
  text += verb.empty() ? "expectations" : verb;
  return object.empty() ? text : text + " " + object;
}

const packs::Node* Scenario::organisation() const {
  const packs::Node* organisation = given.find("org");
  return organisation && organisation->is_map() ? organisation : nullptr;
}

ReadScenario read(const std::filesystem::path& file) { return Reader(file).read(); }

Step step_of(const packs::Node& node, const std::string& file,
             std::vector<base::Problem>& problems) {
  Step step;
  step.node = node;
  step.mark = node.mark;
  step.as = node.text_of("as");
  step.advance = node.text_of("advance");
  step.at = node.text_of("at");
  const auto report = [&](std::string text) {
    problems.push_back({file, node.mark.line, node.mark.column, std::move(text)});
  };
  const std::string act = node.text_of("do");
  const size_t space = act.find(' ');
  step.verb = act.substr(0, space);
  if (space != std::string::npos)
    step.object = std::string(base::trim(std::string_view(act).substr(space)));
  const auto& verbs = packs::verbs();
  if (!act.empty() && std::find(verbs.begin(), verbs.end(), step.verb) == verbs.end())
    report("unknown verb: " + step.verb + " (known: " + base::join(verbs, ", ") + ")");
  const int acts =
      (act.empty() ? 0 : 1) + (step.advance.empty() ? 0 : 1) + (step.at.empty() ? 0 : 1);
  if (acts > 1) report("a step has one of do, advance, at");
  if (acts == 0 && !node.find("expect")) report("a step without act and without expectation");
  if (!step.advance.empty() && !base::parse_duration(step.advance))
    report("not a duration: " + step.advance);
  if (!step.at.empty() && !base::parse_time(step.at))
    report("not a time with an offset: " + step.at);
  take_standstill(step, report);
  return step;
}

}  // namespace scenario
