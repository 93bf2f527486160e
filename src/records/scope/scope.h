// What a formula sees of the records: fields by name, links and parents as contexts, children as
// lists. Rows are read only when a formula asks; contexts hold computed fields, links and children
// only where the formula's text mentions their names. One scope serves one question and is then
// thrown away.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "records/records.h"

namespace records {

// The identifiers in a formula's text: no name beside them can be read from a context.
using Mentioned = std::set<std::string, std::less<>>;
void add_mentioned(std::string_view text, Mentioned& mentioned);
Mentioned mentioned_in(std::string_view text);

// For whom values are worked out. Rules see everything. To a person a field that he may not read
// (Field::read), or that is withheld from him (Environment::withheld), is null, and so is a
// computed field that read one, or it would tell what that holds; to the caller, whom no form lets
// see more than he may, also one that read a row he may not read.
enum class Reader { Rules, Form, Caller };

class Scope {
 public:
  Scope(storage::Connection& db, const Catalogue& catalogue, const Environment& environment,
        base::Time now, Reader reader = Reader::Rules);

  // From now on this is what the record holds, whatever its row says.
  void pin(const Record& record);
  // From now on a computed field is worked out once: `own` and what is stored stay as they are
  // while the scope lives. `own` may have no id yet.
  void remember(const Record& own) { remembered_own_ = &own; }
  // From now on `actor` is the caller on behalf of this one: with his positions and roles too.
  void act_for(const Acting& holder) { holder_ = holder; }
  void act_for_nobody() { holder_.reset(); }
  // What `old` means.
  void set_old(const Record& record) { old_ = record; }
  const std::optional<Record>& old() const { return old_; }

  feel::Value evaluate(const Formula& formula, const Record& record,
                       const feel::Names* extra = nullptr);
  // `also` mentions more names that the result must hold.
  feel::Value evaluate(const feel::Expression& expression, const Record& record,
                       const feel::Names* extra, const Mentioned& also);
  bool is_true(const Formula& formula, const Record& record) {
    return evaluate(formula, record).is_true();
  }

  // The value of one field; computed ones unrounded.
  feel::Value field_value(const Record& record, const Field& field);
  feel::Value context_of(const Record& record, const Mentioned& mentioned);
  // Whether the reader may know what the field of the record holds, as the record is stored.
  bool tells(const Record& record, const Field& field);
  const Record* find(std::string_view type, int64_t id);
  const std::vector<feel::Reason>& reasons() const { return reasons_; }
  // Whether anything was worked out from rows or fields that the reader may not read.
  bool has_read_hidden() const { return has_read_hidden_; }

  storage::Connection& db() { return db_; }
  const Catalogue& catalogue() const { return catalogue_; }
  const Environment& environment() const { return environment_; }
  base::Time now() const { return now_; }
  // Made when they are first asked for: most questions need no formula.
  const feel::HostFunctions& functions();
  // For names that are asked outside of evaluate(): what functions and contexts are about.
  void set_current(const Record& record, const Mentioned& mentioned) {
    current_ = &record;
    mentioned_ = &mentioned;
  }
  std::optional<feel::Value> name(const Record& record, std::string_view name,
                                  const Mentioned& mentioned);

 private:
  class RecordNames;
  using Computing = std::tuple<std::string, int64_t, std::string>;

  std::optional<feel::Value> system_name(const Record& record, std::string_view name) const;
  feel::Value field_value(const Record& record, const Field& field, const Mentioned& mentioned,
                          int depth);
  feel::Value computed(const Record& record, const Field& field);
  bool is_remembered(const Record& record) const;
  bool is_withheld(const Ref& ref, const Field& field);
  void note_hidden(const Record& record);
  feel::Value instances(const Record& record, const Field& field);
  feel::Value linked(const Record& record, const Field& field, const Mentioned& mentioned,
                     int depth);
  // What a link with this id leads to; null where there is nothing.
  feel::Value target(const Field& field, std::string_view id, const Mentioned& mentioned,
                     int depth);
  feel::Value children(const Record& record, const Field& field, const Mentioned& mentioned,
                       int depth);
  feel::Value siblings(const Record& record, const Mentioned& mentioned);
  feel::Value parent_of(const Record& record, const Mentioned& mentioned, int depth);
  feel::Value context(const Record& record, const Mentioned& mentioned, int depth);
  // The fields of a context; links, children and computed fields only of the first one on the way.
  void add_fields(const Record& record, const Mentioned& mentioned, int depth,
                  feel::Fields& fields);
  feel::Value old_context(const Mentioned& mentioned);
  feel::Value actor() const;
  struct Wanted {
    std::string condition;
    std::vector<storage::Cell> parameters = {};
    int64_t except = 0;                    // the id of a record that is left out
    std::vector<const Field*> asked = {};  // what the condition tells of each row
  };
  feel::Value list_of(const std::string& type, const Wanted& wanted, const Mentioned& mentioned,
                      int depth);
  feel::Value equal_records(std::span<const feel::Value> arguments);
  feel::Value value_on(std::span<const feel::Value> arguments);
  void make_functions();

  storage::Connection& db_;
  const Catalogue& catalogue_;
  const Environment& environment_;
  base::Time now_;
  std::optional<feel::HostFunctions> functions_;
  std::map<Ref, std::optional<Record>> loaded_;
  std::optional<Record> old_;
  std::optional<Acting> holder_;   // on whose behalf the caller acts
  std::vector<Ref> opened_;        // records that enclose the context being made
  std::set<Computing> computing_;  // guards against fields that are computed from themselves
  struct Remembered {
    feel::Value value;
    bool has_read_hidden = false;
  };
  const Record* remembered_own_ = nullptr;  // nullptr: nothing is remembered
  std::map<Computing, Remembered> remembered_;
  const Record* current_ = nullptr;
  const Mentioned* mentioned_ = nullptr;
  Reader reader_;
  std::unique_ptr<Scope> judge_;  // says what the reader may know, from what is stored
  std::map<std::pair<Ref, const Field*>, bool> told_;
  bool has_read_hidden_ = false;  // since the computed field in work began
  int64_t loads_left_ = 50'000;
  int64_t steps_left_ = 2'000'000;
  std::vector<feel::Reason> reasons_;
};

}  // namespace records
