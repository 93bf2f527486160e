// Judges the DMN module by the DMN Technology Compatibility Kit. See README.md.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "tck_file.h"

namespace {

namespace fs = std::filesystem;

struct Score {
  int cases = 0;
  int passed = 0;
  int value_cases = 0;
  int value_passed = 0;
};

// Cases that need a Java virtual machine.
constexpr std::string_view kNotScored = "0076-feel-external-java";

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::vector<fs::path> files_in(const fs::path& folder, std::string_view ending) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().string().ends_with(ending)) files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::set<std::string> known_failures() {
  std::set<std::string> names;
  std::ifstream stream(fs::path(JINGWEI_SOURCE_DIR) / "tests/conformance/known_failures.txt");
  for (std::string line; std::getline(stream, line);) {
    line = line.substr(0, line.find('#'));
    const size_t end = line.find_last_not_of(" \t");
    if (end != std::string::npos) names.insert(line.substr(0, end + 1));
  }
  return names;
}

class Judge {
 public:
  explicit Judge(bool is_verbose) : is_verbose_(is_verbose), known_(known_failures()) {}

  void folder(const fs::path& path) {
    const std::string name = path.filename().string();
    if (name == kNotScored) return;
    Score score;
    for (const auto& file : files_in(path, ".xml")) suite(path, tck::read_suite(file), score);
    if (score.cases == 0) return;
    ++folders_;
    complete_ += score.passed == score.cases;
    mean_ += double(score.passed) / score.cases;
    total_.cases += score.cases;
    total_.passed += score.passed;
    total_.value_cases += score.value_cases;
    total_.value_passed += score.value_passed;
    if (is_verbose_ && score.passed != score.cases) {
      std::printf("%-45s %4d of %4d\n", name.c_str(), score.passed, score.cases);
    }
  }

  int report() const {
    std::printf(
        "dmn tck: cases %d of %d (%.2f %%), value cases %d of %d (%.2f %%), "
        "folders complete %d of %d, mean over folders %.2f %%\n",
        total_.passed, total_.cases, percent(total_.passed, total_.cases), total_.value_passed,
        total_.value_cases, percent(total_.value_passed, total_.value_cases), complete_, folders_,
        folders_ == 0 ? 0 : 100 * mean_ / folders_);
    for (const auto& name : surprises_) std::printf("fails, not listed: %s\n", name.c_str());
    for (const auto& name : mended_) {
      std::printf("listed but passes, take it out: %s\n", name.c_str());
    }
    return surprises_.empty() && mended_.empty() ? 0 : 1;
  }

 private:
  static double percent(int part, int whole) { return whole == 0 ? 0 : 100.0 * part / whole; }

  void suite(const fs::path& path, const tck::Suite& suite, Score& score) {
    std::vector<dmn::File> others;
    for (const auto& file : files_in(path, ".dmn")) {
      others.push_back({file.filename().string(), read_file(file)});
    }
    const auto reading = dmn::read(read_file(path / suite.model), suite.model, others);
    if (is_verbose_) {
      for (const auto& problem : reading.problems) std::printf("  %s\n", problem.print().c_str());
    }
    for (const auto& one : suite.cases) {
      const bool has_passed = reading.model && judge(*reading.model, one, path);
      const bool has_value = std::any_of(one.expected.begin(), one.expected.end(),
                                         [](const auto& each) { return !each.value.is_null(); });
      ++score.cases;
      score.passed += has_passed;
      score.value_cases += has_value;
      score.value_passed += has_value && has_passed;
      note(path.filename().string() + "/" + one.id, has_passed);
    }
  }

  void note(const std::string& name, bool has_passed) {
    if (has_passed == !known_.contains(name)) return;
    (has_passed ? mended_ : surprises_).push_back(name);
  }

  bool judge(const dmn::Model& model, const tck::Case& one, const fs::path& path) {
    bool is_fine = true;
    for (const auto& expected : one.expected) {
      feel::Evaluation evaluation;
      evaluation.now = {1'772'413'200'000'000};
      const feel::Value actual = result(model, one, expected, evaluation);
      if (tck::is_same(expected.value, actual)) continue;
      is_fine = false;
      if (!is_verbose_) continue;
      std::printf("  %s/%s %s: expected %s, got %s\n", path.filename().c_str(), one.id.c_str(),
                  expected.name.c_str(), feel::print(expected.value).c_str(),
                  feel::print(actual).c_str());
      for (const auto& reason : evaluation.reasons) {
        std::printf("      %s\n", reason.print().c_str());
      }
    }
    return is_fine;
  }

  static feel::Value result(const dmn::Model& model, const tck::Case& one,
                            const tck::Expected& expected, feel::Evaluation& evaluation) {
    if (one.type.empty() || one.type == "decision") {
      const auto outcome = dmn::evaluate(model, expected.name, one.inputs, evaluation);
      return outcome.ok() ? outcome->result : feel::Value();
    }
    feel::Fields inputs;
    for (const auto& input : one.inputs) inputs.set(input.name, input.value);
    const auto outcome = dmn::call(model, one.invocable, inputs.build(), evaluation);
    if (!outcome.ok()) return {};
    const feel::Value* named = outcome->result.find(expected.name);
    return named ? *named : outcome->result;
  }

  bool is_verbose_;
  std::set<std::string> known_;
  Score total_;
  int folders_ = 0;
  int complete_ = 0;
  double mean_ = 0;
  std::vector<std::string> surprises_;
  std::vector<std::string> mended_;
};

fs::path kit() {
  const char* elsewhere = std::getenv("JINGWEI_CONFORMANCE");
  const fs::path shared =
      elsewhere ? fs::path(elsewhere) : fs::path(JINGWEI_SOURCE_DIR) / "../shared/conformance";
  return shared / "dmn-tck";
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> words(arguments + 1, arguments + count);
  const bool is_verbose = std::find(words.begin(), words.end(), "--verbose") != words.end();
  std::set<std::string> wanted(words.begin(), words.end());
  wanted.erase("--verbose");
  if (!fs::is_directory(kit())) {
    const char* ci = std::getenv("CI");
    std::printf("dmn tck: the kit is missing (%s)\n", kit().c_str());
    return ci && std::string_view(ci) == "true" ? 1 : 0;
  }
  Judge judge(is_verbose);
  for (const auto* level : {"compliance-level-2", "compliance-level-3"}) {
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(kit() / level)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const auto& folder : folders) {
      if (wanted.empty() || wanted.contains(folder.filename())) judge.folder(folder);
    }
  }
  return judge.report();
}
