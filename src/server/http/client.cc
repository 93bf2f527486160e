#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

#include "server/control.h"

namespace server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;

namespace {

base::Error error_of(const base::Json& problem) {
  auto error = base::refusal("internal.defect");
  const auto code = base::text_or_empty(problem, "code");
  for (const auto& known : base::error_codes()) {
    if (known.code == code) error = base::refusal(code);
  }
  error.place = base::text_or_empty(problem, "place");
  error.detail = base::text_or_empty(problem, "detail");
  return error;
}

}  // namespace

std::optional<base::Result<base::Json>> ask_running(const std::filesystem::path& socket,
                                                    std::string_view method, std::string_view path,
                                                    const base::Json& body) {
  asio::io_context context;
  asio::local::stream_protocol::socket stream(context);
  boost::system::error_code error;
  stream.connect(asio::local::stream_protocol::endpoint(socket.string()), error);
  if (error) return std::nullopt;

  http::request<http::string_body> request;
  request.method_string(method);
  request.target(path);
  request.version(11);
  request.set(http::field::host, "localhost");
  request.set(http::field::content_type, "application/json");
  if (method != "GET") request.body() = base::print(body);
  request.prepare_payload();
  http::write(stream, request, error);
  if (error)
    return base::Result<base::Json>(base::refusal("storage.unavailable").because(error.message()));
  beast::flat_buffer buffer;
  http::response<http::string_body> response;
  http::read(stream, buffer, response, error);
  if (error)
    return base::Result<base::Json>(base::refusal("storage.unavailable").because(error.message()));
  if (response.body().empty()) return base::Result<base::Json>(base::Json());
  auto answer = base::parse_json(response.body());
  if (answer && response.result_int() >= 400) return base::Result<base::Json>(error_of(*answer));
  return answer;
}

}  // namespace server
