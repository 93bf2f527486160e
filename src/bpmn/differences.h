// What two versions of a model do differently, element by element. Where things stand on the
// drawing, comments and the order of the file make no difference.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bpmn {

enum class Difference { Added, Removed, Changed };
std::string_view name_of(Difference difference);  // added, removed, changed

struct Differing {
  Difference what = Difference::Changed;
  std::string id;
  std::string name;  // as the later version has it, of what was removed the earlier
  std::string tag;   // "userTask", "sequenceFlow" …
  // Of a change: the attributes, settings ("jw:candidates") and other parts that differ, by name.
  std::vector<std::string> parts = {};
};

// In the order of the later version, then what it has no more. Texts that are no BPMN have no
// elements.
std::vector<Differing> differences(std::string_view before, std::string_view after);

}  // namespace bpmn
