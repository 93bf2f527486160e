#include "records/record_type.h"

#include <algorithm>
#include <array>

#include "records/shown.h"

namespace records {

namespace {

struct TypeName {
  FieldType type;
  std::string_view name;
};

constexpr std::array type_names = {
    TypeName{FieldType::Text, "text"},
    TypeName{FieldType::LongText, "long_text"},
    TypeName{FieldType::Choice, "choice"},
    TypeName{FieldType::Tags, "tags"},
    TypeName{FieldType::Number, "number"},
    TypeName{FieldType::Money, "money"},
    TypeName{FieldType::Percent, "percent"},
    TypeName{FieldType::Date, "date"},
    TypeName{FieldType::DateTime, "date_time"},
    TypeName{FieldType::Time, "time"},
    TypeName{FieldType::Duration, "duration"},
    TypeName{FieldType::Boolean, "boolean"},
    TypeName{FieldType::Person, "person"},
    TypeName{FieldType::Unit, "unit"},
    TypeName{FieldType::Position, "position"},
    TypeName{FieldType::Link, "link"},
    TypeName{FieldType::Instance, "instance"},
    TypeName{FieldType::Children, "children"},
    TypeName{FieldType::Attachment, "attachment"},
    TypeName{FieldType::Photo, "photo"},
    TypeName{FieldType::Signature, "signature"},
    TypeName{FieldType::Address, "address"},
    TypeName{FieldType::Code, "code"},
    TypeName{FieldType::Json, "json"},
};

template <class List>
auto* find_by_id(const List& list, std::string_view id) {
  const auto found = std::ranges::find(list, id, &List::value_type::id);
  return found == list.end() ? nullptr : &*found;
}

}  // namespace

std::optional<FieldType> parse_field_type(std::string_view text) {
  const auto found = std::ranges::find(type_names, text, &TypeName::name);
  if (found == type_names.end()) return {};
  return found->type;
}

std::string_view name_of(FieldType type) {
  return std::ranges::find(type_names, type, &TypeName::type)->name;
}

bool is_shown(const Field& field) {
  return !field.is_retired && field.visible_when.text != "false";
}

const Field* RecordType::field(std::string_view field_id) const {
  return find_by_id(fields, field_id);
}

const Transition* RecordType::transition(std::string_view transition_id) const {
  return find_by_id(transitions, transition_id);
}

const State* RecordType::state(std::string_view state_id) const {
  return find_by_id(states, state_id);
}

bool RecordType::is_final(std::string_view state_id) const {
  return std::ranges::find(final_states, state_id) != final_states.end();
}

bool RecordType::is_last(std::string_view state_id) const {
  if (states.empty()) return false;
  const auto names = [&](const std::vector<std::string>& list, std::string_view wanted) {
    return std::ranges::find(list, wanted) != list.end();
  };
  return is_final(state_id) || std::ranges::none_of(transitions, [&](const Transition& transition) {
           return (names(transition.from, state_id) || names(transition.from, "*")) &&
                  !names(transition.except, state_id);
         });
}

}  // namespace records
