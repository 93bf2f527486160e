// The paper of a process instance: what was asked, with every approval and signature, as one HTML
// page for A4 that a browser prints or keeps as PDF. Styles and pictures are inside; nothing is
// loaded from elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace reports {

enum class Language { Chinese, English };

struct Picture {
  std::string type;   // "image/png"
  std::string bytes;  // as stored
};

// One field of the form. All texts are in the language of the paper already.
struct PaperField {
  std::string label;
  std::string text;   // empty: nothing was filled in
  std::string words;  // the capital words of an amount
  std::optional<Picture> picture;
  bool is_wide = false;  // needs the whole line
};

struct PaperTable {
  std::string title;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns
  std::vector<std::string> totals;             // a cell a column; empty: no last row
};

// A record that belongs to the one of the form, told in full.
struct PaperSection {
  std::string title;
  std::vector<PaperField> fields;
};

struct Approval {
  std::string step;
  std::string name;
  std::string post;
  std::string on_behalf_of;
  std::string at;  // local time
  std::string outcome;
  std::string opinion;
  std::optional<Picture> signature;
};

struct Paper {
  Language language = Language::Chinese;
  std::string company;
  std::string title;
  std::string number;
  std::string subject;
  std::string state;
  std::string starter;
  std::string started_at;
  std::string printed;  // by whom and when
  std::string address;  // of the instance; printed as a QR code when it is given
  std::vector<PaperField> fields;
  std::vector<PaperSection> sections;
  std::vector<PaperTable> tables;
  std::vector<Approval> approvals;
};

std::string print(const Paper& paper);

}  // namespace reports
