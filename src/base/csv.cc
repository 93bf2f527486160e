#include "base/csv.h"

#include <algorithm>

#include "base/text.h"

namespace base {

namespace {

// A leading minus is harmless in front of a number.
bool could_run(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+@\t\r").find(cell[0]) != std::string_view::npos) return true;
  return cell[0] == '-' && cell.find_first_not_of("0123456789.,", 1) != std::string_view::npos;
}

std::string csv_cell(const std::string& text) {
  std::string cell = could_run(text) ? "'" + text : text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

bool is_blank(const CsvLine& line) {
  return std::ranges::all_of(line.cells,
                             [](const std::string& cell) { return trim(cell).empty(); });
}

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {}

  Result<std::vector<CsvLine>> read() {
    if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
    while (at_ < text_.size()) {
      CsvLine line{line_, {}};
      bool has_more = true;
      while (has_more) {
        std::string cell;
        if (!read_cell(cell)) {
          return in_file(refusal("request.malformed"), line.line,
                         {"引号没有成对，或出现在单元格中间",
                          "a quote is not closed or stands inside of a cell"});
        }
        line.cells.push_back(std::move(cell));
        has_more = at_ < text_.size() && text_[at_] == ',';
        if (has_more) ++at_;
      }
      end_line();
      if (is_blank(line)) {
        ++blank_;
      } else {
        lines_.push_back(std::move(line));
      }
    }
    return std::move(lines_);
  }
  int64_t blank_lines() const { return blank_; }

 private:
  bool read_cell(std::string& cell) {
    if (at_ < text_.size() && text_[at_] == '"') return read_quoted(cell);
    while (!is_at_end_of_cell()) {
      if (text_[at_] == '"') return false;
      cell += text_[at_++];
    }
    return true;
  }

  bool read_quoted(std::string& cell) {
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\n') ++line_;
      if (text_[at_] != '"') {
        cell += text_[at_];
      } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        cell += '"';
        ++at_;
      } else {
        ++at_;
        return is_at_end_of_cell();
      }
    }
    return false;
  }

  bool is_at_end_of_cell() const {
    if (at_ == text_.size()) return true;
    return text_[at_] == ',' || text_[at_] == '\r' || text_[at_] == '\n';
  }

  void end_line() {
    if (at_ < text_.size() && text_[at_] == '\r') ++at_;
    if (at_ < text_.size() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  size_t at_ = 0;
  int line_ = 1;
  int64_t blank_ = 0;
  std::vector<CsvLine> lines_;
};

}  // namespace

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += csv_cell(cells[i]);
  }
  return line + "\r\n";
}

Error in_file(Error refused, int line, Text what) {
  if (line > 0) refused.place = std::to_string(line);
  return std::move(refused).lacking(
      {Missing::Kind::Condition, "file", {"文件", "File"}, std::move(what)});
}

Result<std::vector<CsvLine>> parse_csv(std::string_view text) {
  if (!is_utf8(text))
    return in_file(refusal("request.malformed"), 0, {"文字编码不是 UTF-8", "it is not UTF-8"});
  return CsvReader(text).read();
}

int64_t count_blank_lines(std::string_view text) {
  CsvReader reader(text);
  return reader.read() ? reader.blank_lines() : 0;
}

}  // namespace base
