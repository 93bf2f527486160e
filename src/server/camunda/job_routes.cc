// Jobs: asked for by workers, who may wait, and answered.
#include "app/jobs.h"
#include "base/text.h"
#include "base/time.h"
#include "server/camunda/pending.h"
#include "server/camunda/routes.h"
#include "server/camunda/running.h"
#include "server/camunda/variables.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

constexpr int64_t wait_max = 3'600'000;
constexpr int64_t wait_usual = 10'000;
constexpr size_t type_length_max = 500;
constexpr size_t message_length_max = 10'000;

class Jobs final : public Pending {
 public:
  Jobs(app::Workspace& workspace, std::string path)
      : workspace_(workspace), path_(std::move(path)) {}

  // `self` is kept by the desk until it answers.
  static base::Result<std::shared_ptr<Pending>> ask(app::Workspace& workspace, const Call& call,
                                                    const app::JobRequest& request) {
    auto self = std::make_shared<Jobs>(workspace, call.request.path);
    const auto number =
        app::ask_for_jobs(workspace, call.caller, request, [self](app::MakeJobs make) {
          self->make_ = std::move(make);
          self->wake_.happened();
        });
    if (!number) return number.error();
    self->number_ = *number;
    return std::shared_ptr<Pending>(std::move(self));
  }

  void wait(std::function<void()> wake) override { wake_.set(std::move(wake)); }
  Response take() override {
    wake_.set(nullptr);
    return finished([&] { return ok(make_()); }, path_);
  }
  void leave() override {
    wake_.set(nullptr);
    app::stop_asking(workspace_, number_);
  }
  // The desk keeps the time.
  std::chrono::steady_clock::time_point until() const override {
    return std::chrono::steady_clock::time_point::max();
  }
  bool has_acted() const override { return false; }

 private:
  app::Workspace& workspace_;
  std::string path_;
  int64_t number_ = 0;
  app::MakeJobs make_;  // set before it is said to have happened
  Wake wake_;
};

// Absent or 0: as long as usual; less than 0: not at all.
std::chrono::milliseconds patience_of(int64_t given) {
  if (given < 0) return std::chrono::milliseconds(0);
  return std::chrono::milliseconds(given == 0 ? wait_usual : given);
}

base::Result<void> check_tenants(const std::vector<std::string>& given) {
  for (const auto& each : given) {
    if (auto known = check_tenant(each); !known) return known;
  }
  return {};
}

base::Result<Response> activate(app::Workspace& workspace, const Call& call) {
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"type", "worker", "timeout", "maxJobsToActivate", "fetchVariable",
                        "requestTimeout", "tenantIds", "tenantFilter"});
  app::JobRequest request;
  request.type = reader.text("type", type_length_max);
  request.worker = reader.text_or("worker", "", type_length_max);
  request.timeout = std::chrono::milliseconds(reader.integer("timeout", 1, INT64_MAX / 4000));
  request.count_max = static_cast<size_t>(reader.integer("maxJobsToActivate", 1, 10'000));
  request.variables = reader.texts("fetchVariable");
  request.patience = patience_of(reader.integer_or("requestTimeout", 0, INT64_MIN, wait_max));
  const auto tenants = reader.texts("tenantIds");
  (void)reader.text_or("tenantFilter", "", 40);
  if (auto read = reader.done(); !read) return read.error();
  if (auto known = check_tenants(tenants); !known) return known.error();
  if (request.type.empty()) return base::refusal("request.wrong_type").at("type").because("empty");
  auto pending = Jobs::ask(workspace, call, request);
  if (!pending) return pending.error();
  Response response;
  response.pending = std::move(*pending);
  return response;
}

void read_corrections(Reader& reader, app::JobAnswer& out) {
  if (!reader.has("corrections")) return;
  const auto given = reader.object_or_empty("corrections");
  Reader inner(given, {"assignee", "dueDate", "followUpDate", "candidateUsers", "candidateGroups",
                       "priority"});
  const auto corrects = [&](const char* name) {
    return inner.has(name) && !given.at(name).is_null();
  };
  base::JsonObject corrections;
  for (const auto* name : {"assignee", "dueDate", "followUpDate"})
    if (corrects(name)) corrections[name] = inner.text_or(name, "", type_length_max);
  for (const auto* name : {"candidateUsers", "candidateGroups"}) {
    if (!corrects(name)) continue;
    const auto texts = inner.texts(name);
    corrections[name] = base::JsonArray(texts.begin(), texts.end());
  }
  if (corrects("priority")) corrections["priority"] = inner.integer_or("priority", 50, 0, 100);
  reader.take_over(inner, "corrections");
  if (!corrections.empty()) out.corrections = std::move(corrections);
}

// An empty date takes it away.
base::Result<void> check_dates(const base::Json& corrections) {
  for (const auto* name : {"dueDate", "followUpDate"}) {
    const auto date = base::text_or_empty(corrections, name);
    if (date.empty() || base::parse_time(date)) continue;
    return base::refusal("request.wrong_type")
        .at("result.corrections." + std::string(name))
        .because("a date and time such as 2026-03-02T01:00:00Z");
  }
  return {};
}

// What a job is answered beyond variables: of a listener of a user task, or of an ad-hoc
// sub-process.
void read_result(Reader& reader, app::JobAnswer& out) {
  const auto given = reader.object_or_empty("result");
  Reader inner(given, {"type", "denied", "deniedReason", "corrections", "activateElements",
                       "isCompletionConditionFulfilled", "isCancelRemainingInstances"});
  out.type = inner.text_or("type", "", 40);
  const auto reason = inner.text_or("deniedReason", "", message_length_max);
  if (inner.is_true("denied")) out.denied = reason.empty() ? "denied" : reason;
  read_corrections(inner, out);
  for (const auto& each : inner.objects("activateElements")) {
    Reader element(each, {"elementId", "variables"});
    out.activate.push_back(
        {element.text("elementId", type_length_max), element.object_or_empty("variables")});
    inner.take_over(element, "activateElements");
  }
  out.is_fulfilled = inner.is_true("isCompletionConditionFulfilled");
  out.cancels_remaining = inner.is_true("isCancelRemainingInstances");
  reader.take_over(inner, "result");
}

base::Result<Response> complete(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"variables", "result"});
  app::JobAnswer answer;
  answer.variables = reader.object_or_empty("variables");
  read_result(reader, answer);
  if (auto read = reader.done(); !read) return read.error();
  if (!answer.type.empty() && answer.type != "userTask" && answer.type != "adHocSubProcess")
    return base::refusal("request.wrong_type")
        .at("result.type")
        .because("userTask or adHocSubProcess");
  if (auto checked = check_dates(answer.corrections); !checked) return checked.error();
  if (answer.is_fulfilled && !answer.activate.empty())
    return base::refusal("request.wrong_type")
        .at("result.isCompletionConditionFulfilled")
        .because("false beside activateElements: what is fulfilled begins nothing more");
  Response response;
  response.soon = [&workspace, caller = call.caller, path = call.request.path, job = *key,
                   answer = std::move(answer)](auto say) {
    app::complete_job(workspace, caller, job, answer,
                      [path, say = std::move(say)](const base::Result<void>& ended) {
                        say([path, ended] { return finished([&] { return done(ended); }, path); });
                      });
  };
  return response;
}

// What a worker says of its failure, a stack trace often. What is longer is cut and not refused, as
// in Camunda, nor is U+0000: a job that cannot fail would be handed out for ever.
std::string message_of(Reader& reader) {
  const std::string message = reader.text_or("errorMessage", "", SIZE_MAX);
  return std::string(base::beginning(message, message_length_max));
}

base::Result<Response> fail(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(without_zero_characters(call.request));
  if (!body) return body.error();
  Reader reader(*body, {"retries", "errorMessage", "retryBackOff", "variables"});
  app::JobFailure failure;
  failure.retries = static_cast<int>(reader.integer_or("retries", 0, 0, INT32_MAX));
  failure.message = message_of(reader);
  failure.back_off =
      std::chrono::milliseconds(reader.integer_or("retryBackOff", 0, 0, INT64_MAX / 4000));
  failure.variables = reader.object_or_empty("variables");
  if (auto read = reader.done(); !read) return read.error();
  return done(app::fail_job(workspace, call.caller, *key, failure));
}

base::Result<Response> throw_error(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_with_variables(without_zero_characters(call.request));
  if (!body) return body.error();
  Reader reader(*body, {"errorCode", "errorMessage", "variables"});
  const auto given = reader.filled("errorCode", SIZE_MAX);
  const std::string code(base::beginning(given, type_length_max));
  const auto message = message_of(reader);
  const auto variables = reader.object_or_empty("variables");
  if (auto read = reader.done(); !read) return read.error();
  return done(app::throw_error(workspace, call.caller, *key, code, message, variables));
}

base::Result<Response> change_one(app::Workspace& workspace, const Call& call) {
  const auto key = key_of(call);
  if (!key) return key.error();
  const auto body = body_of(call.request);
  if (!body) return body.error();
  Reader reader(*body, {"changeset", "operationReference"});
  const auto changeset = reader.object("changeset");
  (void)reader.integer_or("operationReference", 1, 1, INT64_MAX);
  if (auto read = reader.done(); !read) return read.error();
  Reader inner(changeset, {"retries", "timeout", "priority"});
  app::JobChange change;
  if (const auto given = inner.integer_or("retries", 0, 1, INT32_MAX); given > 0)
    change.retries = static_cast<int>(given);
  if (const auto given = inner.integer_or("timeout", -1, 0, INT64_MAX / 4000); given >= 0)
    change.timeout = std::chrono::milliseconds(given);
  constexpr int64_t none = INT64_MAX;
  if (const auto given = inner.integer_or("priority", none, INT32_MIN, INT32_MAX); given != none)
    change.priority = static_cast<int>(given);
  if (auto read = inner.done(); !read) return read.error();
  if (!change.retries && !change.timeout && !change.priority)
    return base::refusal("request.wrong_type")
        .at("changeset")
        .because("retries, timeout or priority");
  return done(app::change_job(workspace, call.caller, *key, change));
}

}  // namespace

void add_job_routes(Router& router, app::Workspace& ws) {
  add_running_search(router, ws, app::Running::Jobs, "/jobs");
  router.add({"POST", "/jobs/activation", Access::Signed, {}, [&ws](const Call& c) {
                return activate(ws, c);
              }});
  router.add({"PATCH", "/jobs/{jobKey}", Access::Signed, {}, [&ws](const Call& c) {
                return change_one(ws, c);
              }});
  router.add({"POST", "/jobs/{jobKey}/completion", Access::Signed, {}, [&ws](const Call& c) {
                return complete(ws, c);
              }});
  router.add({"POST", "/jobs/{jobKey}/failure", Access::Signed, {}, [&ws](const Call& c) {
                return fail(ws, c);
              }});
  router.add({"POST", "/jobs/{jobKey}/error", Access::Signed, {}, [&ws](const Call& c) {
                return throw_error(ws, c);
              }});
}

}  // namespace server::camunda
