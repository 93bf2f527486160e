// Judges the BPMN reader by the reference models of the Model Interchange Working Group: whatever a
// file holds is in the model, the export is the file, and deploying it is refused with a reason.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <pugixml.hpp>
#include <sstream>

#include "bpmn/reader.h"
#include "engine/process.h"

namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string_view local(std::string_view name) {
  const size_t colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

// What is said of an element or a shape, in one line.
using Lines = std::multimap<std::string, std::string>;

std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.3f", value);
  return text;
}

// The file as a second reader sees it.
class Expected : public pugi::xml_tree_walker {
 public:
  Lines lines;

 private:
  bool for_each(pugi::xml_node& node) override {
    if (node.type() != pugi::node_element) return true;
    const std::string name(local(node.name()));
    const auto text = [&](const char* attribute) {
      return std::string(local(node.attribute(attribute).value()));
    };
    if (name == "sequenceFlow" || name == "messageFlow") {
      lines.emplace(text("id"), name + " " + text("sourceRef") + " " + text("targetRef"));
    } else if (name == "participant") {
      lines.emplace(text("id"), name + " " + text("processRef"));
    } else if (name == "BPMNShape") {
      pugi::xml_node bounds;
      for (pugi::xml_node each : node.children()) {
        if (local(each.name()) == "Bounds") bounds = each;
      }
      lines.emplace(text("bpmnElement"), "shape " + number(bounds.attribute("x").as_double()) +
                                             " " + number(bounds.attribute("y").as_double()) + " " +
                                             number(bounds.attribute("width").as_double()) + " " +
                                             number(bounds.attribute("height").as_double()));
    } else if (name == "BPMNEdge") {
      std::string line = "edge";
      for (pugi::xml_node each : node.children()) {
        if (local(each.name()) != "waypoint") continue;
        line += " " + number(each.attribute("x").as_double()) + "," +
                number(each.attribute("y").as_double());
      }
      lines.emplace(text("bpmnElement"), line);
    } else if (is_element(name)) {
      lines.emplace(text("id"),
                    name + " " + node.attribute("name").value() + " " + text("attachedToRef"));
    }
    return true;
  }

  static bool is_element(std::string_view name) {
    for (int kind = 0; kind <= static_cast<int>(bpmn::Kind::BoundaryEvent); ++kind) {
      if (tag(static_cast<bpmn::Kind>(kind)) == name) return true;
    }
    return name == "lane";
  }
};

Lines lines_of(const bpmn::Model& model) {
  Lines lines;
  for (const bpmn::Process& process : model.processes) {
    const auto id = [&](int index) {
      return index < 0 ? "" : process.elements[static_cast<size_t>(index)].id;
    };
    for (const bpmn::Element& each : process.elements)
      lines.emplace(each.id,
                    std::string(tag(each.kind)) + " " + each.name + " " + id(each.attached_to));
    for (const bpmn::Flow& each : process.flows)
      lines.emplace(each.id, "sequenceFlow " + id(each.source) + " " + id(each.target));
    for (const bpmn::Lane& each : process.lanes) lines.emplace(each.id, "lane " + each.name + " ");
  }
  for (const bpmn::Pool& each : model.pools) lines.emplace(each.id, "participant " + each.process);
  for (const bpmn::MessageFlow& each : model.message_flows)
    lines.emplace(each.id, "messageFlow " + each.source + " " + each.target);
  for (const bpmn::Shape& each : model.shapes)
    lines.emplace(each.element, "shape " + number(each.bounds.x) + " " + number(each.bounds.y) +
                                    " " + number(each.bounds.width) + " " +
                                    number(each.bounds.height));
  for (const bpmn::Edge& each : model.edges) {
    std::string line = "edge";
    for (const bpmn::Point& point : each.waypoints)
      line += " " + number(point.x) + "," + number(point.y);
    lines.emplace(each.element, line);
  }
  return lines;
}

int compare(Lines expected, Lines actual) {
  int faults = 0;
  const auto sorted = [](const Lines& lines) {
    std::vector<std::string> all;
    for (const auto& [id, line] : lines) all.push_back(id + ": " + line);
    std::sort(all.begin(), all.end());
    return all;
  };
  const auto wanted = sorted(expected);
  const auto found = sorted(actual);
  std::vector<std::string> lost;
  std::set_difference(wanted.begin(), wanted.end(), found.begin(), found.end(),
                      std::back_inserter(lost));
  for (const std::string& line : lost) std::printf("  lost: %s\n", line.c_str());
  faults += static_cast<int>(lost.size());
  std::vector<std::string> invented;
  std::set_difference(found.begin(), found.end(), wanted.begin(), wanted.end(),
                      std::back_inserter(invented));
  for (const std::string& line : invented) std::printf("  not in the file: %s\n", line.c_str());
  return faults + static_cast<int>(invented.size());
}

// How many things are wrong with the file.
int judge(const fs::path& path) {
  const std::string text = read_file(path);
  const bpmn::Reading reading = bpmn::read(path.filename().string(), text);
  int faults = 0;
  for (const base::Problem& each : reading.problems) {
    std::printf("  %s\n", each.print().c_str());
    ++faults;
  }
  if (reading.model.xml != text) {
    std::printf("  the export differs from the file\n");
    ++faults;
  }
  pugi::xml_document document;
  document.load_buffer(text.data(), text.size());
  Expected expected;
  document.traverse(expected);
  faults += compare(expected.lines, lines_of(reading.model));
  if (engine::compile(reading.model).problems.empty()) {
    std::printf("  a model that is not executable was accepted\n");
    ++faults;
  }
  std::printf("%-12s %4zu things, %d faults\n", path.filename().c_str(), expected.lines.size(),
              faults);
  return faults;
}

}  // namespace

int main() {
  const char* set = std::getenv("JINGWEI_CONFORMANCE");
  const fs::path kit =
      fs::path(set ? set : JINGWEI_SOURCE_DIR "/../shared/conformance") / "bpmn-miwg" / "Reference";
  if (!fs::exists(kit)) {
    const char* ci = std::getenv("CI");
    const bool must_be_there = ci && std::string_view(ci) == "true";
    std::printf("bpmn miwg: the kit is missing: %s\n", kit.c_str());
    return must_be_there ? 1 : 0;
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kit)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  int faults = 0;
  for (const fs::path& file : files) faults += judge(file);
  std::printf("bpmn miwg: %zu models, %d faults\n", files.size(), faults);
  return faults == 0 ? 0 : 1;
}
