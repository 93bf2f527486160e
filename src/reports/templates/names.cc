// Which names and functions of a template are not there.
#include <algorithm>
#include <set>

#include "reports/templates/part.h"

namespace reports {
namespace {

using Block = Template::Block;
using Part = Template::Part;
using Scope = std::map<std::string, ShapeRef, std::less<>>;

class NameCheck {
 public:
  NameCheck(std::string file, const feel::HostFunctions& functions)
      : file_(std::move(file)), functions_(functions) {}

  void look(const Block& block, const Scope& scope) {
    for (const Part& part : block.parts) look(part, scope);
  }
  std::vector<base::Problem> problems;

 private:
  void look(const Part& part, const Scope& scope) {
    if (part.expression) look(*part.expression, part.place, scope);
    for (size_t i = 0; i < part.branches.size(); ++i) {
      const Branch& branch = part.branches[i];
      if (branch.when) look(*branch.when, branch.place, scope);
      if (part.kind != PartKind::For || i > 0) {
        look(branch.block, scope);
        continue;
      }
      Scope inner = scope;
      inner[part.text] = part.expression ? item_of(*part.expression, scope) : open_shape();
      inner["index"] = open_shape();
      look(branch.block, inner);
    }
  }

  void look(const feel::Expression& expression, Place place, const Scope& scope) {
    std::set<std::string, std::less<>> names;
    for (const auto& [name, shape] : scope) names.insert(name);
    for (const auto& use : feel::check(expression, names, functions_)) {
      if (use.may_be_member) continue;
      const bool is_first = use.line <= 1;
      const int column = is_first ? place.column + use.column - 1 : use.column;
      say({place.line + use.line - 1, column}, "unknown: " + use.name);
    }
    for (const auto& path : expression.paths()) look(path, expression, place, scope);
  }

  void look(const std::vector<std::string>& path, const feel::Expression& expression, Place place,
            const Scope& scope) {
    if (path.empty() || !scope.contains(path[0])) return;
    ShapeRef shape = scope.find(path[0])->second;
    std::string walked = path[0];
    for (size_t i = 1; i < path.size(); ++i) {
      if (shape->is_open) return;
      walked += "." + path[i];
      // Of a list FEEL takes the members of its items.
      if (shape->item) shape = shape->item;
      const auto next = shape->members.find(path[i]);
      if (next == shape->members.end()) {
        if (!shape->is_open) say(place_of(walked, expression, place), "unknown: " + walked);
        return;
      }
      shape = next->second;
    }
  }

  // The text of an expression is short; where it stands on one line, so does the path.
  static Place place_of(const std::string& path, const feel::Expression& expression, Place place) {
    const size_t at = expression.text().find(path);
    if (at == std::string_view::npos) return place;
    const auto before = expression.text().substr(0, at);
    if (before.find('\n') != std::string_view::npos) return place;
    const auto is_letter = [](unsigned char letter) { return (letter & 0xC0) != 0x80; };
    return {place.line, place.column + static_cast<int>(std::ranges::count_if(before, is_letter))};
  }

  static ShapeRef item_of(const feel::Expression& expression, const Scope& scope) {
    const auto& paths = expression.paths();
    if (paths.size() != 1) return open_shape();
    std::string joined;
    for (const auto& step : paths[0]) joined += (joined.empty() ? "" : ".") + step;
    const bool is_plain = joined == expression.text() && scope.contains(paths[0][0]);
    if (!is_plain) return open_shape();
    ShapeRef shape = scope.find(paths[0][0])->second;
    for (size_t i = 1; i < paths[0].size(); ++i) {
      const auto next = shape->members.find(paths[0][i]);
      if (next == shape->members.end()) return open_shape();
      shape = next->second;
    }
    return shape->item ? shape->item : open_shape();
  }

  void say(Place place, std::string text) {
    problems.push_back({file_, place.line, place.column, std::move(text)});
  }

  std::string file_;
  const feel::HostFunctions& functions_;
};

}  // namespace

ShapeRef open_shape() {
  static const ShapeRef open = std::make_shared<const TemplateShape>();
  return open;
}

ShapeRef shape_of(std::map<std::string, ShapeRef, std::less<>> members) {
  auto made = std::make_shared<TemplateShape>();
  made->is_open = false;
  made->members = std::move(members);
  return made;
}

ShapeRef list_shape(ShapeRef item) {
  auto made = std::make_shared<TemplateShape>();
  made->is_open = false;
  made->item = std::move(item);
  return made;
}

std::vector<base::Problem> Template::check(const TemplateShape& scope,
                                           const feel::HostFunctions& functions) const {
  NameCheck names(file_, functions);
  names.look(*style_, scope.members);
  names.look(*body_, scope.members);
  return std::move(names.problems);
}

}  // namespace reports
