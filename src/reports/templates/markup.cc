#include "reports/templates/markup.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace reports {
namespace {

using Words = std::set<std::string, std::less<>>;

const Words& elements() {
  static const Words all = {
      "div",     "span",     "p",          "h1",      "h2",      "h3",     "h4",    "h5",
      "h6",      "table",    "thead",      "tbody",   "tfoot",   "tr",     "th",    "td",
      "caption", "colgroup", "col",        "ul",      "ol",      "li",     "dl",    "dt",
      "dd",      "br",       "hr",         "b",       "strong",  "i",      "em",    "u",
      "s",       "small",    "sub",        "sup",     "section", "header", "main",  "footer",
      "article", "aside",    "figure",     "style",   "img",     "mark",   "pre",   "code",
      "address", "wbr",      "figcaption", "svg",     "g",       "path",   "rect",  "circle",
      "ellipse", "line",     "polyline",   "polygon", "text",    "tspan",  "center"};
  return all;
}

const Words& empty_elements() {
  static const Words all = {"br", "hr", "img", "col", "wbr"};
  return all;
}

// Their values are words and nothing else, so a placeholder may stand in them.
const Words& free_attributes() {
  static const Words all = {"class", "title", "alt", "id", "lang", "colspan", "rowspan"};
  return all;
}

bool is_space(char letter) {
  return letter == ' ' || letter == '\n' || letter == '\t' || letter == '\r';
}
bool is_letter(char letter) {
  return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool loads_something(std::string_view style) {
  const std::string text = base::lower_ascii(style);
  if (text.find("@import") != std::string::npos) return true;
  for (size_t at = text.find("url("); at != std::string::npos; at = text.find("url(", at + 1)) {
    std::string_view address = base::trim(std::string_view(text).substr(at + 4));
    if (!address.empty() && (address[0] == '"' || address[0] == '\'')) address.remove_prefix(1);
    if (!address.starts_with("data:")) return true;
  }
  return false;
}

}  // namespace

Where Markup::where() const {
  switch (state_) {
    case State::Text: return Where::Text;
    case State::Style: return Where::Style;
    case State::Value:
      return quote_ != 0 && free_attributes().contains(attribute_) ? Where::FreeValue
                                                                   : Where::OtherValue;
    default: return Where::Tag;
  }
}

std::string Markup::feed(char letter) {
  if (state_ == State::Style) return feed_style(letter);
  if (state_ == State::Value) return feed_value(letter);
  if (state_ == State::Text) {
    if (letter == '<') begin_tag();
    return {};
  }
  return feed_tag(letter);
}

void Markup::begin_tag() {
  state_ = State::TagBegin;
  tag_.clear();
  problem_.clear();
  is_closing_ = is_self_closing_ = false;
}

std::string Markup::feed_tag(char letter) {
  if (state_ == State::TagBegin) {
    if (letter == '/' && !is_closing_) {
      is_closing_ = true;
    } else if (is_letter(letter)) {
      state_ = State::TagName;
      tag_ += letter;
    } else {
      state_ = State::Text;
      return "a \"<\" that begins no element is written &lt;";
    }
    return {};
  }
  if (letter == '>') {
    if (state_ == State::Name) problem_ = end_attribute();
    return end_tag();
  }
  if (letter == '/') {
    is_self_closing_ = true;
    return {};
  }
  if (state_ == State::TagName) {
    if (is_space(letter)) state_ = State::Between;
    if (!is_space(letter)) tag_ += letter;
  } else if (letter == '=') {
    state_ = State::Value;
    value_.clear();
    quote_ = 0;
  } else if (is_space(letter)) {
    if (state_ == State::Name) state_ = State::AfterName;
  } else {
    if (state_ != State::Name) attribute_.clear();
    state_ = State::Name;
    attribute_ += letter;
  }
  return {};
}

std::string Markup::feed_value(char letter) {
  if (quote_ == 0) {
    if (is_space(letter) && value_.empty()) return {};
    if (letter == '"' || letter == '\'') {
      quote_ = letter;
      attribute_ = base::lower_ascii(attribute_);
      return {};
    }
    state_ = State::Between;
    return "the value of " + attribute_ + " stands in quotes";
  }
  if (letter != quote_) {
    value_ += letter;
    return {};
  }
  state_ = State::Between;
  const std::string found = end_attribute();
  if (problem_.empty()) problem_ = found;
  return {};
}

std::string Markup::end_attribute() {
  static const Words others = {"width", "height", "span"};
  const bool is_drawing = std::ranges::count(open_, "svg") > 0 || base::lower_ascii(tag_) == "svg";
  if (free_attributes().contains(attribute_) || others.contains(attribute_)) return {};
  if (attribute_ == "style")
    return loads_something(value_) ? "style: a template loads nothing" : "";
  if (attribute_ == "src")
    return value_.starts_with("data:image/") ? "" : "src: a picture stands inside, as data:image/…";
  const bool is_safe = !attribute_.starts_with("on") && !attribute_.ends_with("href");
  if (is_drawing && is_safe) return loads_something(value_) ? "a template loads nothing" : "";
  return "a template has no attribute " + attribute_;
}

std::string Markup::end_tag() {
  state_ = State::Text;
  tag_ = base::lower_ascii(tag_);
  if (!elements().contains(tag_)) return "a template has no element " + tag_;
  if (!problem_.empty()) return problem_;
  const bool is_empty = empty_elements().contains(tag_);
  if (is_closing_) return is_empty ? tag_ + " is never closed" : close(tag_);
  if (is_empty) return {};
  if (is_self_closing_)
    return std::ranges::count(open_, "svg") > 0 ? ""
                                                : tag_ + " does not close itself: </" + tag_ + ">";
  if (tag_ == "style" && !open_.empty()) return "style stands outside of all elements";
  open_.push_back(tag_);
  if (tag_ == "style") {
    state_ = State::Style;
    style_tail_.clear();
  }
  return {};
}

std::string Markup::close(const std::string& name) {
  if (open_.size() <= floor_) return "</" + name + ">: no " + name + " is open here";
  if (open_.back() != name) return "</" + name + ">: " + open_.back() + " is open";
  open_.pop_back();
  return {};
}

std::string Markup::feed_style(char letter) {
  style_tail_ += letter;
  if (style_tail_.ends_with("</style>")) {
    state_ = State::Text;
    const bool loads = loads_something(style_tail_);
    open_.pop_back();
    return loads ? "style: a template loads nothing" : "";
  }
  return {};
}

}  // namespace reports
