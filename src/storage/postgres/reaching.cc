#include "storage/postgres/reaching.h"

#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <string_view>

#include "base/text.h"

namespace storage::postgres {
namespace {

// What the server's address says itself goes before. Who is cut off without a word notices within
// five to fifteen seconds, whether he waits for the network or has something on its way.
struct Setting {
  const char* name;
  const char* value;
};
constexpr std::array defaults = {
    Setting{"connect_timeout", "3"},     Setting{"keepalives_idle", "3"},
    Setting{"keepalives_interval", "1"}, Setting{"keepalives_count", "2"},
    Setting{"tcp_user_timeout", "5000"}, Setting{"fallback_application_name", "jingwei"}};

constexpr std::chrono::seconds asked_for{3};

// Of one session that is begun, until it stands or is refused.
void wait_for(PGconn* handle) {
  const auto end = std::chrono::steady_clock::now() + asked_for;
  PostgresPollingStatusType next = PGRES_POLLING_WRITING;
  while (next == PGRES_POLLING_WRITING || next == PGRES_POLLING_READING) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        end - std::chrono::steady_clock::now());
    pollfd socket{PQsocket(handle), POLLIN, 0};
    if (next == PGRES_POLLING_WRITING) socket.events = POLLOUT;
    if (left.count() <= 0 || poll(&socket, 1, static_cast<int>(left.count())) <= 0) return;
    next = PQconnectPoll(handle);
  }
}

// Of who comes (28), of the database (3D), of what the address sets for the session (22023, 42),
// and of the right to connect, which is one of 42.
bool is_for_good(std::string_view state) {
  if (state.size() != 5) return false;
  return state.starts_with("28") || state.starts_with("3D") || state.starts_with("42") ||
         state == "22023";
}

// The library tells the state of what it was refused with in words alone, where it is asked to
// leave out the words: "FATAL:  28P01".
bool is_refused(const std::string& server) {
  const Way way = way_to(server);
  const Handle handle(PQconnectStartParams(way.names.data(), way.values.data(), 1));
  PQsetErrorVerbosity(handle.get(), PQERRORS_SQLSTATE);
  if (PQstatus(handle.get()) != CONNECTION_BAD) wait_for(handle.get());
  if (PQconnectionNeedsPassword(handle.get()) == 1) return true;
  const auto lines = base::split(PQerrorMessage(handle.get()), '\n');
  return std::ranges::any_of(lines, [](std::string_view line) {
    const size_t mark = line.rfind(": ");
    return mark != std::string_view::npos && is_for_good(base::trim(line.substr(mark + 1)));
  });
}

}  // namespace

Way way_to(const std::string& server) {
  Way way;
  const auto add = [&](const char* name, const char* value) {
    way.names.push_back(name);
    way.values.push_back(value);
  };
  for (const Setting& each : defaults) add(each.name, each.value);
  add("dbname", server.c_str());
  add("client_encoding", "UTF8");
  add(nullptr, nullptr);
  return way;
}

Why why_not(const std::string& server) {
  const Way way = way_to(server);
  switch (PQpingParams(way.names.data(), way.values.data(), 1)) {
    case PQPING_REJECT: return Why::Recovering;
    case PQPING_NO_RESPONSE: return Why::Unreachable;
    case PQPING_NO_ATTEMPT: return Why::Refused;  // the library itself cannot read the address
    case PQPING_OK: break;
  }
  return is_refused(server) ? Why::Refused : Why::Unreachable;
}

}  // namespace storage::postgres
