// Follows the HTML of a template letter by letter: where a placeholder would stand, what is open,
// and what no template may hold.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports {

enum class Where {
  Text,
  Style,      // inside of <style>
  Tag,        // between the attributes of a tag
  FreeValue,  // the value of an attribute that holds words: class, title, colspan …
  OtherValue,
};

class Markup {
 public:
  // What is wrong at this letter; empty: nothing. A problem is said where its tag ends.
  std::string feed(char letter);

  Where where() const;
  size_t open_count() const { return open_.size(); }
  const std::string& innermost() const { return open_.back(); }
  // What is opened from here on has to be closed before what lies outside.
  void set_floor(size_t floor) { floor_ = floor; }
  size_t floor() const { return floor_; }
  void forget_beyond(size_t count) { open_.resize(std::min(count, open_.size())); }
  bool has_style_begun() const { return state_ == State::Style; }

 private:
  enum class State { Text, TagBegin, TagName, Between, Name, AfterName, Value, Style };

  std::string feed_tag(char letter);
  std::string feed_value(char letter);
  std::string feed_style(char letter);
  std::string end_attribute();
  std::string end_tag();
  std::string close(const std::string& name);
  void begin_tag();

  State state_ = State::Text;
  std::vector<std::string> open_;
  size_t floor_ = 0;
  std::string tag_;
  std::string attribute_;
  std::string value_;
  std::string style_tail_;  // its last letters
  std::string problem_;     // of the tag being read
  char quote_ = 0;
  bool is_closing_ = false;
  bool is_self_closing_ = false;
};

}  // namespace reports
