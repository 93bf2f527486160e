// The language of print templates: HTML with placeholders that are FEEL.
//
//   {{ EXPR }}                 the text of a value, escaped for where it stands
//   {% for NAME in EXPR %} … {% else %} … {% end %}
//   {% if EXPR %} … {% elif EXPR %} … {% else %} … {% end %}
//   {% qr EXPR %}              a QR code; nothing where the text is empty
//   {% image EXPR %}           a picture of the paper; nothing where there is none
//
// A template is the inside of a page with at most one <style>. It cannot load, run or link
// anything, and closes in every block what it opens there.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "feel/feel.h"

namespace reports {

// What a value has, for the check of names: members, or what a list holds. One that is open may
// have any.
struct TemplateShape {
  bool is_open = true;
  std::map<std::string, std::shared_ptr<const TemplateShape>, std::less<>> members;
  std::shared_ptr<const TemplateShape> item;
};
using ShapeRef = std::shared_ptr<const TemplateShape>;
ShapeRef open_shape();
ShapeRef shape_of(std::map<std::string, ShapeRef, std::less<>> members);
ShapeRef list_shape(ShapeRef item);

class Template {
 public:
  struct Part;   // private
  struct Block;  // private
  struct Read;

  // Every problem has its place in `file`. With problems there is no template.
  static Read read(std::string_view text, std::string_view file);

  const std::string& title() const { return title_; }
  const std::string& record() const { return record_; }
  const std::string& file() const { return file_; }

  // Names and functions that `scope` lacks.
  std::vector<base::Problem> check(const TemplateShape& scope,
                                   const feel::HostFunctions& functions) const;

  struct Page {
    std::string style;
    std::string body;
  };
  // Names see what was given; an expression that fails prints nothing.
  Page render(const feel::Names& names, feel::Evaluation& evaluation) const;

 private:
  std::string file_;
  std::string title_;   // of the head, Chinese
  std::string record_;  // the record type that it prints; empty: any matter
  std::shared_ptr<const Block> style_;
  std::shared_ptr<const Block> body_;
};
struct Template::Read {
  std::shared_ptr<const Template> result;
  std::vector<base::Problem> problems;
};

// What templates may call beside the built-in functions of FEEL: say(zh, en), in_words(amount),
// in_figures(amount), date_in_words(date). `language` is zh or en.
feel::HostFunctions template_functions(std::string_view language);

struct Sheet {
  std::string title;
  Template::Page page;
};
// One document for a browser to print; each sheet begins on a new page and keeps its styles to
// itself.
//
// `left_out`: how many were asked for that are not in it; the page says so on the screen.
std::string document(std::string_view language, const std::vector<Sheet>& sheets,
                     size_t left_out = 0);

}  // namespace reports
