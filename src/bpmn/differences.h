// What two versions of a model do differently, element by element. Where things stand on the
// drawing, comments and the order of the file make no difference.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bpmn {

enum class Difference { Added, Removed, Changed };
std::string_view name_of(Difference difference);  // added, removed, changed

// A part that is one text: an attribute, a setting, a condition, or the ids of the elements in a
// lane with blanks between them.
struct Rewritten {
  std::string part;
  std::string before;  // empty: it was not there
  std::string after;
};

struct Differing {
  Difference what = Difference::Changed;
  std::string id;
  std::string name;  // as the later version has it, of what was removed the earlier
  std::string tag;   // "userTask", "sequenceFlow" …
  // Of a change: the attributes, settings ("jw:candidates") and other parts that differ, by name.
  std::vector<std::string> parts = {};
  std::vector<Rewritten> values = {};  // of those parts that are one text
};

// In the order of the later version, then what it has no more. Texts that are no BPMN have no
// elements.
std::vector<Differing> differences(std::string_view before, std::string_view after);

// What an element that others name is called, and of a flow the ids of what it leads from and to.
struct Called {
  std::string name;
  std::string tag;
  std::string from = {};
  std::string to = {};
};
std::map<std::string, Called, std::less<>> called_in(std::string_view text);  // by id

}  // namespace bpmn
