// Reads a template: text in, parts and every problem with its place out.
#include <algorithm>
#include <cctype>
#include <charconv>

#include "base/text.h"
#include "reports/templates/markup.h"
#include "reports/templates/part.h"

namespace reports {
namespace {

using Block = Template::Block;
using Part = Template::Part;

constexpr size_t text_max = 1 << 20;
constexpr size_t nested_max = 32;

bool is_name(std::string_view text) {
  const auto is_part = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '_' || c >= 0x80;
  };
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text[0])) == 0 &&
         std::ranges::all_of(text, is_part);
}

// A block that is being read, and where its markup stood when it began.
struct Opened {
  Part part;
  Where where = Where::Text;
  size_t floor = 0;
  size_t floor_before = 0;
  Place place;
  bool has_else = false;
};

class Reader {
 public:
  Reader(std::string_view text, std::string_view file) : text_(text), file_(file) {}

  void read() {
    if (text_.size() > text_max) return say({}, "more than 1 MB");
    read_head();
    while (at_ < text_.size()) read_some();
    flush();
    for (const Opened& opened : opened_) say(opened.place, "no {% end %} follows");
    if (markup_.where() == Where::Tag) say(place(at_), "a tag is not closed");
    if (opened_.empty() && markup_.open_count() > 0)
      say(place(at_), markup_.innermost() + " is not closed");
  }

  std::string title, record;
  Block body, style;
  std::vector<base::Problem> problems;

 private:
  Place place(size_t offset) const {
    Place found{1, 1};
    for (size_t i = 0; i < offset && i < text_.size(); ++i) {
      if (text_[i] == '\n') {
        ++found.line;
        found.column = 1;
      } else if ((static_cast<unsigned char>(text_[i]) & 0xC0) != 0x80) {
        ++found.column;
      }
    }
    return found;
  }

  void say(Place where, std::string text) {
    problems.push_back({file_, where.line, where.column, std::move(text)});
  }

  // <!-- title: 验收单 | record: acceptance_certificate -->
  void read_head() {
    const size_t end = text_.find("-->");
    if (!text_.starts_with("<!--") || end == std::string_view::npos)
      return say({1, 1}, "begins with <!-- title: … -->");
    for (const std::string& entry : base::split(text_.substr(4, end - 4), '|')) {
      const size_t colon = entry.find(':');
      const std::string key(base::trim(std::string_view(entry).substr(0, colon)));
      const std::string value(
          colon == std::string::npos ? "" : base::trim(std::string_view(entry).substr(colon + 1)));
      if (key == "title") {
        title = value;
      } else if (key == "record") {
        record = value.substr(value.find('.') + 1);
      } else {
        say({1, 1}, "unknown key " + key + " of the head; it has title and record");
      }
    }
    if (title.empty()) say({1, 1}, "the head has no title");
    at_ = end + 3;
  }

  void read_some() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("{{")) return read_value();
    if (rest.starts_with("{%")) return read_tag();
    if (rest.starts_with("<!--") && markup_.where() == Where::Text) {
      const size_t end = rest.find("-->");
      if (end == std::string_view::npos) say(place(at_), "a comment is not closed");
      at_ = end == std::string_view::npos ? text_.size() : at_ + end + 3;
      return;
    }
    read_letter();
  }

  void read_letter() {
    const bool was_style = markup_.has_style_begun();
    const auto problem = markup_.feed(text_[at_]);
    if (!problem.empty()) say(place(at_), problem);
    literal_ += text_[at_++];
    if (markup_.has_style_begun() == was_style) return;
    const std::string_view tag = was_style ? "</style>" : "<style";
    const size_t begun = literal_.rfind(tag);
    literal_.resize(begun == std::string::npos ? 0 : begun);
    flush_into(was_style ? style : body);
    if (!was_style && (!style.parts.empty() || !opened_.empty()))
      say(place(at_), "a template has one style, outside of all blocks");
  }

  Block& target() {
    if (!opened_.empty()) return opened_.back().part.branches.back().block;
    return markup_.has_style_begun() ? style : body;
  }
  void flush() { flush_into(target()); }
  void flush_into(Block& block) {
    if (literal_.empty()) return;
    Part part;
    part.text = std::move(literal_);
    block.parts.push_back(std::move(part));
    literal_.clear();
  }

  // The text up to `end`, outside of strings and inner braces; moves behind it.
  std::string_view inside(std::string_view end) {
    const size_t begin = at_ + 2;
    int depth = 0;
    bool is_text = false;
    for (size_t i = begin; i < text_.size(); ++i) {
      const char letter = text_[i];
      if (is_text) {
        if (letter == '\\') ++i;
        is_text = letter != '"';
        continue;
      }
      if (depth == 0 && text_.substr(i).starts_with(end)) {
        at_ = i + 2;
        return text_.substr(begin, i - begin);
      }
      is_text = letter == '"';
      depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
    }
    say(place(at_), "no " + std::string(end) + " follows");
    at_ = text_.size();
    return {};
  }

  std::optional<feel::Expression> compile(std::string_view text, Place& where) {
    const std::string_view inner = base::trim(text);
    where = place(static_cast<size_t>(inner.data() - text_.data()));
    if (inner.empty()) {
      where = place(at_ - 2);
      say(where, "FEEL is missing");
      return {};
    }
    auto compiled = feel::compile(inner, {});
    if (compiled) return std::move(compiled).value();
    Place wrong = where;
    const std::string& told = compiled.error().place;
    int line = 1, column = 1;
    std::from_chars(told.data(), told.data() + told.size(), line);
    if (const size_t colon = told.find(':'); colon != std::string::npos)
      std::from_chars(told.data() + colon + 1, told.data() + told.size(), column);
    wrong.column = line == 1 ? where.column + column - 1 : column;
    wrong.line += line - 1;
    say(wrong, compiled.error().detail);
    return {};
  }

  bool may_stand_here(Place where) {
    switch (markup_.where()) {
      case Where::Text:
      case Where::Style:
      case Where::FreeValue: return true;
      case Where::Tag:
        say(where, "stands in a tag: only inside of the quotes of an attribute");
        break;
      case Where::OtherValue:
        say(where,
            "stands in an attribute that takes none: class, title, alt, id, lang, colspan, "
            "rowspan do");
    }
    return false;
  }

  void read_value() {
    const Place begun = place(at_);
    may_stand_here(begun);
    flush();
    Part part;
    part.kind = PartKind::Value;
    part.within = markup_.where() == Where::Style ? Within::Style : Within::Markup;
    part.expression = compile(inside("}}"), part.place);
    if (part.expression) target().parts.push_back(std::move(part));
  }

  void read_tag() {
    const Place begun = place(at_);
    may_stand_here(begun);
    flush();
    const std::string_view tag = base::trim(inside("%}"));
    if (at_ < text_.size() && markup_.where() == Where::Text) skip_line_end();
    const size_t blank = std::min(tag.find_first_of(" \n\t"), tag.size());
    const std::string_view word = tag.substr(0, blank);
    const std::string_view rest = tag.substr(blank);
    if (word == "for") return begin_for(rest, begun);
    if (word == "if") return begin_if(rest, begun);
    if (word == "elif") return add_branch(rest, begun);
    if (word == "else") return add_else(rest, begun);
    if (word == "end") return end_block(begun);
    if (word == "qr" || word == "image") return add_picture(word, rest, begun);
    say(begun, "unknown \"" + std::string(word) + "\": for, if, elif, else, end, qr, image");
  }

  // A tag that stands on a line of its own leaves none.
  void skip_line_end() {
    const size_t next = text_.find_first_not_of(" \t", at_);
    if (next != std::string_view::npos && text_[next] == '\n') at_ = next + 1;
  }

  void add_picture(std::string_view word, std::string_view rest, Place begun) {
    if (markup_.where() != Where::Text) say(begun, std::string(word) + " stands between elements");
    Part part;
    part.kind = word == "qr" ? PartKind::Qr : PartKind::Image;
    part.expression = compile(rest, part.place);
    if (part.expression) target().parts.push_back(std::move(part));
  }

  void begin(Part part, Place begun) {
    if (opened_.size() >= nested_max) say(begun, "more than 32 blocks in each other");
    Opened opened;
    opened.part = std::move(part);
    opened.where = markup_.where();
    opened.floor = markup_.open_count();
    opened.floor_before = markup_.floor();
    opened.place = begun;
    markup_.set_floor(opened.floor);
    opened_.push_back(std::move(opened));
  }

  void begin_for(std::string_view rest, Place begun) {
    rest = base::trim(rest);
    const size_t blank = std::min(rest.find_first_of(" \n\t"), rest.size());
    Part part;
    part.kind = PartKind::For;
    part.text = std::string(rest.substr(0, blank));
    rest = rest.substr(blank);
    const size_t skipped = std::min(rest.find_first_not_of(" \n\t"), rest.size());
    rest.remove_prefix(skipped);
    const bool is_said = is_name(part.text) && rest.starts_with("in") && rest.size() > 2 &&
                         std::isspace(static_cast<unsigned char>(rest[2])) != 0;
    if (!is_said) {
      say(begun, "written {% for NAME in FEEL %}");
    } else {
      part.expression = compile(rest.substr(2), part.place);
    }
    part.branches.emplace_back();
    begin(std::move(part), begun);
  }

  void begin_if(std::string_view rest, Place begun) {
    Part part;
    part.kind = PartKind::If;
    part.branches.emplace_back();
    part.branches.back().when = compile(rest, part.branches.back().place);
    begin(std::move(part), begun);
  }

  // Nothing is open that the branch opened, and the markup stands where it stood.
  void end_branch(Place where) {
    const Opened& opened = opened_.back();
    if (markup_.open_count() > opened.floor) {
      say(where, markup_.innermost() + " is not closed in its block");
      markup_.forget_beyond(opened.floor);
    }
    if (markup_.where() != opened.where) say(where, "the block ends in other markup than it began");
  }

  void add_branch(std::string_view rest, Place begun) {
    if (opened_.empty() || opened_.back().part.kind != PartKind::If || opened_.back().has_else)
      return say(begun, "elif: no if is open here");
    end_branch(begun);
    Branch branch;
    branch.when = compile(rest, branch.place);
    opened_.back().part.branches.push_back(std::move(branch));
  }

  void add_else(std::string_view rest, Place begun) {
    if (!base::trim(rest).empty()) say(begun, "else takes no condition: elif");
    if (opened_.empty() || opened_.back().has_else)
      return say(begun, "else: no block is open here");
    end_branch(begun);
    opened_.back().has_else = true;
    opened_.back().part.branches.emplace_back();
  }

  void end_block(Place begun) {
    if (opened_.empty()) return say(begun, "end: no block is open here");
    end_branch(begun);
    Opened opened = std::move(opened_.back());
    opened_.pop_back();
    markup_.set_floor(opened.floor_before);
    target().parts.push_back(std::move(opened.part));
  }

  std::string_view text_;
  std::string file_;
  size_t at_ = 0;
  std::string literal_;
  Markup markup_;
  std::vector<Opened> opened_;
};

}  // namespace

Template::Read Template::read(std::string_view text, std::string_view file) {
  Reader reader(text, file);
  reader.read();
  Read result;
  result.problems = std::move(reader.problems);
  if (!result.problems.empty()) return result;
  auto made = std::make_shared<Template>();
  made->file_ = file;
  made->title_ = reader.title;
  made->record_ = reader.record;
  made->style_ = std::make_shared<const Block>(std::move(reader.style));
  made->body_ = std::make_shared<const Block>(std::move(reader.body));
  result.result = std::move(made);
  return result;
}

}  // namespace reports
