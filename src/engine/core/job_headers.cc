#include "engine/job_headers.h"

#include "base/json.h"
#include "engine/step.h"

namespace engine {

namespace {

void add(feel::Fields& headers, const Headers& written) {
  for (const auto& [name, text] : written) headers.set(name, feel::Value(text));
}

bool is_of_instance(const Instance& instance, const JobRow& job) {
  return job.element == instance.row.key;
}

}  // namespace

feel::Value job_headers(const Instance& instance, const JobRow& job) {
  feel::Fields headers;
  const feel::Value people = task_headers(instance, job.element);
  if (people.is(feel::Kind::Context)) {
    for (size_t i = 0; i < people.names().size(); ++i)
      headers.set(people.names()[i], people.values()[i]);
  }
  if (is_of_instance(instance, job)) {
    add(headers, instance.process->headers);
  } else {
    const int node = instance.active(job.element)->node;
    for (const auto& [name, formula] : instance.process->nodes[static_cast<size_t>(node)].headers)
      headers.set(name, feel::Value(formula.text));
  }
  if (const CompiledListener* listener = listener_of(instance, job))
    add(headers, listener->headers);
  return headers.build();
}

std::string headers_to_store(const Instance& instance, const JobRow& job) {
  if (job.ended_at.micros != 0) return {};
  const CompiledListener* listener = listener_of(instance, job);
  const feel::Value people = task_headers(instance, job.element);
  const bool is_told_more = (listener && !listener->headers.empty()) ||
                            (is_of_instance(instance, job) && !instance.process->headers.empty()) ||
                            (people.is(feel::Kind::Context) && !people.names().empty());
  return is_told_more ? base::print(feel::to_json(job_headers(instance, job))) : std::string();
}

}  // namespace engine
