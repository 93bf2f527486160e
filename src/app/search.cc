#include "app/search.h"

#include <algorithm>

#include "app/inside/json.h"
#include "base/text.h"

namespace app {

namespace {

constexpr size_t found_max = 8;

bool is_numbered(const records::Record& record, std::string_view words) {
  return base::lower_ascii(record.number).starts_with(words);
}

}  // namespace

base::Result<base::Json> find_records(Workspace& workspace, const Caller& caller,
                                      std::string_view words) {
  Look look(workspace.parts(), caller);
  const auto wanted = base::lower_ascii(base::trim(words));
  std::vector<records::Record> found;
  if (!base::search_query(wanted).empty()) {
    records::Query query;
    query.search = wanted;
    query.size = found_max;
    query.with_computed = false;
    for (const auto& [id, type] : look.types().types()) {
      auto page = records::list(look.db(), look.types(), look.environment(), id, query);
      if (!page) return page.error();
      std::ranges::move(page->items, std::back_inserter(found));
    }
  }
  std::ranges::stable_sort(found, [&](const records::Record& a, const records::Record& b) {
    const bool is_first = is_numbered(a, wanted);
    return is_first == is_numbered(b, wanted) ? a.ref.id > b.ref.id : is_first;
  });
  if (found.size() > found_max) found.resize(found_max);
  base::JsonArray items;
  for (const auto& record : found) {
    const auto* type = look.types().type(record.ref.type);
    items.push_back(base::JsonObject{{"type", look.ref(type->id, type->title)},
                                     {"record", look.record(record.ref)}});
  }
  return items_json(std::move(items));
}

}  // namespace app
