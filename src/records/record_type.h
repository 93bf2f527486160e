// What a record type is: the structs that a pack's YAML is read into. Plain data; nothing here is
// compiled or checked. Catalogue::build does both and reports every problem with its place.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"

namespace records {

// A FEEL text and where it stands, for problems. Empty text: there is none.
struct Formula {
  std::string text;
  std::string file;
  int line = 0;
  int column = 0;
  bool is_set() const { return !text.empty(); }
};

enum class FieldType {
  Text,
  LongText,
  Choice,
  Tags,
  Number,
  Money,
  Percent,
  Date,
  DateTime,
  Time,
  Duration,
  Boolean,
  Person,
  Unit,
  Position,
  Link,
  Instance,  // a running or ended process
  Children,
  Attachment,
  Photo,
  Signature,
  Address,
  Code,
  Json,
};
std::optional<FieldType> parse_field_type(std::string_view text);  // "long_text"
std::string_view name_of(FieldType type);

// What a rule of a pack says when it refuses: code and title of the error.
struct Refusal {
  struct Missing {
    std::string field;      // a field of the type, or
    std::string condition;  // the id of a condition, or
    base::Text how;
    Formula each = {};  // texts over the record: whatever they name stands in the way
  };
  std::string id;  // "solution_project.not_unanimous"
  base::Text text;
  std::string clause;
  std::vector<Missing> missing;
};

struct Check {
  Formula when;  // must be true, else refused
  Refusal refuse;
};

struct Option {
  std::string id;
  base::Text title;
};

struct Field {
  std::string id;
  FieldType type = FieldType::Text;
  base::Text title;
  base::Text help;
  base::Text unit;  // shown behind a number
  // Of money: the code of its currency, CNY where the pack says nothing; or the choice beside it
  // whose options are codes.
  std::string currency;
  std::string currency_field;

  bool is_required = false;
  bool is_unique = false;
  bool is_many = false;     // person, unit, position, link, instance: a list
  bool is_retired = false;  // column kept, never shown, never written
  // Defaults, `set` of transitions and automatic steps write it; nobody fills it in.
  bool is_set_by_rules = false;
  // Whom it names is what the record is about: when he leaves, it makes this transition.
  std::string when_leaving;
  // While it is true, whom the field names answers for the record: when he leaves, another takes
  // his place in it.
  Formula handed_over;
  bool follows_a_person() const { return handed_over.is_set() || !when_leaving.empty(); }
  Formula required_when;
  Formula visible_when;
  // Of the record and who asks: while it is not true the field is told to him through no door.
  Formula read;
  std::optional<Check> check;
  std::optional<Check> filter;  // of a link: over the record that is linked; only such are offered
  std::optional<base::Json> default_value;
  Formula default_formula;  // the text behind "="
  Formula computed;

  std::string min;  // of a number, money, percent, date; of a text its length. Empty: none
  std::string max;
  int digits = 15;  // of a number in all
  // Behind the point; default 2, of money as finely as its currency is counted.
  std::optional<int> scale;
  std::vector<Option> options;  // of a choice or tags, in order
  std::string to;               // of a link: the record type, without its pack
  std::string of;               // of children: the child type
  // Of children: the child's link field; empty: its parent link, or its only link to this type.
  std::string via;
  std::vector<std::string> totals;  // of children: the child's fields that its list adds up
  std::string signatory;            // of a signature: the text beside it that says who signed
  std::string was;                  // the field's former id
  std::vector<std::string> clauses;
};

struct State {
  std::string id;
  base::Text title;
};

// A record to be created by a transition; for `each`, once per item of `list`, which the values
// see as `item`.
struct Creation {
  Formula list;  // empty: once
  std::string type;
  std::map<std::string, Formula> values;
};

// A transition asked of each listed record.
struct Cascade {
  Formula list;
  std::string transition;
};

enum class ProcessAct { None, Suspend, Resume, Cancel };

struct Transition {
  std::string id;
  base::Text title;
  std::vector<std::string> from;  // states; {"*"} for every state that is not final
  std::vector<std::string> except;
  std::string to;                     // a state, or empty when
  Formula to_formula;                 // says it
  std::vector<Check> guards;          // in order; all failures are reported
  std::vector<std::string> required;  // fields that must be filled
  std::vector<std::string> anew;      // of these: each time, whatever the record says already
  std::vector<std::pair<std::string, Formula>> set;  // in order, before the move
  std::vector<std::string> by = {"process"};
  std::vector<Creation> creates;  // also `each` with create
  std::vector<Cascade> cascades;  // `each` with transition
  ProcessAct process = ProcessAct::None;
  std::string was;
  std::vector<std::string> clauses;
};

struct Rule {
  enum class On { Create, Update, Both };
  On on = On::Both;
  Formula when;  // must hold
  Refusal refuse;
  // The rule is about these fields only: they change as long as `when` holds of the record as it
  // stands; a new one has them where it holds of the record without them. Empty: it is about the
  // record as it becomes.
  std::vector<std::string> keep = {};
};

// Who may: everyone, a role id, position:P, field:F, parent.field:F (parent.parent.field:F …),
// process.
struct Access {
  std::vector<std::string> read = {"everyone"};
  std::vector<std::string> create = {"everyone"};
  std::vector<std::string> update = {"everyone"};
  // Who takes lists of what he reads out as a table; nothing: whoever reads.
  std::optional<std::vector<std::string>> exported_by = {};
};

struct NumberPattern {
  enum class Reset { Never, Year, Month, Day };
  std::string pattern;  // "FA-{yyyy}{mm}-{seq:4}"; empty: records of the type have no number
  Reset reset = Reset::Never;
};

struct Group {
  base::Text title;
  std::vector<std::string> fields;
};

struct RecordType {
  std::string id;
  std::string pack;
  std::string file;  // "records/solution_project.yaml", for problems
  base::Text title;
  base::Text description;
  std::string example;
  std::string title_field;  // empty: name, then title, then the number
  std::string parent;       // link field whose record this one belongs to, or empty
  NumberPattern number;
  std::vector<Group> groups;
  std::vector<Field> fields;  // in order
  std::vector<State> states;  // in order; may be empty
  std::string initial;        // empty: the first
  std::vector<std::string> final_states;
  std::vector<Transition> transitions;
  std::vector<Rule> rules;
  std::optional<Check> freeze;  // `when` true: nothing changes any more
  // `when` true of a `person`: he has no part in the work on the record and on what belongs to it.
  std::vector<Check> exclusions;
  Access access;
  std::vector<std::string> outside;  // fields an outside link may show
  std::vector<std::string> clauses;
  std::string was;
  bool is_retired = false;

  const Field* field(std::string_view id) const;
  const Transition* transition(std::string_view id) const;
  const State* state(std::string_view id) const;
  bool is_final(std::string_view state) const;
  // Whether the state is one from which no transition starts: the record has come to its end.
  bool is_last(std::string_view state) const;
};

}  // namespace records
