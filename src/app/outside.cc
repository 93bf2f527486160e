#include "app/outside.h"

#include <algorithm>
#include <array>

#include "access/outside_link.h"
#include "app/inside/act.h"
#include "app/inside/children.h"
#include "app/inside/queries.h"
#include "app/inside/signature_picture.h"
#include "app/inside/task_forms.h"
#include "base/text.h"
#include "records/resting.h"
#include "records/shown.h"
#include "work/notices.h"

namespace app {

namespace {

// Nobody of the company: what he sees is the list `outside` of the type, and nothing else.
Caller visitor() {
  Caller caller;
  caller.person = visitor_id;
  caller.door = "outside";
  return caller;
}

const records::Field* signature_field(const records::RecordType& type) {
  for (const auto& field : type.fields) {
    if (field.type == records::FieldType::Signature) return &field;
  }
  return nullptr;
}

// {image, name, at, hash}; nullptr when nobody has signed it.
const base::JsonObject* signature_of(const records::RecordType& type,
                                     const records::Record& record) {
  const auto* field = signature_field(type);
  const auto* signature = field ? record.values.if_contains(field->id) : nullptr;
  return signature != nullptr && signature->is_object() ? &signature->get_object() : nullptr;
}

// Somebody has signed it, or it or what it belongs to has ended: nothing is to be signed any more.
bool is_settled(storage::Connection& db, const records::Catalogue& types,
                const records::Record& record) {
  if (signature_of(*types.type(record.ref.type), record) != nullptr) return true;
  std::optional<records::Record> at = record;
  while (at) {
    if (types.type(at->ref.type)->is_final(at->state)) return true;
    const auto above = records::parent_ref(types, *at);
    at = above ? records::find(db, types, *above) : std::nullopt;
  }
  return false;
}

// Refuses where the paper does not wait for a signature, with what the rules of the pack say.
base::Result<void> check_awaits_signature(Look& look, const records::Record& record) {
  const auto* field = signature_field(*look.types().type(record.ref.type));
  if (field == nullptr || is_settled(look.db(), look.types(), record))
    return base::refusal("app.nothing_to_sign");
  auto environment = look.environment();
  environment.acting.is_process = true;
  if (auto rests = records::resting(look.db(), look.types(), environment, record, field->id))
    return *std::move(rests);
  return {};
}

// What the pack keeps from visitors (`exclude`) is neither shared nor shown.
base::Result<void> check_shown_outside(Look& look, const records::Ref& ref) {
  return records::may_take_part(look.db(), look.types(), look.environment(), ref, visitor_id);
}

std::string state_of(const entry::OutsideLink& link, bool is_settled, base::Time now) {
  if (link.revoked_at) return "revoked";
  if (link.used_at) return "used";
  if (link.has_code && link.attempts_left <= 0) return "locked";
  if (link.expires_at <= now) return "expired";
  return link.purpose == entry::Purpose::Sign && is_settled ? "settled" : "open";
}

base::Json link_json(Look& look, const entry::OutsideLink& link, bool is_settled) {
  return base::JsonObject{
      {"id", std::to_string(link.id)},
      {"purpose", entry::name_of(link.purpose)},
      {"recipient", link.recipient},
      {"created_at", time_json(link.created_at)},
      {"created_by", look.person(link.created_by)},
      {"expires_at", time_json(link.expires_at)},
      {"state", state_of(link, is_settled, look.now())},
      {"has_code", link.has_code},
      {"opened_at", link.opened_at ? time_json(*link.opened_at) : base::Json()}};
}

base::Result<records::Record> shareable(Look& look, const records::Ref& ref) {
  auto record = records::get(look.db(), look.types(), look.environment(), ref);
  if (!record) return record;
  if (!may_share_outside(look, *record)) return base::refusal("app.not_allowed");
  if (look.types().type(ref.type)->outside.empty())
    return base::refusal("app.nothing_outside").at(ref.type);
  return record;
}

// In a language: "zh" or "en".
std::string plain_text(const base::Json& value, std::string_view language) {
  if (value.is_null()) return "";
  if (value.is_string()) return std::string(value.as_string());
  if (!value.is_bool()) return base::print(value);
  if (language == "en") return value.as_bool() ? "Yes" : "No";
  return value.as_bool() ? "是" : "否";
}

// What a field says in words: titles for ids, lines for lists.
std::string words_of(const base::JsonObject& row, const std::string& field,
                     std::string_view language = "zh") {
  if (const auto* named = row.at("texts").as_object().if_contains(field)) {
    std::vector<std::string> titles;
    for (const auto& item : named->as_array()) {
      const auto& title = item.as_object().at("title");
      const auto text = base::text_or_empty(title, language);
      titles.push_back(text.empty() ? base::text_or_empty(title, "zh") : text);
    }
    return base::join(titles, language == "en" ? ", " : "、");
  }
  const auto* value = row.at("values").as_object().if_contains(field);
  if (value == nullptr) return "";
  if (!value->is_array()) return plain_text(*value, language);
  std::vector<std::string> parts;
  for (const auto& item : value->as_array()) {
    parts.push_back(item.is_object() ? base::text_or_empty(item, "name")
                                     : plain_text(item, language));
  }
  return base::join(parts, "、");
}

std::string words_of_field(Look& look, const records::Record& record, const records::Field& field,
                           const base::JsonObject& row) {
  if (field.type != records::FieldType::Money) {
    const std::string words = words_of(row, field.id);
    if (words.empty()) return words;
    if (field.type == records::FieldType::Percent) return words + "%";
    return field.unit.zh.empty() ? words : words + " " + field.unit.zh;
  }
  const auto shown = records::show(look.db(), look.types(), look.environment(), record, field.id);
  return shown ? amount_text(shown->text.zh) : "";
}

// Rows of a children field, with the fields that the child's type shows outside.
void add_rows(Look& look, const records::RecordType& type, const records::Field& field,
              const records::Record& record, base::JsonObject& item) {
  const auto* child = look.types().type(field.of);
  const auto list = child == nullptr ? base::Json() : child_list_json(look, type, field, record);
  if (list.is_null()) return;
  base::JsonArray columns;
  for (const auto& id : child->outside) {
    if (const auto* column = child->field(id)) columns.push_back(text_json(column->title));
  }
  base::JsonArray rows;
  for (const auto& row : list.at("items").as_array()) {
    base::JsonArray cells;
    for (const auto& id : child->outside) {
      if (child->field(id) != nullptr) cells.push_back(base::Json(words_of(row.as_object(), id)));
    }
    rows.push_back(std::move(cells));
  }
  item["columns"] = std::move(columns);
  item["rows"] = std::move(rows);
}

// What a choice, a yes or no says has its own words in English.
void add_text(Look& look, const records::Record& record, const records::Field& field,
              const base::JsonObject& row, base::JsonObject& item) {
  const std::string text = words_of_field(look, record, field, row);
  item["text"] = text;
  const bool is_worded = !field.options.empty() || field.type == records::FieldType::Boolean;
  if (!is_worded || text.empty()) return;
  const std::string english = words_of(row, field.id, "en");
  if (english != text) item["text_en"] = english;
}

base::JsonArray items_of(Look& look, const records::RecordType& type,
                         const records::Record& record) {
  const auto row = look.row(record).as_object();
  base::JsonArray items;
  for (const auto& id : type.outside) {
    if (id == "number" || id == "state") {
      base::JsonObject field{{"id", id}, {"type", "text"}};
      field["title"] = id == "number" ? texts_json("编号", "Number") : texts_json("状态", "State");
      const auto* state = type.state(record.state);
      const auto text = id == "number"     ? record.number
                        : state == nullptr ? record.state
                                           : state->title.zh;
      items.push_back(base::JsonObject{{"field", std::move(field)}, {"text", text}});
      continue;
    }
    const auto* field = type.field(id);
    if (field == nullptr || !records::is_shown(*field)) continue;
    base::JsonObject item{{"field", field_json(type, *field)}, {"text", ""}};
    if (field->type == records::FieldType::Children)
      add_rows(look, type, *field, record, item);
    else
      add_text(look, record, *field, row, item);
    items.push_back(std::move(item));
  }
  return items;
}

// What the record belongs to: of what its parent shows outside, that which says which one it is.
base::JsonArray about_of(Look& look, const records::Record& record) {
  base::JsonArray about;
  const auto above = parent_of(look, record);
  if (!above) return about;
  const auto& parent = *look.types().type(above->ref.type);
  for (auto& item : items_of(look, parent, *above)) {
    const auto* field = parent.field(base::text_or_empty(item.at("field"), "id"));
    const bool says_which = field != nullptr && (field->id == parent.title_field ||
                                                 field->type == records::FieldType::Link);
    if (says_which) about.push_back(std::move(item));
  }
  return about;
}

base::Result<records::Record> record_of_link(Look& look, const entry::OutsideLink& link) {
  const auto id = records::parse_id(link.subject);
  if (!id || look.types().type(link.subject_type) == nullptr)
    return base::refusal("access.link_invalid");
  auto environment = look.environment();
  environment.acting.is_process = true;
  return records::get(look.db(), look.types(), environment, {link.subject_type, *id});
}

base::Result<base::Json> page_json(Look& look, const entry::OutsideLink& link) {
  const auto record = record_of_link(look, link);
  if (!record) return record.error();
  if (auto shown = check_shown_outside(look, record->ref); !shown) return shown.error();
  const auto& type = *look.types().type(record->ref.type);
  base::JsonObject out{{"purpose", entry::name_of(link.purpose)},
                       {"type_title", text_json(type.title)},
                       {"title", records::title_of(look.types(), *record)},
                       {"number", record->number},
                       {"about", about_of(look, *record)},
                       {"items", items_of(look, type, *record)},
                       {"expires_at", time_json(link.expires_at)},
                       {"hash", hash_of_signed(type, record->values)}};
  out["settled"] = is_settled(look.db(), look.types(), *record);
  out["signable"] = check_awaits_signature(look, *record).ok();
  const auto* signature = signature_of(type, *record);
  if (signature != nullptr && link.purpose == entry::Purpose::Sign) {
    const base::Json given(*signature);
    out["signed"] = base::JsonObject{{"name", base::text_or_empty(given, "name")},
                                     {"at", base::text_or_empty(given, "at")}};
    out["hash"] = base::text_or_empty(given, "hash");
  }
  return base::Json(std::move(out));
}

// Opens it as the visitor; a wrong code counts even though it is refused.
base::Result<entry::OutsideLink> open_link(Parts& parts, std::string_view token,
                                           std::string_view code) {
  entry::OpenOutcome outcome;
  const auto done = parts.run(visitor(), [&](runtime::Op& op) -> base::Result<base::Json> {
    outcome = entry::open_outside_link(op.tx, token, code);
    return base::Json();
  });
  if (!done) return done.error();
  if (outcome.refused) return *outcome.refused;
  return *outcome.link;
}

// The names of those who asked for the signature hear of it at once.
void tell_of_signature(Act& act, const entry::OutsideLink& link, const records::Record& record,
                       const std::string& name) {
  work::NewNotice notice;
  notice.kind = "signed";
  const auto title = records::title_of(act.types(), record);
  notice.title = {{name + "已签字", name + " has signed"}, {title, title}};
  notice.link = "record/" + record.ref.type + "/" + std::to_string(record.ref.id);
  notice.cause = "signed/" + std::to_string(link.id);
  work::notify(act.context(), {link.created_by}, notice);
}

// Six of them, for a code that is read out.
std::string random_digits(base::Random& random) {
  std::array<unsigned char, 6> bytes{};
  random.fill(bytes.data(), bytes.size());
  std::string digits;
  for (const unsigned char byte : bytes) digits += static_cast<char>('0' + byte % 10);
  return digits;
}

struct Signing {
  std::string name;
  std::string hash;
  std::string image;  // attachment id
};

base::Result<base::Json> store_signature(Act& act, const entry::OutsideLink& link,
                                         const Signing& signing) {
  const records::Ref ref{link.subject_type, records::parse_id(link.subject).value_or(0)};
  const auto* type = act.types().type(ref.type);
  const auto* field = type == nullptr ? nullptr : signature_field(*type);
  const auto environment = act.granted_environment({});
  const auto record = records::get(act.db(), act.types(), environment, ref);
  if (!record) return record.error();
  if (field == nullptr || is_settled(act.db(), act.types(), *record))
    return base::refusal("app.nothing_to_sign");
  if (hash_of_signed(*type, record->values) != signing.hash)
    return base::refusal("app.outside_changed");
  base::JsonObject values{
      {field->id, base::JsonObject{{"image", signing.image}, {"name", signing.name}}}};
  if (!field->signatory.empty()) values[field->signatory] = signing.name;
  seal_signatures(*type, record->values, act.tx().now, values);
  const auto updated = records::update(act.tx(), act.types(), environment, ref, values);
  if (!updated) return updated.error();
  if (auto used = entry::use_up(act.tx(), link.id, signing.name); !used) return used.error();
  tell_of_signature(act, link, *updated, signing.name);
  return base::Json();
}

}  // namespace

base::Result<base::Json> list_outside_links(Workspace& workspace, const Caller& caller,
                                            std::string_view type, int64_t id) {
  Look look(workspace.parts(), caller);
  const auto record = shareable(look, {std::string(type), id});
  if (!record) return record.error();
  const bool is_over = is_settled(look.db(), look.types(), *record);
  base::JsonArray items;
  for (const auto& link : entry::outside_links(look.db(), type, std::to_string(id))) {
    items.push_back(link_json(look, link, is_over));
  }
  return items_json(std::move(items));
}

base::Result<base::Json> create_outside_link(Workspace& workspace, const Caller& caller,
                                             std::string_view type, int64_t id,
                                             const base::Json& request) {
  auto& parts = workspace.parts();
  const auto purpose = entry::purpose_of(base::text_or_empty(request, "purpose"));
  if (!purpose) return base::refusal("request.wrong_type").at("purpose");
  {
    Look look(parts, caller);
    const auto record = shareable(look, {std::string(type), id});
    if (!record) return record.error();
    if (auto shown = check_shown_outside(look, record->ref); !shown) return shown.error();
    if (*purpose == entry::Purpose::Sign) {
      if (auto awaits = check_awaits_signature(look, *record); !awaits) return awaits.error();
    }
  }
  entry::CreatedLink made;
  std::string code = base::text_or_empty(request, "code");
  // Who signs knows a word beside the address (S18-P08).
  if (*purpose == entry::Purpose::Sign && base::trim(code).empty())
    code = random_digits(*parts.settings.random);
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    entry::NewOutsideLink link;
    link.subject_type = type;
    link.subject = std::to_string(id);
    link.purpose = *purpose;
    link.expires_at = op.tx.now + base::days(base::int_or(request, "days", 7));
    link.code = code;
    link.recipient = base::trim(base::text_or_empty(request, "recipient"));
    auto created = entry::create_outside_link(op.tx, *parts.settings.random, link);
    if (!created) return created.error();
    made = *created;
    return base::Json();
  });
  if (!done) return done.error();
  Look look(parts, caller);
  const auto link = entry::outside_link(look.db(), made.id);
  base::ensure(link.has_value(), "a link that was just made");
  base::JsonObject out{{"link", link_json(look, *link, false)},
                       {"token", made.token},
                       {"url", "/outside/" + made.token}};
  set_text(out, "code", code);
  return base::Json(std::move(out));
}

base::Result<void> revoke_outside_link(Workspace& workspace, const Caller& caller, int64_t id) {
  auto& parts = workspace.parts();
  {
    Look look(parts, caller);
    const auto link = entry::outside_link(look.db(), id);
    if (!link) return base::refusal("access.no_link");
    const auto record = records::parse_id(link->subject);
    if (link->created_by != caller.person) {
      const auto may = shareable(look, {link->subject_type, record.value_or(0)});
      if (!may) return may.error();
    }
  }
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    if (auto revoked = entry::revoke_outside_link(op.tx, id); !revoked) return revoked.error();
    return base::Json();
  });
  if (!done) return done.error();
  return {};
}

base::Result<base::Json> open_outside(Workspace& workspace, std::string_view token,
                                      std::string_view code) {
  auto& parts = workspace.parts();
  const auto link = open_link(parts, token, code);
  if (!link) return link.error();
  const auto caller = visitor();
  Look look(parts, caller);
  return page_json(look, *link);
}

base::Result<base::Json> sign_outside(Workspace& workspace, std::string_view token,
                                      const base::Json& signature) {
  auto& parts = workspace.parts();
  const auto link = open_link(parts, token, base::text_or_empty(signature, "code"));
  if (!link) return link.error();
  if (link->purpose != entry::Purpose::Sign) return base::refusal("app.nothing_to_sign");
  auto image = base::text_or_empty(signature, "image");
  if (const auto comma = image.find(',');
      image.starts_with("data:") && comma != std::string::npos) {
    image = image.substr(comma + 1);
  }
  const auto bytes = base::decode_base64(image);
  if (!bytes.starts_with("\x89PNG\r\n"))
    return base::refusal("app.bad_signature_image").at("image");
  if (auto shows = check_signature_picture(bytes); !shows)
    return base::Error(shows.error()).at("image");
  const auto caller = visitor();
  const auto stored = put_attachment(workspace, caller, "signature.png", bytes);
  if (!stored) return stored.error();
  const Signing signing{std::string(base::trim(base::text_or_empty(signature, "name"))),
                        base::text_or_empty(signature, "hash"), base::text_or_empty(*stored, "id")};
  const auto done = parts.run(caller, [&](runtime::Op& op) -> base::Result<base::Json> {
    Act act(parts, op, caller);
    return store_signature(act, *link, signing);
  });
  if (!done) return done.error();
  Look look(parts, caller);
  const auto used = entry::outside_link(look.db(), link->id);
  base::ensure(used.has_value(), "a link that was just used");
  return page_json(look, *used);
}

}  // namespace app
