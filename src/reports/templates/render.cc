// A read template with what it is given: HTML out. Texts are escaped for where they stand.
#include <algorithm>
#include <cctype>

#include "base/text.h"
#include "reports/reports.h"
#include "reports/templates/part.h"

namespace reports {
namespace {

using Block = Template::Block;
using Part = Template::Part;

constexpr size_t rounds_max = 20'000;
constexpr size_t page_max = 16 << 20;

std::string text_of(const feel::Value& value, std::string_view separator) {
  switch (value.kind()) {
    case feel::Kind::Null: return {};
    case feel::Kind::String: return value.text();
    case feel::Kind::Context: return text_of(value["text"], separator);
    case feel::Kind::List: {
      std::vector<std::string> texts;
      for (const auto& item : value.items()) texts.push_back(text_of(item, separator));
      std::erase(texts, "");
      return base::join(texts, separator);
    }
    default: return feel::to_text(value);
  }
}

// A string of CSS that nothing can end: whatever is not plain is written as its code.
std::string css_string(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string out = "\"";
  for (const char letter : text) {
    const auto code = static_cast<unsigned char>(letter);
    const bool is_plain = std::isalnum(code) != 0 || code >= 0x80 || letter == ' ';
    if (is_plain) {
      out += letter;
    } else {
      out += '\\';
      out += digits[code >> 4];
      out += digits[code & 15];
      out += ' ';
    }
  }
  return out + "\"";
}

bool is_picture(std::string_view address) {
  const auto is_base64 = [](unsigned char letter) {
    return std::isalnum(letter) != 0 || letter == '+' || letter == '/' || letter == '=';
  };
  const size_t data = address.find(";base64,");
  return address.starts_with("data:image/") && data != std::string_view::npos &&
         std::ranges::all_of(address.substr(data + 8), is_base64);
}

class Renderer {
 public:
  Renderer(feel::Evaluation& evaluation, std::string_view file)
      : evaluation_(evaluation), file_(file) {}

  std::string take() { return std::move(out_); }

  void add(const Block& block, const feel::Names& names) {
    for (const Part& part : block.parts) {
      if (out_.size() > page_max) return;
      add(part, names);
    }
  }

 private:
  void add(const Part& part, const feel::Names& names) {
    switch (part.kind) {
      case PartKind::Text: out_ += part.text; break;
      case PartKind::Value: add_text(part, names); break;
      case PartKind::For: add_rounds(part, names); break;
      case PartKind::If: add_branch(part, names); break;
      case PartKind::Qr: {
        const std::string text = text_of(value_of(part, names), " ");
        if (!text.empty()) out_ += qr_svg(text);
        break;
      }
      case PartKind::Image: add_picture(value_of(part, names)); break;
    }
  }

  feel::Value value_of(const feel::Expression& expression, const feel::Names& names) {
    evaluation_.source = file_;
    return expression.evaluate(names, evaluation_);
  }
  feel::Value value_of(const Part& part, const feel::Names& names) {
    return part.expression ? value_of(*part.expression, names) : feel::Value();
  }

  void add_text(const Part& part, const feel::Names& names) {
    const std::string text = text_of(value_of(part, names), separator(names));
    out_ += part.within == Within::Style ? css_string(text) : base::html_escape(text);
  }

  static std::string separator(const feel::Names& names) {
    const auto paper = names.find("paper");
    return paper && (*paper)["language"].text_or_empty() == "en" ? ", " : "、";
  }

  void add_rounds(const Part& part, const feel::Names& names) {
    const feel::Value list = value_of(part, names);
    if (!list.is(feel::Kind::List) || list.items().empty()) {
      if (part.branches.size() > 1) add(part.branches[1].block, names);
      return;
    }
    int64_t index = 0;
    for (const auto& item : list.items()) {
      if (++rounds_ > rounds_max) return;
      const feel::ContextNames own(
          feel::Fields().set("index", ++index).set(part.text, item).build());
      const feel::NestedNames inner(own, names);
      add(part.branches[0].block, inner);
    }
  }

  void add_branch(const Part& part, const feel::Names& names) {
    for (const Branch& branch : part.branches) {
      if (branch.when && !value_of(*branch.when, names).is_true()) continue;
      return add(branch.block, names);
    }
  }

  void add_picture(const feel::Value& value) {
    const feel::Value& picture = value.is(feel::Kind::Context) ? value["picture"] : value;
    for (const auto& one :
         picture.is(feel::Kind::List) ? picture.items() : std::span(&picture, 1)) {
      const std::string address = one.text_or_empty();
      if (is_picture(address))
        out_ += "<img class=\"picture\" alt=\"\" src=\"" + base::html_escape(address) + "\">";
    }
  }

  feel::Evaluation& evaluation_;
  std::string file_;
  std::string out_;
  size_t rounds_ = 0;
};

std::string rendered(const Block& block, const feel::Names& names, feel::Evaluation& evaluation,
                     std::string_view file) {
  Renderer renderer(evaluation, file);
  renderer.add(block, names);
  return renderer.take();
}

}  // namespace

Template::Page Template::render(const feel::Names& names, feel::Evaluation& evaluation) const {
  return {rendered(*style_, names, evaluation, file_), rendered(*body_, names, evaluation, file_)};
}

}  // namespace reports
