// Speed of the whole program over its compatible HTTP interface, as one process sees it from
// outside: the program on one processor, this client on the other.
// Usage: rest_bench [--minutes M]; $JINGWEI names the program. By default half a minute.
#include <algorithm>
#include <array>
#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "bench/bar.h"
#include "bench/rest/program.h"
#include "bpmn/testing.h"

namespace bench {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using Clock = std::chrono::steady_clock;
using Strings = http::string_body;

constexpr size_t kCallers = 64;
constexpr double kCalmShare = 0.7;

// When instances begin, and what became of them.
struct Plan {
  Clock::time_point begin;
  Clock::time_point end;
  double rate = 0;  // instances a second; 0: each caller begins the next as soon as it can
  int64_t begun = 0;
  int64_t ended = 0;
  std::vector<int64_t> micros = {};                     // of each request
  std::array<std::vector<int64_t>, 10> in_tenths = {};  // the same, by when it was answered

  // When the next instance is due; nothing when the time is over.
  std::optional<Clock::time_point> next() {
    const auto now = Clock::now();
    const auto due = rate == 0 ? now
                               : begin + std::chrono::duration_cast<Clock::duration>(
                                             std::chrono::duration<double>(begun / rate));
    if (std::max(now, due) >= end) return {};
    ++begun;
    return due;
  }

  void note(Clock::time_point since, Clock::time_point now) {
    micros.push_back(std::chrono::duration_cast<std::chrono::microseconds>(now - since).count());
    const auto tenth = static_cast<size_t>((now - begin) * 10 / (end - begin));
    in_tenths[std::min<size_t>(tenth, 9)].push_back(micros.back());
  }
};

class Caller {
 public:
  Caller(const asio::any_io_executor& executor, uint16_t port) : stream_(executor) {
    stream_.connect({asio::ip::address_v4::loopback(), port});
    stream_.socket().set_option(asio::ip::tcp::no_delay(true));
  }

  asio::awaitable<void> run(Plan& plan) {
    asio::steady_timer timer(stream_.get_executor());
    while (const auto due = plan.next()) {
      timer.expires_at(*due);
      co_await timer.async_wait(asio::use_awaitable);
      co_await instance(plan, *due);
      ++plan.ended;
    }
  }

  asio::awaitable<std::string> post(std::string path, std::string body,
                                    std::string type = "application/json") {
    http::request<Strings> request(http::verb::post, "/v2" + path, 11, std::move(body));
    request.set(http::field::host, "127.0.0.1");
    request.set(http::field::content_type, type);
    request.prepare_payload();
    co_await http::async_write(stream_, request, asio::use_awaitable);
    http::response<Strings> response;
    co_await http::async_read(stream_, buffer_, response, asio::use_awaitable);
    base::ensure(response.result_int() < 300, path + ": " + response.body());
    co_return std::move(response.body());
  }

 private:
  // A late begin counts: who comes in time must not wait for the client.
  asio::awaitable<void> instance(Plan& plan, Clock::time_point due) {
    const auto done = [&plan](Clock::time_point since) {
      const auto now = Clock::now();
      plan.note(since, now);
      return now;
    };
    co_await post("/process-instances",
                  R"({"processDefinitionId":"service","variables":{"orderId":"o-2026-0001",)"
                  R"("customer":{"name":"某某公司","city":"上海"},"amount":1234.5}})");
    auto at = done(due);
    const std::string taken =
        co_await post("/jobs/activation", R"({"type":"work","worker":"bench","timeout":60000,)"
                                          R"("maxJobsToActivate":1,"requestTimeout":-1})");
    at = done(at);
    const auto answer = base::parse_json(taken);
    base::ensure(answer.ok() && answer->at("jobs").as_array().size() == 1, "a job for everybody");
    co_await post(
        "/jobs/" + base::text_or_empty(answer->at("jobs").at(0), "jobKey") + "/completion",
        R"({"variables":{"paid":true}})");
    done(at);
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
};

// What fails ends the measurement.
void must_succeed(const std::exception_ptr& failure) {
  if (failure) std::rethrow_exception(failure);
}

asio::awaitable<void> deploy(Caller& caller) {
  using namespace bpmn::testing;
  const std::string xml = process("service", element("startEvent", "start") + job("work", "work") +
                                                 element("endEvent", "end") +
                                                 flow("start", "work") + flow("work", "end"));
  co_await caller.post("/deployments",
                       "--x\r\nContent-Disposition: form-data; name=\"resources\"; "
                       "filename=\"service.bpmn\"\r\n\r\n" +
                           xml + "\r\n--x--\r\n",
                       "multipart/form-data; boundary=x");
}

Plan play(uint16_t port, double seconds, double rate) {
  asio::io_context context(1);
  std::vector<std::unique_ptr<Caller>> callers;
  for (size_t i = 0; i < kCallers; ++i)
    callers.push_back(std::make_unique<Caller>(context.get_executor(), port));
  Plan plan;
  plan.rate = rate;
  plan.begin = Clock::now();
  plan.end = plan.begin +
             std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  for (const auto& caller : callers) asio::co_spawn(context, caller->run(plan), must_succeed);
  context.run();
  return plan;
}

double milliseconds_of(std::vector<int64_t>& micros, double share) {
  std::sort(micros.begin(), micros.end());
  return static_cast<double>(
             micros[static_cast<size_t>(share * static_cast<double>(micros.size() - 1))]) /
         1000;
}

// How the figures went over the time: a backlog or a growing database shows here.
void print_tenths(const char* name, Plan& plan, double seconds) {
  std::printf("  %-10s", name);
  for (auto& micros : plan.in_tenths) {
    if (micros.empty()) continue;
    std::printf(" %.0f/s %.0f ms,", static_cast<double>(micros.size()) / 3 / (seconds / 10),
                milliseconds_of(micros, 0.99));
  }
  std::printf("\n");
}

void measure(const std::string& binary, double seconds) {
  Program program(binary, 0);
  stay_on(1);
  {
    asio::io_context context(1);
    Caller caller(context.get_executor(), program.port());
    asio::co_spawn(context, deploy(caller), must_succeed);
    context.run();
  }
  (void)play(program.port(), 2, 0);

  const int64_t used_before = program.used_micros();
  Plan full = play(program.port(), seconds / 2, 0);
  const auto used = static_cast<double>(program.used_micros() - used_before);
  const double rate = static_cast<double>(full.ended) / (seconds / 2);
  Plan calm = play(program.port(), seconds / 2, rate * kCalmShare);

  std::printf("rest: start, service task, end by 3 requests an instance, %zu callers\n", kCallers);
  std::printf("  full        %8.1f ms at most for half, %.1f ms for 99 %% of the requests\n",
              milliseconds_of(full.micros, 0.5), milliseconds_of(full.micros, 0.99));
  std::printf("  at 70 %%     %8.1f ms at most for half, %.1f ms for 99 %% of the requests\n",
              milliseconds_of(calm.micros, 0.5), milliseconds_of(calm.micros, 0.99));
  std::printf("  each tenth of the time: instances a second, 99 %% of the requests\n");
  print_tenths("full", full, seconds / 2);
  print_tenths("at 70 %", calm, seconds / 2);
  hold("over HTTP, instances/s", rate, Bar::AtLeast, 2500);
  hold("over HTTP, us of processor time an instance", used / static_cast<double>(full.ended),
       Bar::AtMost, 330);
  hold("over HTTP at 70 %, ms for 99 % of the requests", milliseconds_of(calm.micros, 0.99),
       Bar::AtMost, 50);
}

}  // namespace
}  // namespace bench

int main(int count, char** arguments) {
  double minutes = 0.5;
  for (int i = 1; i + 1 < count; ++i) {
    if (std::string_view(arguments[i]) == "--minutes") minutes = std::atof(arguments[i + 1]);
  }
  const char* binary = std::getenv("JINGWEI");
  if (binary == nullptr || minutes <= 0) {
    std::fprintf(stderr, "usage: JINGWEI=PROGRAM rest_bench [--minutes M]\n");
    return 2;
  }
  bench::measure(binary, minutes * 60);
  return 0;
}
