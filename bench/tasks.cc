// The callers of bench/tasks.mjs that must cost little beside the program: acts on tasks over HTTP,
// a connection each, as fast as they are answered.
// Usage: tasks_bench PORT CALLERS; each line of its input is an act: cookie, path and body, apart
// by tabs. Prints how many seconds all of them took.
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/text.h"

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Strings = http::string_body;

struct Act {
  std::string cookie;
  std::string path;
  std::string body;
};

std::vector<Act> read_acts(std::istream& input) {
  std::vector<Act> acts;
  for (std::string line; std::getline(input, line);) {
    auto parts = base::split(line, '\t');
    base::ensure(parts.size() == 3, "cookie, path and body: " + line);
    acts.push_back({std::move(parts[0]), std::move(parts[1]), std::move(parts[2])});
  }
  return acts;
}

// Takes the next act that nobody has taken until there is none.
asio::awaitable<void> call(uint16_t port, const std::vector<Act>& acts, size_t& next) {
  beast::tcp_stream stream(co_await asio::this_coro::executor);
  stream.connect({asio::ip::address_v4::loopback(), port});
  stream.socket().set_option(asio::ip::tcp::no_delay(true));
  beast::flat_buffer buffer;
  const std::string host = "127.0.0.1:" + std::to_string(port);
  while (next < acts.size()) {
    const Act& act = acts[next++];
    http::request<Strings> request(http::verb::post, act.path, 11, act.body);
    request.set(http::field::host, host);
    request.set(http::field::origin, "http://" + host);
    request.set(http::field::cookie, act.cookie);
    request.set(http::field::content_type, "application/json");
    request.prepare_payload();
    co_await http::async_write(stream, request, asio::use_awaitable);
    http::response<Strings> response;
    co_await http::async_read(stream, buffer, response, asio::use_awaitable);
    base::ensure(response.result_int() < 300, act.path + ": " + response.body());
  }
}

// What fails ends the measurement.
void must_succeed(const std::exception_ptr& failure) {
  if (failure) std::rethrow_exception(failure);
}

double seconds_of(uint16_t port, int callers, const std::vector<Act>& acts) {
  asio::io_context context(1);
  size_t next = 0;
  for (int i = 0; i < callers; ++i) asio::co_spawn(context, call(port, acts, next), must_succeed);
  const auto since = Clock::now();
  context.run();
  return std::chrono::duration<double>(Clock::now() - since).count();
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  if (count != 3) {
    std::fprintf(stderr, "usage: tasks_bench PORT CALLERS < ACTS\n");
    return 2;
  }
  const auto acts = bench::read_acts(std::cin);
  const auto port = static_cast<uint16_t>(std::atoi(arguments[1]));
  std::printf("%.3f\n", bench::seconds_of(port, std::atoi(arguments[2]), acts));
  return 0;
}
