// Reports: sections over one record. Composing gives a JSON document that is frozen when the
// report is sent; printing turns that document into one HTML page for A4.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "metrics/metrics.h"
#include "records/records.h"
#include "storage/database.h"

namespace reports {

enum class SectionKind { Fields, Table, Metric, Text };
enum class Audience { Inside, Outside };  // outside: only what is marked `outside`

struct Section {
  base::Text title;
  SectionKind kind = SectionKind::Fields;
  records::Formula rows;             // of a table: list of records
  std::vector<std::string> columns;  // of a table: fields of those records
  std::vector<std::string> fields;   // of fields; also through links: "project.name"
  std::vector<std::string> metrics;  // of metric
  std::string metric_record;         // link field to the record measured; empty: this
  base::Text text;                   // of text: plain, or
  records::Formula text_formula;     // FEEL behind "="
  bool is_outside = false;
};

struct Report {
  std::string id;
  std::string pack;
  std::string file;
  base::Text title;
  std::string record;  // record type
  std::vector<Section> sections;
  std::vector<std::string> clauses;
};

class Catalogue {
 public:
  struct Built;
  static Built build(std::vector<Report> reports, const records::Catalogue& types,
                     const metrics::Catalogue& metrics);
  const std::map<std::string, Report, std::less<>>& all() const { return reports_; }
  const Report* report(std::string_view id) const;
  const feel::Expression& compiled(const records::Formula& formula) const;

 private:
  std::map<std::string, Report, std::less<>> reports_;
  std::map<std::string, feel::Expression, std::less<>> expressions_;
};
struct Catalogue::Built {
  std::shared_ptr<const Catalogue> catalogue;
  std::vector<base::Problem> problems;
};

struct Sources {
  const records::Catalogue& types;
  const metrics::Catalogue& metrics;
  const Catalogue& reports;
  const records::Environment& environment;
};

std::span<const storage::Migration> migrations();

// What the report says now: {report, title, record, number, at, sections:[{title, kind, …}]}.
base::Result<base::Json> compose(storage::Connection& db, const Sources& sources,
                                 std::string_view report, const records::Ref& record,
                                 Audience audience);

// Who gets it and how.
struct Recipient {
  std::string person;    // inside, or
  std::string name;      // outside
  std::string audience;  // leader, client, follower …
  std::string channel;   // notice, link, paper
};
// Freezes the document (both audiences) and logs each recipient; → id of the snapshot. Writes one
// event.
base::Result<int64_t> send(storage::Tx& tx, const Sources& sources, std::string_view report,
                           const records::Ref& record, std::span<const Recipient> recipients);

struct Sending {
  int64_t snapshot = 0;
  std::string report;
  base::Time at;
  std::string by;
  std::vector<Recipient> recipients;
};
std::vector<Sending> sendings(storage::Connection& db, const records::Ref& record);
// The frozen document. Refuses with reports.not_found.
base::Result<base::Json> snapshot(storage::Connection& db, int64_t id, Audience audience);

// One HTML page, styles inside, nothing loaded from elsewhere. `link` is printed with a QR code
// when given.
std::string print(const base::Json& document, std::string_view link);
// SVG of a QR code.
std::string qr_svg(std::string_view text);

}  // namespace reports
