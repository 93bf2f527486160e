#include "feel/read_back.h"

namespace feel {
namespace {

constexpr int kDepthMax = 200;  // what is deeper is left to the parser

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::optional<Value> whole() {
    auto found = value(0);
    if (at_ != text_.size()) return {};
    return found;
  }

 private:
  bool take(std::string_view symbol) {
    if (!text_.substr(at_).starts_with(symbol)) return false;
    at_ += symbol.size();
    return true;
  }

  std::optional<Value> value(int depth) {
    if (at_ >= text_.size() || depth > kDepthMax) return {};
    switch (text_[at_]) {
      case '"': return text();
      case '[': return list(depth);
      case '{': return context(depth);
      case 'n': return take("null") ? std::optional(Value()) : std::nullopt;
      case 't': return take("true") ? std::optional(Value(true)) : std::nullopt;
      case 'f': return take("false") ? std::optional(Value(false)) : std::nullopt;
      default: return number();
    }
  }

  std::optional<Value> number() {
    const size_t end = std::min(text_.find_first_not_of("0123456789.-+E", at_), text_.size());
    const auto parsed = base::Decimal::parse(text_.substr(at_, end - at_));
    if (!parsed || !parsed->is_finite()) return {};
    at_ = end;
    return Value(*parsed);
  }

  std::optional<std::string> quoted() {
    std::string made;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '"') return ++at_, made;
      if (c != '\\') {
        made.push_back(c);
        continue;
      }
      if (++at_ == text_.size()) return {};
      switch (text_[at_]) {
        case '"': made.push_back('"'); break;
        case '\\': made.push_back('\\'); break;
        case 'n': made.push_back('\n'); break;
        case 'r': made.push_back('\r'); break;
        case 't': made.push_back('\t'); break;
        default: return {};
      }
    }
    return {};
  }

  std::optional<Value> text() {
    auto made = quoted();
    if (!made) return {};
    return Value(std::move(*made));
  }

  std::optional<Value> list(int depth) {
    Values items;
    ++at_;
    if (take("]")) return Value::list(std::move(items));
    do {
      auto item = value(depth + 1);
      if (!item) return {};
      items.push_back(std::move(*item));
    } while (take(", "));
    if (!take("]")) return {};
    return Value::list(std::move(items));
  }

  std::optional<std::string> name() {
    if (at_ < text_.size() && text_[at_] == '"') return quoted();
    const size_t end = std::min(text_.find_first_of(":\"{}[](),/`", at_), text_.size());
    std::string made(text_.substr(at_, end - at_));
    at_ = end;
    if (made.empty()) return {};
    return made;
  }

  std::optional<Value> context(int depth) {
    Fields fields;
    ++at_;
    if (take("}")) return fields.build();
    do {
      auto named = name();
      if (!named || !take(": ")) return {};
      auto held = value(depth + 1);
      if (!held) return {};
      fields.set(std::move(*named), std::move(*held));
    } while (take(", "));
    if (!take("}")) return {};
    return fields.build();
  }

  std::string_view text_;
  size_t at_ = 0;
};

}  // namespace

std::optional<Value> read_back(std::string_view printed) { return Reader(printed).whole(); }

}  // namespace feel
