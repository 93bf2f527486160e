// The contract's small shapes.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/inside/parts.h"
#include "base/json.h"
#include "records/records.h"

namespace app {

base::Json text_json(const base::Text& text);
// The texts of a list of a request; none where there is no list.
std::vector<std::string> texts_of(const base::Json& request, std::string_view name);
base::Json texts_json(std::string_view zh, std::string_view en);
base::Json time_json(base::Time time);
// "2026-03-02 09:00" in `zone`, as people read it.
std::string minute_of(base::Time time, std::string_view zone);
base::Json missing_json(const base::Missing& missing);
base::Json clock_json(Parts& parts);
base::Json state_json(const records::RecordType& type, std::string_view state);
base::Json field_json(const records::RecordType& type, const records::Field& field);
base::Json groups_json(const records::RecordType& type);
base::Json page_json(base::JsonArray items, int64_t total, const Page& page);
base::Json items_json(base::JsonArray items);
// Sets the member only when there is something to say.
// "CNY -1200.00" as people write it: "-¥1,200.00", of others "USD 12.00".
std::string amount_text(const std::string& text);
void set_text(base::JsonObject& object, std::string_view name, std::string_view text);
void set_title(base::JsonObject& object, std::string_view name, const base::Text& text);
void set_time(base::JsonObject& object, std::string_view name,
              const std::optional<base::Time>& time);

// One reader's view of committed data: a connection, whom it is for, and the names already looked
// up.
class Look {
 public:
  Look(Parts& parts, const Caller& caller);

  Parts& parts() { return parts_; }
  storage::Connection& db() { return *lease_; }
  const Caller& caller() const { return caller_; }
  const Definitions& definitions() const { return *parts_.definitions; }
  const records::Catalogue& types() const { return *parts_.definitions->types; }
  const records::Environment& environment() const { return environment_; }
  base::Time now() const { return environment_.now; }

  base::Json person(std::string_view id);  // PersonRef
  base::Json persons(const std::vector<std::string>& ids);
  base::Json position(std::string_view id);  // Ref
  base::Json ref(std::string_view id, const base::Text& title) const;
  // RecordRef; null when there is no such record.
  base::Json record(const records::Ref& ref);
  // RecordRow, in the same order.
  base::JsonArray rows(std::span<const records::Record> records);
  base::Json row(const records::Record& record);
  base::Json process(std::string_view id) const;  // Ref

 private:
  base::JsonObject texts(const records::RecordType& type, const records::Record& record,
                         const base::JsonObject& links);
  std::optional<base::Text> title_of(const records::Field& field, std::string_view id);

  Parts& parts_;
  const Caller& caller_;
  storage::Database::Lease lease_;
  records::Environment environment_;
  std::map<std::string, std::string, std::less<>> names_;
};

}  // namespace app
