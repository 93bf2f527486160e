// Frozen reports and who got them.
#include "reports/reports.h"
#include "storage/tx.h"

namespace reports {
namespace {

constexpr std::string_view schema = R"sql(
CREATE TABLE report_snapshot (
  id INTEGER PRIMARY KEY,
  report TEXT NOT NULL,
  record_type TEXT NOT NULL,
  record INTEGER NOT NULL,
  sent_at INTEGER NOT NULL,
  sent_by TEXT NOT NULL,
  inside TEXT NOT NULL,
  outside TEXT NOT NULL
);
CREATE INDEX report_snapshot_record ON report_snapshot (record_type, record);
CREATE TABLE report_recipient (
  snapshot INTEGER NOT NULL REFERENCES report_snapshot (id),
  position INTEGER NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  audience TEXT NOT NULL,
  channel TEXT NOT NULL,
  PRIMARY KEY (snapshot, position)
);
)sql";

constexpr storage::Migration steps[] = {{"reports", 1, schema}};

void log_recipients(storage::Tx& tx, int64_t snapshot, std::span<const Recipient> recipients) {
  int64_t position = 0;
  for (const auto& recipient : recipients) {
    tx.db.execute(
        "INSERT INTO report_recipient (snapshot, position, person, name, audience, channel) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        {snapshot, ++position, recipient.person, recipient.name, recipient.audience,
         recipient.channel});
  }
}

base::Json names_of(std::span<const Recipient> recipients) {
  base::JsonArray names;
  for (const auto& recipient : recipients) {
    names.push_back(base::JsonObject{
        {"person", recipient.person}, {"name", recipient.name}, {"audience", recipient.audience}});
  }
  return names;
}

}  // namespace

std::span<const storage::Migration> migrations() { return steps; }

base::Result<int64_t> send(storage::Tx& tx, const Sources& sources, std::string_view report,
                           const records::Ref& record, std::span<const Recipient> recipients) {
  auto inside = compose(tx.db, sources, report, record, Audience::Inside);
  if (!inside.ok()) return std::move(inside).error();
  auto outside = compose(tx.db, sources, report, record, Audience::Outside);
  if (!outside.ok()) return std::move(outside).error();

  const int64_t id = tx.keys.next();
  tx.db.execute(
      "INSERT INTO report_snapshot (id, report, record_type, record, sent_at, sent_by, inside, "
      "outside) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      {id, std::string(report), record.type, record.id, tx.now.micros, tx.actor.person,
       base::print(*inside), base::print(*outside)});
  log_recipients(tx, id, recipients);
  storage::append_event(tx, {"report.sent", record.type, std::to_string(record.id), record.type,
                             std::to_string(record.id), "",
                             base::JsonObject{{"report", report},
                                              {"snapshot", std::to_string(id)},
                                              {"recipients", names_of(recipients)}}});
  return id;
}

std::vector<Sending> sendings(storage::Connection& db, const records::Ref& record) {
  std::vector<Sending> sendings;
  const auto rows = db.query(
      "SELECT id, report, sent_at, sent_by FROM report_snapshot WHERE record_type = ? AND record = "
      "? ORDER BY id",
      {record.type, record.id});
  for (const auto& row : rows) {
    Sending sending{row.integer(0), row.text(1), {row.integer(2)}, row.text(3), {}};
    const auto recipients = db.query(
        "SELECT person, name, audience, channel FROM report_recipient WHERE snapshot = ? ORDER BY "
        "position",
        {sending.snapshot});
    for (const auto& to : recipients) {
      sending.recipients.push_back({to.text(0), to.text(1), to.text(2), to.text(3)});
    }
    sendings.push_back(std::move(sending));
  }
  return sendings;
}

base::Result<base::Json> snapshot(storage::Connection& db, int64_t id, Audience audience) {
  const auto row = db.first("SELECT inside, outside FROM report_snapshot WHERE id = ?", {id});
  if (!row) return base::refusal("reports.not_found");
  return base::parse_json(row->text(audience == Audience::Inside ? 0 : 1));
}

}  // namespace reports
