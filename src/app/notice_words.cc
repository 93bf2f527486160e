#include "app/notice_words.h"

#include <algorithm>

#include "app/inside/json.h"
#include "app/inside/queries.h"
#include "app/inside/storing.h"
#include "work/delivery.h"
#include "work/notice_words.h"

namespace app {

namespace {

base::Text read_text(const base::Json& request, std::string_view name) {
  const auto& text = request.at(name);
  return {base::text_or_empty(text, "zh"), base::text_or_empty(text, "en")};
}

work::NoticeWords read_words(const base::Json& request) {
  return {read_text(request, "title"), read_text(request, "text")};
}

// Both languages, whatever is empty: what is edited is a pair.
base::Json pair_json(const base::Text& text) {
  return base::JsonObject{{"zh", text.zh}, {"en", text.en}};
}

base::JsonObject words_json(const work::NoticeWords& words) {
  return {{"title", pair_json(words.title)}, {"text", pair_json(words.text)}};
}

base::JsonObject kind_json(Look& look, std::string_view kind, const work::KeptWords* kept) {
  base::JsonArray names;
  for (const auto name : work::placeholders_of(kind)) names.push_back(base::Json(name));
  base::JsonObject out{{"kind", kind},
                       {"placeholders", std::move(names)},
                       {"words", words_json(kept ? kept->words : work::built_in_words())}};
  if (kept == nullptr) return out;
  out["changed_by"] = look.person(kept->person);
  out["changed_at"] = time_json(kept->at);
  return out;
}

}  // namespace

base::Result<base::Json> notice_words(Workspace& workspace, const Caller& caller) {
  if (auto may = require_administrator(caller); !may) return may.error();
  Look look(workspace.parts(), caller);
  const auto kept = work::kept_words(look.db());
  base::JsonArray items;
  for (const auto kind : work::notice_kinds()) {
    const auto found = kept.find(std::string(kind));
    items.push_back(kind_json(look, kind, found == kept.end() ? nullptr : &found->second));
  }
  return items_json(std::move(items));
}

base::Result<void> set_notice_words(Workspace& workspace, const Caller& caller,
                                    const std::string& kind, const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may;
  return store(workspace.parts(), caller,
               [&](storage::Tx& tx) { return work::keep_words(tx, kind, read_words(request)); });
}

base::Result<void> drop_notice_words(Workspace& workspace, const Caller& caller,
                                     const std::string& kind) {
  if (auto may = require_administrator(caller); !may) return may;
  return store(workspace.parts(), caller,
               [&](storage::Tx& tx) { return work::drop_words(tx, kind); });
}

base::Result<base::Json> try_notice_words(Workspace&, const Caller& caller, const std::string& kind,
                                          const base::Json& request) {
  if (auto may = require_administrator(caller); !may) return may.error();
  const auto example = work::example_of(kind, read_words(request));
  if (!example) return example.error();
  return base::Json(words_json(*example));
}

}  // namespace app
