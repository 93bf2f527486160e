#include "app/inside/file_rights.h"

#include <algorithm>

#include "app/inside/json.h"
#include "app/inside/kept_signature.h"
#include "app/inside/opinion_rights.h"
#include "app/inside/signature_picture.h"
#include "app/waiting.h"
#include "records/files.h"
#include "records/records.h"
#include "work/files.h"
#include "work/instances.h"
#include "work/task.h"

namespace app {

namespace {

class FileRights {
 public:
  FileRights(Parts& parts, storage::Connection& db, const Caller& caller)
      : definitions_(*parts.definitions),
        types_(*parts.definitions->types),
        db_(db),
        caller_(caller),
        environment_(environment_of(parts, caller)),
        opinions_(parts, db, environment_, caller) {}

  bool may_read(std::string_view file) {
    const auto records = records::records_with_file(db_, types_, file);
    const auto sees = [&](const records::Ref& ref) {
      const auto record = records::find(db_, types_, ref);
      return record && sees_record(ref) &&
             records::tells_file(db_, types_, environment_, *record, file);
    };
    if (std::ranges::any_of(records, sees)) return true;
    const auto instances = work::instances_with_file(db_, file);
    const auto sees_matter = [&](int64_t instance) { return sees_in_matter(instance, file); };
    if (std::ranges::any_of(instances, sees_matter)) return true;
    const bool is_in_letter = work::is_in_letter(db_, file);
    if (is_in_letter && sees_letter(file)) return true;
    if (const auto kept = kept_signature(db_, caller_.person); kept && kept->image == file)
      return true;
    return records.empty() && instances.empty() && !is_in_letter && has_uploaded(file);
  }

 private:
  bool sees_letter(std::string_view file) {
    return is_administrator(caller_) || work::has_letter_with_file(db_, file, caller_.person);
  }

  // Who reads it, works on it, or wrote it beside what he works on.
  bool sees_record(const records::Ref& ref) {
    const auto record = records::find(db_, types_, ref);
    if (record && records::may(db_, types_, environment_, *record, records::May::Read)) return true;
    if (work::works_on(db_, {ref.type, ref.id}, caller_.person)) return true;
    const auto matters = work::instances_of_record(db_, {ref.type, ref.id});
    return std::ranges::any_of(matters, [&](const work::Instance& matter) {
      return work::takes_part(db_, matter.key, caller_.person);
    });
  }

  bool sees_in_matter(int64_t key, std::string_view file) {
    if (is_administrator(caller_)) return true;
    if (work::takes_part(db_, key, caller_.person))
      return !work::is_of_remark(db_, key, file) || is_told(key, file);
    const auto matter = work::instance(db_, key);
    if (!matter) return false;
    const auto* process = definitions_.process(matter->process);
    if (process != nullptr && is_owner(*process, caller_)) return true;
    return matter->record.id != 0 && sees_record({matter->record.type, matter->record.id}) &&
           opinions_.may_read_all(key);
  }

  // Whether what he is told of the matter's story has the file.
  bool is_told(int64_t key, std::string_view file) {
    return std::ranges::any_of(work::timeline_of_instance(db_, key),
                               [&](const work::TimelineEntry& entry) {
                                 if (std::ranges::count(entry.files, file) == 0) return false;
                                 const auto task = work::find_task(db_, entry.task);
                                 return !task || opinions_.told(*task) == Told::Words ||
                                        opinions_.is_for_caller(*task, entry);
                               });
  }

  bool has_uploaded(std::string_view file) {
    const auto row = db_.first("SELECT person FROM attachment WHERE id = ?", {std::string(file)});
    return row && row->text(0) == caller_.person;
  }

  const Definitions& definitions_;
  const records::Catalogue& types_;
  storage::Connection& db_;
  const Caller& caller_;
  records::Environment environment_;
  OpinionRights opinions_;
};

}  // namespace

bool may_read_file(Parts& parts, storage::Connection& db, const Caller& caller,
                   std::string_view file) {
  return caller.is_observer || FileRights(parts, db, caller).may_read(file);
}

base::Result<void> check_files(Parts& parts, storage::Connection& db, const Caller& caller,
                               const base::Json& request) {
  const auto files = texts_of(request, "files");
  for (size_t at = 0; at < files.size(); ++at) {
    const bool is_stored =
        db.first("SELECT 1 FROM attachment WHERE id = ?", {files[at]}).has_value();
    if (!is_stored || !may_read_file(parts, db, caller, files[at]))
      return base::refusal("app.no_attachment").at("files." + std::to_string(at));
  }
  return {};
}

namespace {

base::Error bad_signature(std::string why) {
  return base::refusal("app.bad_signature_image").at("signature.image").because(std::move(why));
}

// Empty where no picture is given.
std::string signature_image(const base::Json& request) {
  const auto* signature = base::find(request, "signature");
  return signature == nullptr ? std::string() : base::text_or_empty(*signature, "image");
}

base::Result<void> check_own_picture(Parts& parts, storage::Connection& db,
                                     const std::string& person, const std::string& image) {
  const auto row = db.first("SELECT size, sha256, person FROM attachment WHERE id = ?", {image});
  if (!row || row->text(2) != person) return bad_signature("no file that you have uploaded");
  if (row->integer(0) > signature_size_max) return bad_signature("larger than 1 MiB");
  const auto bytes = parts.attachments->get(row->text(1));
  if (!bytes) return bytes.error();
  return check_signature_picture(*bytes);
}

}  // namespace

base::Result<void> check_signature(Parts& parts, storage::Connection& db, const Caller& caller,
                                   const base::Json& request) {
  const auto* signature = base::find(request, "signature");
  const auto* image = signature == nullptr ? nullptr : base::find(*signature, "image");
  if (image == nullptr || image->is_null()) return {};
  return check_own_picture(parts, db, caller.person, signature_image(request));
}

base::Result<void> check_signed_fields(Parts& parts, const storage::Tx& tx,
                                       const records::RecordType& type,
                                       const base::JsonObject& stored,
                                       const base::JsonObject& values) {
  for (const auto& field : type.fields) {
    if (field.type != records::FieldType::Signature) continue;
    const auto* given = values.if_contains(field.id);
    const auto* before = stored.if_contains(field.id);
    if (given == nullptr || !given->is_object()) continue;
    const auto image = base::text_or_empty(*given, "image");
    const bool is_kept = before != nullptr && base::text_or_empty(*before, "image") == image;
    if (image.empty() || is_kept) continue;
    auto own = check_own_picture(parts, tx.db, tx.actor.person, image);
    if (!own) return base::Error(own.error()).at(field.id);
  }
  return {};
}

base::Result<void> check_fresh_signature(storage::Connection& db, const Caller& caller,
                                         const base::Json& request) {
  const auto image = signature_image(request);
  if (image.empty()) return {};
  const auto kept = kept_signature(db, caller.person);
  const bool is_old =
      (kept && kept->image == image) || !work::instances_with_file(db, image).empty();
  if (is_old) return bad_signature("this step asks for a signature that is drawn for it");
  return {};
}

base::JsonArray files_json(storage::Connection& db, const std::vector<std::string>& files) {
  base::JsonArray out;
  for (const std::string& file : files) {
    const auto row =
        db.first("SELECT name, size, sha256, type FROM attachment WHERE id = ?", {file});
    base::ensure(row.has_value(), "attachments are never deleted");
    out.push_back(base::JsonObject{{"id", file},
                                   {"name", row->text(0)},
                                   {"size", row->integer(1)},
                                   {"sha256", row->text(2)},
                                   {"type", row->text(3)}});
  }
  return out;
}

}  // namespace app
