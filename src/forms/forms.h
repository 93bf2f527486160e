// Forms: what a person is shown and may fill in. Read from Camunda Forms JSON or derived from a
// record type; permissions of the task decide per field. The server evaluates rules; a browser
// never has the last word.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"
#include "base/json.h"
#include "base/result.h"
#include "base/time.h"
#include "feel/feel.h"
#include "records/record_type.h"

namespace forms {

enum class Mode { Hide, Read, Edit, Required };
std::string_view name_of(Mode mode);

// What may be done to the rows of a list; which columns change, their own modes say.
struct RowRights {
  bool add = false;
  bool change = false;
  bool remove = false;
};

// Of a task, per field. `jw:fields`: "amount=edit, risk=read, secret=hide, name=required, *=read".
// Of a list `edit` is all that may be done to rows; "lines=add+change" names less.
struct Permissions {
  std::map<std::string, Mode, std::less<>> fields;
  Mode others = Mode::Edit;
  std::map<std::string, RowRights, std::less<>> rows = {};  // where less than all is named
  Mode of(std::string_view key) const;
  RowRights rows_of(std::string_view list) const;
};
// Refuses with forms.permissions_invalid.
base::Result<Permissions> parse_permissions(std::string_view text);
// All fields only read: what is shown of a finished task.
Permissions read_only();

struct Choice {
  base::Json value;
  base::Text label;
};

// A component of Camunda Forms, or one of our widgets (`properties` → "jw:widget").
struct Component {
  std::string id;
  std::string key;  // the field; empty for text, spacers, groups
  // textfield, textarea, number, datetime, checkbox, checklist, radio, select, taglist, text, html,
  // image, group, columns, dynamiclist, separator, spacer, button, filepicker, expression
  std::string type;
  // person, unit, position, record, money, percent, signature, attachment, photo, address, code,
  // duration, json, children; else empty
  std::string widget;
  base::Text label;
  base::Text description;
  std::map<std::string, std::string> properties;
  std::vector<Choice> choices;
  std::string choices_formula;  // valuesExpression
  std::string values_key;       // valuesKey: choices come from this variable
  std::string hide_when;        // FEEL
  std::string required_when;    // FEEL
  std::string computed;         // FEEL
  std::optional<base::Json> default_value;
  bool is_required = false;
  bool is_read_only = false;
  bool is_many = false;
  std::string read_only_when;  // FEEL
  std::string check_when;      // FEEL that must be true of a filled field, and
  base::Text check_text;       // what is said otherwise
  std::optional<base::Decimal> min, max;
  std::optional<int64_t> length_min, length_max;
  std::optional<int> scale;
  std::string pattern;  // a regular expression (RE2)
  std::string subtype;  // of datetime: date, time, datetime
  std::string date_min, date_max;
  std::string text;                 // of text and html
  std::string record_type;          // of record: what is linked; of children: what is listed
  std::vector<std::string> totals;  // of a list: fields of its rows that it adds up
  base::Text unit;
  std::string currency;  // of money: a code, or the key of the field that holds it
  std::string clause;
  int columns = 16;                   // width of 16
  int line = 0;                       // in the file
  std::vector<Component> components;  // of groups and lists
};

struct Form {
  std::string id;
  base::Text title;
  int schema_version = 16;
  std::vector<Component> components;
};

struct ReadForm {
  Form form;
  std::vector<base::Problem> problems;
};
// Reads Camunda Forms JSON. Unknown component types, duplicate keys, FEEL that does not compile
// are problems.
ReadForm read(std::string_view json, std::string_view file);

// The form of a record type: its groups, then the other fields. Retired and hidden fields are left
// out.
Form derive(const records::RecordType& type, const Permissions& permissions);

// Every component with a key, depth first; a list itself, not the fields of its rows.
std::vector<const Component*> fields(const Form& form);
std::vector<const Component*> fields(const std::vector<Component>& components);

// What rules see besides the form's own values.
struct Scope {
  // The record as a records::Draft: it hides the form's own values, which it already holds. May be
  // absent.
  const feel::Names* record = nullptr;
  const feel::Names* names = nullptr;  // process variables, behind the form's values; may be absent
  const feel::HostFunctions* functions = nullptr;
  // Told each formula before it is evaluated; may be absent.
  std::function<void(std::string_view formula)> begin = nullptr;
  base::Time now;
  std::string zone = "Asia/Shanghai";
};

struct FieldState {
  std::string key;  // the path: "name"; in a row of a list "devices.0.name"
  Mode mode = Mode::Edit;
  bool is_visible = true;
  bool is_required = false;
  bool is_computed = false;
  base::Json value;             // as given, as computed, or the default where nothing was given
  std::vector<Choice> choices;  // where they are computed
  base::JsonObject totals;      // of a list: numbers by field; what is empty adds nothing
  std::vector<base::Text> problems;
};
// The state of every field for these values. Never refuses.
std::vector<FieldState> evaluate(const Form& form, const Permissions& permissions,
                                 const base::JsonObject& values, const Scope& scope);

// Checks what was submitted. Gives the values to store: editable, visible fields only, numbers and
// texts cleaned. `old` are the values that the form was opened with.
//
// Refuses with forms.field_not_editable when a hidden, read-only, computed or unknown field is
// given with another value than it has; with forms.invalid and every missing or wrong field
// otherwise.
base::Result<base::JsonObject> accept(const Form& form, const Permissions& permissions,
                                      const base::JsonObject& old,
                                      const base::JsonObject& submitted, const Scope& scope);

// The form for the browser: Camunda Forms JSON with our widgets in `properties` and texts as {zh,
// en}.
base::Json to_json(const Form& form, const Permissions& permissions);

}  // namespace forms
