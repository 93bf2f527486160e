#include "app/statistics.h"

#include "app/inside/parts.h"
#include "runtime/error_hash.h"
#include "runtime/statistics.h"

namespace app {

namespace {

constexpr std::string_view error_count = "activeInstancesWithErrorCount";

const storage::Searchable& table_of(Statistics which) {
  switch (which) {
    case Statistics::InstancesByProcess: return runtime::instances_by_process();
    case Statistics::InstancesByVersion: return runtime::instances_by_version();
    case Statistics::InstancesByError: return runtime::instances_by_error();
    case Statistics::SubscriptionsByVersion: return runtime::subscriptions_by_version();
  }
  return runtime::instances_by_process();
}

base::Error missing(std::string_view member) {
  return base::refusal("request.wrong_type").at("filter." + std::string(member)).because("missing");
}

// The most frequent first, when nothing else is asked for.
base::Json most_first(base::Json request, std::string_view count) {
  if (!request.is_object() || request.as_object().contains("sort")) return request;
  request.as_object()["sort"] =
      base::JsonArray{base::JsonObject{{"field", count}, {"order", "DESC"}}};
  return request;
}

}  // namespace

base::Result<base::Json> count_groups(Workspace& workspace, const Caller& caller, Statistics which,
                                      const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto* filter = base::find(request, "filter");
  const bool must_name = which == Statistics::InstancesByVersion;
  if (must_name && (filter == nullptr || base::find(*filter, "processDefinitionId") == nullptr))
    return missing("processDefinitionId");
  auto db = workspace.parts().database->read();
  if (which != Statistics::InstancesByError) return storage::search(*db, table_of(which), request);
  auto answer = storage::search(*db, table_of(which), most_first(request, error_count));
  if (!answer) return answer;
  for (auto& item : answer->as_object()["items"].as_array())
    item.as_object()["errorHashCode"] =
        runtime::error_hash(base::text_or_empty(item, "errorMessage"));
  return answer;
}

base::Result<base::Json> count_instances_with_error(Workspace& workspace, const Caller& caller,
                                                    const base::Json& request) {
  if (auto allowed = require_administrator(caller); !allowed) return allowed.error();
  const auto* filter = base::find(request, "filter");
  const auto* hash = filter == nullptr ? nullptr : base::find(*filter, "errorHashCode");
  if (hash == nullptr || !hash->is_int64() || filter->as_object().size() != 1)
    return missing("errorHashCode");
  auto db = workspace.parts().database->read();
  const auto messages = runtime::messages_of_hash(*db, hash->as_int64());
  if (messages.empty()) return storage::nothing_found();
  auto asked = most_first(request, error_count);
  asked.as_object()["filter"] = base::JsonObject{{"errorMessage", messages.front()}};
  return storage::search(*db, runtime::instances_by_version_and_error(), asked);
}

}  // namespace app
