// The paper of a process instance or a record: what was asked, with every approval and signature,
// printed by a template as one HTML page that a browser prints or keeps as PDF. Styles and
// pictures are inside; nothing is loaded from elsewhere.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "feel/feel.h"
#include "records/catalogue.h"
#include "reports/template.h"

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
  std::vector<Picture> pictures;
  bool is_wide = false;   // needs the whole line
  std::string unit = {};  // of a number: "%", " 分"
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

// A number that is worked out from the record.
struct PaperMetric {
  std::string id;
  std::string title;
  std::string text;  // empty: there is nothing to measure
};

struct Approval {
  std::string element;
  std::string step;
  std::string name;
  std::string post;
  std::string on_behalf_of;
  std::string at;  // local time
  std::string outcome;
  std::string opinion;
  std::optional<Picture> signature;
  std::string signed_words;  // by which hash what was signed is known, and whether it has changed
};

// A named place of the form for the opinions of some steps.
struct OpinionArea {
  std::string title;
  std::vector<Approval> opinions;
};

struct Paper {
  Language language = Language::Chinese;
  std::string company;
  std::string title;
  std::string number;
  std::string subject;
  std::string state;
  std::string starter;  // of a record who made it
  std::string started_at;
  std::string printed;    // by whom and when
  std::string address;    // of the instance; printed as a QR code when it is given
  bool is_matter = true;  // else a record alone, which nobody decides
  std::vector<PaperField> fields;
  std::vector<PaperSection> sections;
  std::vector<PaperTable> tables;
  std::vector<PaperMetric> metrics;
  std::vector<OpinionArea> areas;
  std::vector<Approval> approvals;
};

// What a template may say of any paper: its name `paper`.
ShapeRef paper_shape();
// The same and the fields of a record type; of a type that is not there the first alone.
TemplateShape template_scope(const records::Catalogue& types, std::string_view record);

// What a template sees of a field: {label, text, words, value, picture}.
feel::Value field_value(const PaperField& field, feel::Value value);

// `record` gives the fields of the record by name; what its reader may not see is not there.
Sheet sheet(const Template& with, const Paper& paper, const feel::Names& record, base::Time now,
            const std::string& zone);

// Prints any matter and record, in Chinese and English.
const Template& standard_template();

}  // namespace reports
