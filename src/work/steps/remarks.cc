#include "work/steps/remarks.h"

#include "org/organisation.h"
#include "work/steps/common.h"

namespace work {
namespace {

base::Result<void> check_mentioned(Context& context, const engine::RecordRef& record,
                                   const std::vector<std::string>& persons) {
  for (const std::string& id : persons) {
    const auto person = org::person(context.tx.db, id);
    if (!person || !person->is_active)
      return base::refusal("work.unknown_person").at("mentions").because(id);
    if (!context.hooks.may_take_part || !record) continue;
    const auto allowed = context.hooks.may_take_part(record, id);
    if (!allowed) return base::Error(allowed.error()).at("mentions").because(id);
  }
  return {};
}

}  // namespace

base::Result<Remark> checked(Context& context, const engine::RecordRef& record,
                             const Remark& remark) {
  auto words = checked_text(remark.text);
  if (!words) return words.error();
  if (auto known = check_mentioned(context, record, remark.mentions); !known) return known.error();
  return Remark{std::move(*words), remark.files, remark.mentions};
}

base::JsonObject json_of(const Remark& remark) {
  base::JsonObject out{{"text", remark.text}};
  if (!remark.files.empty())
    out["files"] = base::JsonArray(remark.files.begin(), remark.files.end());
  if (!remark.mentions.empty())
    out["mentions"] = base::JsonArray(remark.mentions.begin(), remark.mentions.end());
  return out;
}

void keep_files(storage::Tx& tx, int64_t instance, const std::vector<std::string>& files) {
  for (const std::string& file : files) {
    tx.db.execute(
        "INSERT INTO work_remark_file (file, instance) VALUES (?, ?) ON CONFLICT (file, instance) "
        "DO NOTHING",
        {file, instance});
  }
}

void tell_mentioned(Context& context, const Matter& matter, const Remark& remark) {
  const std::string& speaker = context.tx.actor.person;
  std::vector<std::string> others;
  for (const std::string& person : remark.mentions) {
    add_participant(context.tx, matter.instance, person);
    if (person != speaker) others.push_back(person);
  }
  const base::Text name = org::name_of(context.tx.db, speaker);
  const base::Text& about = matter.headline;
  notify(context, others,
         {"mention",
          {{name.zh + "在评论中提到了您", (name.en.empty() ? name.zh : name.en) + " mentioned you"},
           about},
          {remark.text, remark.text},
          matter.link,
          ""});
}

}  // namespace work
