// What the engine refuses to deploy a model for, in Chinese.
#pragma once

#include <span>
#include <string_view>

namespace packs {

// `said` has a hole "*" for each word that differs; `zh` names it by its number: "{1}", or "<1>"
// where the word is the kind of an event ("timer").
struct ProblemRow {
  std::string_view code;
  std::string_view said;
  std::string_view zh;
};

// Earlier rows win.
std::span<const ProblemRow> model_rows();

// "定时" for "timer"; other words stay as they are.
std::string_view kind_of_event_in_chinese(std::string_view kind);

}  // namespace packs
