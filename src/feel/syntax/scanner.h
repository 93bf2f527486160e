// Characters, white space, words and names of FEEL text. Names depend on the scope: several words
// that stand side by side are one name, and known names may hold operators and key words.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "feel/nodes/node.h"

namespace feel {

struct Shape;  // feel/value/cells.h

// Leaves the parser at the first error; never leaves compile().
struct SyntaxError : std::runtime_error {
  Place place;
  SyntaxError(Place p, const std::string& what) : std::runtime_error(what), place(p) {}
};

class Scanner {
 public:
  explicit Scanner(std::string_view text);

  size_t position() const { return at_; }
  void rewind(size_t position) { at_ = position; }
  Place place_of(size_t position);
  Place place() { return skip(), place_of(at_); }
  [[noreturn]] void fail(const std::string& what);

  void skip() {  // white space and comments
    if (at_ < text_.size() && text_[at_] > ' ' && text_[at_] != '/') return;
    skip_blanks();
  }
  bool is_at_end() { return skip(), at_ >= text_.size(); }
  char peek() { return skip(), at_ < text_.size() ? text_[at_] : '\0'; }
  bool is_at(std::string_view symbol) {
    return peek() == symbol[0] && text_.substr(at_).starts_with(symbol);
  }
  bool take(std::string_view symbol);
  void expect(std::string_view symbol);
  bool is_at_word(std::string_view word);
  bool take_word(std::string_view word);
  void expect_word(std::string_view word);
  bool is_at_name();
  bool is_at_number();
  // Whether "[" here ends a range: what follows it starts no expression.
  bool closes_range();

  std::string number();  // its text
  std::string string();  // its value, escapes resolved
  // The longest name here: one in scope, or words side by side up to a key word.
  std::string name();
  // The same behind a dot, of the known members: those of `own` only, when it is there.
  std::string member(const Shape* own);
  std::string back_quoted_name();
  // The text up to a colon as a name, when it may be one: keys and named arguments.
  bool take_key(std::string& key);

  // Names in scope that hold operators or key words; taken back in reverse order.
  void know(const std::string& name);
  void forget(const std::string& name);
  // Members are names behind a dot and within a filter; elsewhere "a-b" stays a difference.
  void know_member(const std::string& name);
  void enter_filter() { ++filters_; }
  void leave_filter() { --filters_; }
  size_t known_match(std::string& name) const;  // end of the longest name in scope here, 0 if none

 private:
  void skip_blanks();
  struct Known {
    std::string name;
    std::vector<std::string> parts;
  };
  using KnownByStart = std::map<std::string, std::vector<Known>, std::less<>>;
  static const KnownByStart& built_in();  // awkward names of functions
  static void add(KnownByStart& to, const std::string& name);
  std::string_view word_at(size_t position) const;
  bool is_stop_word(size_t position) const;
  size_t match(const Known& known) const;
  // Moves `best` to the end of the longest of them when that lies behind it.
  void match_longest(const KnownByStart& names, const Shape* own, size_t& best,
                     std::string& name) const;
  std::string take_longest(size_t known_end, std::string known);
  void read_escape(std::string& into);

  std::string_view text_;
  size_t at_ = 0;
  std::vector<size_t> lines_;
  size_t counted_to_ = 0;  // columns are counted up to here
  int counted_ = 0;
  KnownByStart known_;
  KnownByStart members_;
  int filters_ = 0;
};

// Joins the parts of a name as written to one form: words parted by one space.
std::string normal_name(std::string_view text);
size_t space_length(std::string_view text, size_t at);

}  // namespace feel
