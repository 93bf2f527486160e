// Records: typed business data with numbers, states, rules, versions and history. The one place
// where a record changes; every gate of its type is checked here whoever calls.
//
// Values cross this face as JSON objects by field id: text, numbers (money as text "1234.50"),
// dates "2026-03-02", date_time ISO with an offset (stored UTC), ids of persons, units, positions
// and records as text, attachment and photo [{id, name, size, sha256}], signature {image, name,
// at, hash}.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "feel/feel.h"
#include "records/catalogue.h"
#include "storage/database.h"
#include "storage/tx.h"

namespace records {

struct Ref {
  std::string type;
  int64_t id = 0;
  friend bool operator==(const Ref&, const Ref&) = default;
  friend auto operator<=>(const Ref&, const Ref&) = default;
};

struct Record {
  Ref ref;
  std::string number;
  std::string state;
  int64_t version = 0;
  base::Time created_at;
  std::string created_by;
  base::Time updated_at;
  std::string updated_by;
  base::JsonObject values;  // stored fields, computed ones where the function says so; no children
};

using FieldNames = std::set<std::string, std::less<>>;

// A change inside the transaction that makes it.
struct Change {
  Ref ref;
  std::string event;  // "created", "changed", or the transition's id
  std::optional<Record> before;
  Record after;
  base::JsonObject changes;                // {"field": {"old":…, "new":…}}, state among them
  std::optional<Ref> parent;               // by the type's parent link
  const Transition* transition = nullptr;  // nullptr unless one was made
  // Somebody did just this: no process, no form of a task, and it follows from nothing else.
  bool is_by_hand = false;
};

class Observer {
 public:
  virtual ~Observer() = default;
  // Somebody asks by hand to change a stored record: `given` are the fields that he names. Called
  // before anything else is asked of them. A refusal refuses the act.
  virtual base::Result<void> asked(storage::Tx& tx, const Record& before,
                                   const base::JsonObject& given) {
    static_cast<void>(tx);
    static_cast<void>(before);
    static_cast<void>(given);
    return {};
  }
  // Called after the row and its event are written, depth-first. A refusal refuses the whole act.
  virtual base::Result<void> changed(storage::Tx& tx, const Change& change) = 0;
};

// Who acts, as far as access rules ask.
struct Acting {
  std::string person;
  std::vector<std::string> positions;
  std::vector<std::string> roles;
  // From a process or a task's form: `process` matches, access.create and access.update are granted
  // by the task. Transitions still need `process` or a match of the person in `by`.
  bool is_process = false;
  // Where `person` is a position, for which somebody stands in: who holds it, if anybody.
  std::string held_by = {};
};

// What is known of a process instance that a record names.
struct LinkedInstance {
  std::string number;
  base::Text title;
  base::Text status;
  feel::Value value;  // what formulas see: {id, process, number, title, state, is_ended}
  bool is_readable = false;
};

// Work done instead of others: who stands or stood in for somebody at a task reads the record that
// the task is about, what belongs to it and what it belongs to, as far as that person may.
struct StandingIn {
  // Those for whom the caller does or did so, with the rights that they have now; may be empty.
  std::function<std::vector<Acting>(storage::Connection&)> holders;
  // Table or view of which record each task was about: (person, holder, record_type, record_id,
  // until). `until` is null while the task is his to do; afterwards nothing that is newer is read.
  std::string work;
};

// What is done to a record with somebody's rights: access.create and access.update, or `by`.
enum class Doing { Write, Transition };

// With whose rights the caller acts on the record beside his own: of those whose deputy he is now
// as far as that concerns its type, written on their behalf; and as a process, in his own name
// where no person is said, at a step that has rows filled in of which the record is, or will be,
// one.
using ActsFor = std::function<std::vector<Acting>(storage::Connection&, const Record&, Doing)>;

// Fields of stored records of one type, by id, that are not told to the caller for now, whatever
// the type says; they are told to processes. Empty for nearly everybody.
using Withheld = std::map<int64_t, FieldNames>;

// Of the content of an attachment.
struct StoredFile {
  int64_t size = 0;  // bytes
  std::string sha256;
};

// What rules may ask of the world. A value made per operation; the functions may be empty (then
// null / false).
struct Environment {
  Acting acting;
  // At a task: whose deputy the caller is there. Rules see his positions and roles, too.
  std::optional<Acting> stands_in_for;
  base::Time now;  // of reads; writes take tx.now
  std::string zone = "Asia/Shanghai";
  // {agree, disagree, total, by_seat} of a user task of the record's process.
  std::function<feel::Value(storage::Connection&, const Ref&, std::string_view element)> votes;
  std::function<bool(storage::Connection&, std::string_view person, std::string_view what)> holds;
  // Of the person's main post; empty without one.
  std::function<std::string(storage::Connection&, std::string_view person)> unit_of;
  // Whether the person has not left.
  std::function<bool(storage::Connection&, std::string_view person)> is_in_service;
  // Title of a person, unit, position or attachment; empty when there is none: then the id is
  // refused.
  std::function<std::optional<std::string>(storage::Connection&, FieldType, std::string_view id)>
      name;
  // What is stored under the id of an attachment; the ids are those for which `name` knows one.
  std::function<StoredFile(storage::Connection&, std::string_view id)> stored_file;
  // An instance, and whether the caller may read it; empty when there is none.
  std::function<std::optional<LinkedInstance>(storage::Connection&, std::string_view id)> instance;
  // The other way round, for imports: the id of the one with this name; empty when none or several.
  std::function<std::optional<std::string>(storage::Connection&, FieldType, std::string_view name)>
      id_of;
  StandingIn standing_in;
  // Table or view (record_type, record_id) of records that count nowhere: what they are about is
  // void. Empty: there are none.
  std::string voided;
  // Lists, children and siblings are read without them.
  bool leaves_out_voided = false;
  // Of a form of a task, where `acting` is a process: what the task opens is the record, not the
  // fields with a right to be read of their own.
  bool is_form = false;
  ActsFor acts_for;
  // What is withheld lives as long as the environment. May be absent: nothing is.
  std::function<const Withheld&(storage::Connection&, std::string_view type)> withheld;
  std::shared_ptr<const feel::HostFunctions> functions;  // working time and others
  Observer* observer = nullptr;
  feel::Value task;  // {element, outcome, opinion} of the act, else null
};

// The tables of this module that do not depend on types.
std::span<const storage::Migration> migrations();

// Makes the tables of all types what the catalogue says: creates, adds columns, renames by `was`.
// Refuses with records.narrowing, listing every place, when data would be lost. Call once when the
// workspace opens.
base::Result<void> upgrade(storage::Connection& writer, const Catalogue& catalogue);

// --- Acts. Each writes one event and tells the observer. Refusals carry clause and everything
// missing.

base::Result<Record> create(storage::Tx& tx, const Catalogue& catalogue,
                            const Environment& environment, std::string_view type,
                            const base::JsonObject& values);

// `version` is the version that the caller saw; empty when the caller cannot have seen one (a
// process).
base::Result<Record> update(storage::Tx& tx, const Catalogue& catalogue,
                            const Environment& environment, const Ref& ref,
                            const base::JsonObject& values, std::optional<int64_t> version = {});

// Who is named in a field of a record.
struct Place {
  Ref ref;
  std::string field;
  std::string person;
};
// Who has the place leaves: the field (Field::handed_over) names another instead, a list once. As
// update(), but neither rules that keep the field ask nor what freezes the record.
base::Result<Record> hand_over(storage::Tx& tx, const Catalogue& catalogue,
                               const Environment& environment, const Place& place,
                               std::string_view person);
// A record that is about who leaves ends. As transition(), but nothing frozen holds it back.
base::Result<Record> end_with_leaver(storage::Tx& tx, const Catalogue& catalogue,
                                     const Environment& environment, const Ref& ref,
                                     std::string_view transition);

// What was typed over a record as it stood at version `seen`, to be laid over what it holds now.
struct Typed {
  base::JsonObject values;          // without what was not changed by hand and so stays
  std::vector<base::Missing> both;  // fields changed by hand and by somebody else, and by whom
};
Typed typed_since(storage::Connection& db, const Catalogue& catalogue,
                  const Environment& environment, const Record& record, int64_t seen,
                  const base::JsonObject& values);

// `values` are set in the same act before the guards are asked.
base::Result<Record> transition(storage::Tx& tx, const Catalogue& catalogue,
                                const Environment& environment, const Ref& ref,
                                std::string_view name, const base::JsonObject& values = {},
                                std::optional<int64_t> version = {});

// Whether the transition starts from this state.
bool may_leave(const RecordType& type, const Transition& transition, const std::string& state);

// Allowed in every state, to whoever may read.
base::Result<void> comment(storage::Tx& tx, const Catalogue& catalogue,
                           const Environment& environment, const Ref& ref, std::string_view text);

// --- Questions

// Values with computed fields, without those that the caller may not read (Field::read). Refuses
// with records.not_found, also when the caller may not read the record.
base::Result<Record> get(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Ref& ref);
// What the caller reads of a record: the values of computed fields are added, rounded to their
// scale, and those that he may not read are taken away.
void show_to_caller(storage::Connection& db, const Catalogue& catalogue,
                    const Environment& environment, Record& record);
// The fields of a stored record that are not told to the caller.
FieldNames untold_fields(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Record& record);
// The stored row without access check and computed fields; empty when there is none.
std::optional<Record> find(storage::Connection& db, const Catalogue& catalogue, const Ref& ref);
std::optional<Record> find_by_number(storage::Connection& db, const Catalogue& catalogue,
                                     std::string_view type, std::string_view number);
// Name and number of a record for people; of links in lists.
std::string title_of(const Catalogue& catalogue, const Record& record);

enum class May { Read, Update };
bool may(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
         const Record& record, May what);
bool may_create(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
                std::string_view type, const base::JsonObject& values = {});
// Whether the caller may take any records of the type out as a table.
bool may_export(const Catalogue& catalogue, const Environment& environment, std::string_view type);
// Transitions that the caller may ask for in the record's state. Of their guards only those are
// asked that are about what the record belongs to: nothing on the record itself would open them.
std::vector<const Transition*> offered(storage::Connection& db, const Catalogue& catalogue,
                                       const Environment& environment, const Record& record);

// Whether the work on a record, and on what it belongs to, is open to a person. Refuses as the
// exclusion of the pack says.
base::Result<void> may_take_part(storage::Connection& db, const Catalogue& catalogue,
                                 const Environment& environment, const Ref& ref,
                                 std::string_view person);
// Whether records of the type may refuse somebody so at all.
bool excludes_people(const Catalogue& catalogue, std::string_view type);

// `op`: = != < <= > >= in contains empty filled
struct FieldFilter {
  std::string field;
  std::string op;
  base::Json value;
};

// What transition() without values would refuse with now: guards and required fields. Writes
// nothing.
base::Result<void> ready(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Record& record,
                         const Transition& transition);

// What the formulas of a type see for values that are not stored yet: of a new record, or laid
// over the record `ref`. Names and functions; catalogue, environment and `db` must outlive it.
// Formulas that are not the type's own are handed in as `formulas`, so that links and children
// they mention can be read.
class Draft : public feel::Names {
 public:
  virtual const feel::HostFunctions& functions() const = 0;
  // The names that are asked for next stand in this formula: contexts hold nothing that it does not
  // mention. Before, they hold what any formula of the type or of those handed in mentions.
  virtual void begin(std::string_view formula) const = 0;
};
std::unique_ptr<Draft> draft(storage::Connection& db, const Catalogue& catalogue,
                             const Environment& environment, std::string_view type,
                             std::optional<Ref> ref, const base::JsonObject& values,
                             std::string_view formulas = {});
// `given` with the defaults of a new record for what it lacks. Ensures that the type is known.
base::JsonObject defaults(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, std::string_view type,
                          const base::JsonObject& given);

struct Query {
  std::string filter = {};              // FEEL predicate over the record; empty: all
  std::vector<FieldFilter> where = {};  // all must hold
  std::string search = {};              // words, pinyin initials, numbers
  std::optional<Ref> parent = {};       // only children of this record
  std::vector<std::string> sort = {};   // field ids, "-" in front: descending; default newest first
  int64_t page = 1;                     // from 1
  int64_t size = 50;                    // at most 500
  bool with_computed = true;
};
struct Page {
  std::vector<Record> items;
  int64_t total = 0;
};
// Only what the caller may read. Refuses with records.query_invalid.
base::Result<Page> list(storage::Connection& db, const Catalogue& catalogue,
                        const Environment& environment, std::string_view type, const Query& query);

// Whether the record, or anything that it belongs to, has come to its end: it changes no more.
bool has_ended(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
               const Record& record);
// Whether whom the field names has to hand the record over when he leaves: the field says so, and
// it has not ended.
bool is_handed_over(storage::Connection& db, const Catalogue& catalogue,
                    const Environment& environment, const Record& record, const Field& field);

// Whether rules on update refuse every change of the record as it stands: one that asks for nothing
// that a change could fill in, its state or who asks, does not hold.
bool refuses_every_change(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, const Record& record);

// Whether the caller is among `who`, as Access has it.
bool is_one_of(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
               const Record& record, const std::vector<std::string>& who);

// Fields of the record that rest now (Rule::keep), each with what says why. A field is named once,
// for the first rule that keeps it.
std::map<std::string, Refusal, std::less<>> kept_fields(storage::Connection& db,
                                                        const Catalogue& catalogue,
                                                        const Environment& environment,
                                                        const Record& record);

// Rules that keep fields of a new record already (Rule::keep) and do not ask for these fields
// themselves: while one does not hold of what is filled in so far, nobody is asked for what it
// keeps.
std::vector<const Rule*> rules_that_keep_from_the_beginning(const RecordType& type);

// A field of a record as people read it: titles of options, links and persons, dates and amounts
// as printed. `path` names a field, `state`, `number`, `title`, `created_at` or `updated_at`, also
// behind links: "project.name". Empty when there is no such path. The record need not have its
// computed fields.
struct Shown {
  base::Text label;
  base::Text text;  // empty: no value
};
std::optional<Shown> show(storage::Connection& db, const Catalogue& catalogue,
                          const Environment& environment, const Record& record,
                          std::string_view path);

// Titles of what the records' link fields point to: {"client": {"type", "id", "number", "title",
// "state"}} per record, in the same order. A `many` link gives a list.
std::vector<base::JsonObject> link_titles(storage::Connection& db, const Catalogue& catalogue,
                                          std::span<const Record> records);

struct HistoryEntry {
  int64_t position = 0;
  base::Time at;
  std::string person;
  std::string on_behalf_of;
  std::string act;  // record.created, record.changed, record.transitioned, record.commented
  std::string clause;
  base::Json changes;
};
// Newest first.
std::vector<HistoryEntry> history(storage::Connection& db, const Ref& ref);

// What a timeline hangs on: the topmost record by parent links.
Ref root_of(storage::Connection& db, const Catalogue& catalogue, const Ref& ref);
// The record that this one belongs to, by its type's parent link.
std::optional<Ref> parent_ref(const Catalogue& catalogue, const Record& record);
// The records that belong to it.
std::vector<Ref> children_of(storage::Connection& db, const Catalogue& catalogue, const Ref& ref);
// All records below it by parent links, each before its own.
std::vector<Ref> belonging_to(storage::Connection& db, const Catalogue& catalogue, const Ref& ref);

// All rows of a list as CSV with titles of choices and links: UTF-8 with BOM, CRLF, and no cell
// that a spreadsheet would run as a formula. Only those that the caller may take out (may_export);
// refuses with records.forbidden where that is none by rule.
base::Result<std::string> export_csv(storage::Connection& db, const Catalogue& catalogue,
                                     const Environment& environment, std::string_view type,
                                     const Query& query, const std::vector<std::string>& columns);

// --- Import

enum class ImportMode {
  Preview,  // says what would be refused; writes nothing
  Apply,    // creates every record, or none
};
struct ImportRow {
  int line = 0;  // in the file, 1-based
  std::vector<std::string> cells;
};
struct ImportFile {
  std::string type;
  std::vector<const Field*> columns;  // in the order of the file; of the catalogue that read it
  std::vector<ImportRow> rows;        // at most 5,000
};
struct ImportProblem {
  ImportRow row;
  base::Error error;
};
struct Import {
  std::vector<Ref> created;  // of Apply; none when there are problems
  std::vector<ImportProblem> problems;
};
// The first line names the columns by field id or title. Refuses with records.unknown_type,
// request.malformed, records.import_invalid (unknown column, no line, too many lines).
base::Result<ImportFile> read_import(const Catalogue& catalogue, std::string_view type,
                                     std::string_view csv);
// Choices by id or title, links by number, id or title, persons by id or name, dates as 2026-03-02
// or 2026/3/2. Each row passes the same gates as create(). With problems the caller of Apply has to
// refuse its operation: what the observer was told is undone with it only.
Import import_rows(storage::Tx& tx, const Catalogue& catalogue, const Environment& environment,
                   const ImportFile& file, std::span<const ImportRow> rows, ImportMode mode);
// records.import_invalid that names line and column of each problem in `missing`.
base::Error refused_import(const ImportFile& file, std::span<const ImportProblem> problems);
// 1-based in the file; nothing when the file has no such column.
std::optional<size_t> column_of(const ImportFile& file, std::string_view field);
// An empty file with a column for each field that people fill in, titled in zh or en.
base::Result<std::string> import_template(const Catalogue& catalogue, std::string_view type,
                                          std::string_view language);

// --- FEEL over records, for metrics, reports, processes and tasks

// `extra` names hide the record's. Contexts in the result hold computed fields, links and children
// only where the expression mentions them, or `also` does.
feel::Value evaluate(storage::Connection& db, const Catalogue& catalogue,
                     const Environment& environment, const Ref& ref,
                     const feel::Expression& expression, const feel::Names* extra = nullptr,
                     std::string_view also = {});
// The same for the caller: null where rows were read that he may not read. A process sees all.
struct Seen {
  feel::Value value;
  bool is_hidden = false;
};
Seen evaluate_for_caller(storage::Connection& db, const Catalogue& catalogue,
                         const Environment& environment, const Ref& ref,
                         const feel::Expression& expression);
// {id, type, number, state, title, …fields}: what a process sees as `record`.
feel::Value projection(storage::Connection& db, const Catalogue& catalogue,
                       const Environment& environment, const Ref& ref,
                       std::span<const std::string> fields);

// Open records that do not satisfy the rules of their type now: shown after an upgrade.
struct Violation {
  Ref ref;
  std::string number;
  base::Error error;
};
std::vector<Violation> violations(storage::Connection& db, const Catalogue& catalogue,
                                  const Environment& environment, std::string_view type);

// A record for the doors: {id, type, number, state, version, title, created_at, …, values}.
base::Json to_json(const Catalogue& catalogue, const Record& record);
std::optional<int64_t> parse_id(std::string_view text);

}  // namespace records
