// What clients ask first: whether the server lives, what it is, under which licence.
#include <charconv>

#include "server/camunda/routes.h"
#include "server/http/answers.h"

namespace server::camunda {

namespace {

// The interface we are compatible with.
constexpr std::string_view gateway_version = "8.9.0";

struct Host {
  std::string name;
  int64_t port = 80;
};

// As the caller reached us: "127.0.0.1:8080", "[::1]:8080".
Host host_of(const Request& request) {
  const auto given = request.header("host");
  const size_t colon = given.rfind(':');
  Host host{std::string(given)};
  if (colon == std::string_view::npos || given.ends_with(']')) return host;
  const auto port = given.substr(colon + 1);
  std::from_chars(port.data(), port.data() + port.size(), host.port);
  host.name = given.substr(0, colon);
  return host;
}

// One program is one broker with one partition, which it leads.
base::Json topology(const Request& request, bool is_healthy) {
  const auto host = host_of(request);
  base::JsonArray partitions;
  partitions.push_back(base::JsonObject{
      {"partitionId", 1}, {"role", "leader"}, {"health", is_healthy ? "healthy" : "unhealthy"}});
  base::JsonArray brokers;
  brokers.push_back(base::JsonObject{{"nodeId", 0},
                                     {"brokerId", 0},  // its name since 8.10
                                     {"host", host.name},
                                     {"port", host.port},
                                     {"partitions", std::move(partitions)},
                                     {"version", gateway_version}});
  return base::JsonObject{{"brokers", std::move(brokers)},
                          {"clusterId", "jingwei"},
                          {"clusterSize", 1},
                          {"partitionsCount", 1},
                          {"replicationFactor", 1},
                          {"gatewayVersion", gateway_version},
                          {"lastCompletedChangeId", ""}};
}

base::Json license() {
  return base::JsonObject{{"validLicense", true},
                          {"licenseType", "Apache-2.0"},
                          {"isCommercial", false},
                          {"expiresAt", nullptr}};
}

}  // namespace

void add_cluster_routes(Router& router, app::Workspace& ws) {
  router.add({"GET", "/status", Access::Open, {}, [&ws](const Call&) -> base::Result<Response> {
                app::health(ws);  // reads from the database
                return no_content();
              }});
  router.add(
      {"GET", "/topology", Access::Signed, {}, [&ws](const Call& c) -> base::Result<Response> {
         return json(200, topology(c.request, app::is_storing(ws)));
       }});
  router.add({"GET", "/license", Access::Open, {}, [](const Call&) -> base::Result<Response> {
                return json(200, license());
              }});
}

}  // namespace server::camunda
