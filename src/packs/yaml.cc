#include "packs/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "base/text.h"

namespace packs {

namespace {

constexpr size_t file_size_max = 1 << 20;
constexpr size_t depth_max = 32;

// Ends the reading of a document that is too deep.
struct TooDeep {};

// Turns columns counted in bytes into columns counted in characters.
class Columns {
 public:
  explicit Columns(std::string_view text) {
    size_t begin = 0;
    while (begin <= text.size()) {
      const size_t end = std::min(text.find('\n', begin), text.size());
      lines_.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  Mark mark(const YAML::Mark& mark) const {
    if (mark.is_null()) return {};
    const auto line = static_cast<size_t>(mark.line);
    if (line >= lines_.size()) return {mark.line + 1, mark.column + 1};
    const auto before = lines_[line].substr(0, static_cast<size_t>(mark.column));
    const auto characters = std::count_if(before.begin(), before.end(), [](char c) {
      return (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    });
    return {mark.line + 1, static_cast<int>(characters) + 1};
  }

 private:
  std::vector<std::string_view> lines_;
};

// Builds nodes from the events of yaml-cpp's parser.
class Builder final : public YAML::EventHandler {
 public:
  Builder(std::string_view text, std::string_view file, Document& document)
      : columns_(text), file_(file), document_(document) {}

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_anchor(mark, anchor);
    Node node;
    node.mark = columns_.mark(mark);
    add(std::move(node));
  }
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    report(mark, "aliases (*name) are not allowed");
    OnNull(mark, 0);
  }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    Node node;
    node.kind = Node::Kind::Scalar;
    node.mark = columns_.mark(mark);
    node.text = value;
    node.is_quoted = tag == "!";
    add(std::move(node));
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::List);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    open(mark, tag, anchor, Node::Kind::Map);
  }
  void OnMapEnd() override { close(); }

 private:
  struct Frame {
    Node node;
    bool has_key = false;
    bool is_refused = false;  // the key was a duplicate or no text: its value is dropped
    std::string key;
    Mark key_mark;
  };

  void report(const YAML::Mark& mark, std::string text) {
    const Mark place = columns_.mark(mark);
    report(place, std::move(text));
  }
  void report(Mark mark, std::string text) {
    document_.problems.push_back({file_, mark.line, mark.column, std::move(text)});
  }
  void refuse_anchor(const YAML::Mark& mark, YAML::anchor_t anchor) {
    if (anchor != 0) report(mark, "anchors (&name) are not allowed");
  }
  void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
    if (!tag.empty() && tag != "?" && tag != "!")
      report(mark, "tags (" + tag + ") are not allowed");
  }
  void open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            Node::Kind kind) {
    refuse_anchor(mark, anchor);
    refuse_tag(mark, tag);
    if (open_.size() >= depth_max) {
      report(mark, "nested deeper than " + std::to_string(depth_max) + " levels");
      throw TooDeep{};
    }
    open_.push_back({});
    open_.back().node.kind = kind;
    open_.back().node.mark = columns_.mark(mark);
  }
  void close() {
    Node node = std::move(open_.back().node);
    open_.pop_back();
    add(std::move(node));
  }
  void add(Node node) {
    if (open_.empty()) {
      document_.root = std::move(node);
      return;
    }
    Frame& frame = open_.back();
    if (frame.node.kind == Node::Kind::List) {
      frame.node.items.push_back(std::move(node));
    } else if (!frame.has_key) {
      take_key(frame, std::move(node));
    } else {
      frame.has_key = false;
      if (frame.is_refused) return;
      frame.node.entries.push_back({std::move(frame.key), frame.key_mark, std::move(node)});
    }
  }
  void take_key(Frame& frame, Node node) {
    frame.has_key = true;
    frame.is_refused = true;
    if (!node.is_scalar()) return report(node.mark, "a key must be a text");
    if (node.text == "<<") return report(node.mark, "merge keys (<<) are not allowed");
    if (frame.node.find(node.text)) return report(node.mark, "duplicate key: " + node.text);
    frame.is_refused = false;
    frame.key = std::move(node.text);
    frame.key_mark = node.mark;
  }

  Columns columns_;
  std::string file_;
  Document& document_;
  std::vector<Frame> open_;
};

bool looks_like_number(std::string_view text) {
  size_t i = !text.empty() && text[0] == '-' ? 1 : 0;
  const size_t first = i;
  size_t points = 0;
  for (; i < text.size(); ++i) {
    if (text[i] == '.')
      ++points;
    else if (text[i] < '0' || text[i] > '9')
      return false;
  }
  if (i == first || points > 1 || text.back() == '.' || text[first] == '.') return false;
  const bool has_leading_zero =
      text[first] == '0' && first + 1 < text.size() && text[first + 1] != '.';
  return !has_leading_zero;
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry.value;
  return nullptr;
}

std::string Node::text_of(std::string_view key) const {
  const Node* node = find(key);
  return node && node->is_scalar() ? node->text : std::string();
}

std::vector<std::string> Node::texts() const {
  std::vector<std::string> result;
  if (is_scalar()) result.push_back(text);
  for (const Node& item : items)
    if (item.is_scalar()) result.push_back(item.text);
  return result;
}

std::vector<std::string> Node::texts_of(std::string_view key) const {
  const Node* node = find(key);
  return node ? node->texts() : std::vector<std::string>();
}

bool Node::is_true(std::string_view key) const { return text_of(key) == "true"; }

Document read_yaml(std::string_view text, std::string_view file) {
  Document document;
  const std::string name(file);
  if (text.size() > file_size_max) {
    document.problems.push_back({name, 0, 0, "larger than 1 MB"});
    return document;
  }
  if (!base::is_utf8(text)) {
    document.problems.push_back({name, 0, 0, "not UTF-8"});
    return document;
  }
  try {
    Builder builder(text, file, document);
    std::istringstream stream{std::string(text)};
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(builder)) return document;
    Document second;
    Builder rest(text, file, second);
    if (parser.HandleNextDocument(rest)) {
      document.problems.push_back(
          {name, second.root.mark.line, second.root.mark.column, "only one document a file"});
    }
  } catch (const TooDeep&) {
    document.root = {};
  } catch (const YAML::Exception& failure) {
    document.root = {};
    const Mark mark = Columns(text).mark(failure.mark);
    document.problems.push_back({name, mark.line, mark.column, failure.msg});
  }
  return document;
}

base::Json to_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::Null: return nullptr;
    case Node::Kind::List: {
      base::JsonArray items;
      for (const Node& item : node.items) items.push_back(to_json(item));
      return items;
    }
    case Node::Kind::Map: {
      base::JsonObject object;
      for (const auto& entry : node.entries) object[entry.key] = to_json(entry.value);
      return object;
    }
    case Node::Kind::Scalar: break;
  }
  const std::string& text = node.text;
  if (node.is_quoted) return base::Json(text);
  if (text == "true") return true;
  if (text == "false") return false;
  const auto digits =
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!looks_like_number(text) || digits > 15) return base::Json(text);
  if (text.find('.') == std::string::npos) return base::Json(std::stoll(text));
  double real = 0;
  std::from_chars(text.data(), text.data() + text.size(), real);
  return base::Json(real);
}

}  // namespace packs
