#include "feel/closed.h"

#include <vector>

namespace feel {
namespace {

class Beginning {
 public:
  explicit Beginning(std::string_view text) : text_(text) {}

  std::optional<Closed> closed() {
    for (; at_ < text_.size(); ++at_) look();
    if (open_.empty() && !is_in_quotes_) return {};
    Closed made;
    if (is_in_quotes_ && is_of_a_text_) {
      // What escapes is cut off with what it would escape.
      made.text = std::string(text_.substr(0, text_.size() - (is_escaped_ ? 1 : 0))) + "\"";
      made.closers = 1;
    } else {
      forget_empty();
      made.text = text_.substr(0, whole_);
    }
    for (auto each = open_.rbegin(); each != open_.rend(); ++each)
      made.text += text_[each->at] == '[' ? ']' : '}';
    made.closers += open_.size();
    return made;
  }

 private:
  void look() {
    const char c = text_[at_];
    if (is_in_quotes_) {
      const bool is_end = c == '"' && !is_escaped_;
      is_escaped_ = c == '\\' && !is_escaped_;
      is_in_quotes_ = !is_end;
    } else if (c == '"') {
      is_in_quotes_ = true;
      is_of_a_text_ = begins_a_value();
    } else if (c == '[' || c == '{') {
      open_.push_back({at_, whole_});
      whole_ = at_ + 1;
    } else if ((c == ']' || c == '}') && !open_.empty()) {
      open_.pop_back();
      whole_ = at_ + 1;
    } else if (c == ',') {
      whole_ = at_;
    }
  }

  // What has nothing whole in it yet may be a range as well.
  void forget_empty() {
    while (!open_.empty() && whole_ == open_.back().at + 1) {
      whole_ = open_.back().whole_before;
      open_.pop_back();
    }
  }

  // In quotes are names and the ends of ranges, too.
  bool begins_a_value() const {
    const std::string_view before = text_.substr(0, at_);
    if (open_.empty()) return before.empty();
    if (text_[open_.back().at] == '{') return before.ends_with(": ");
    return before.ends_with("[") || before.ends_with(", ");
  }

  struct Bracket {
    size_t at = 0;
    size_t whole_before = 0;
  };
  std::string_view text_;
  size_t at_ = 0;
  std::vector<Bracket> open_;
  size_t whole_ = 0;  // up to here nothing is cut in two
  bool is_in_quotes_ = false;
  bool is_of_a_text_ = false;
  bool is_escaped_ = false;
};

}  // namespace

std::optional<Closed> closed(std::string_view beginning) { return Beginning(beginning).closed(); }

}  // namespace feel
