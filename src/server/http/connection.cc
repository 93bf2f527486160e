#include "server/http/connection.h"

#include <sys/socket.h>

#include <utility>

namespace server {

namespace {

bool is_local(Connection& stream) {
  error_code error;
  return stream.socket().local_endpoint(error).protocol().family() == AF_UNIX;
}

std::string to_lower(std::string_view name) {
  std::string out(name);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

}  // namespace

base::Result<Request> request_of(Parser& parser, Connection& stream) {
  auto message = parser.release();
  Request request;
  request.method = std::string(message.method_string());
  request.is_local = is_local(stream);
  for (const auto& field : message) {
    auto& value = request.headers[to_lower(field.name_string())];
    if (!value.empty()) value += ", ";
    value += std::string(field.value());
  }
  request.body = std::move(message.body());
  if (auto read = read_target(std::string_view(message.target()), request); !read)
    return read.error();
  return request;
}

std::string target_begun(const beast::flat_buffer& buffer) {
  const auto read = buffer.data();
  const std::string_view head(static_cast<const char*>(read.data()), read.size());
  const size_t begin = head.find(' ');
  const size_t end = head.find_first_of(" \r\n", begin == std::string_view::npos ? 0 : begin + 1);
  if (begin == std::string_view::npos || end == std::string_view::npos) return {};
  return std::string(head.substr(begin + 1, end - begin - 1));
}

// Calls `act` when the other side closes the connection. What it sends meanwhile stays unread.
void watch_for_end(Connection& stream, std::function<void()> act) {
  const int descriptor = stream.socket().native_handle();
  stream.socket().async_wait(
      Protocol::socket::wait_read, [descriptor, act = std::move(act)](error_code error) {
        char next = 0;
        if (error) return;
        const auto got = ::recv(descriptor, &next, 1, MSG_PEEK | MSG_DONTWAIT);
        const bool is_reset = got < 0 && errno != EAGAIN && errno != EWOULDBLOCK;
        if (got == 0 || is_reset) act();
      });
}

void stop_watching(Connection& stream) {
  error_code ignored;
  stream.socket().cancel(ignored);
}

base::AskerRef watched_asker(Connection& stream) {
  auto asker = std::make_shared<base::Asker>();
  watch_for_end(stream, [asker] { asker->leave(); });
  return asker;
}

bool is_silent(Connection& stream, const beast::flat_buffer& buffer, const Parser& parser) {
  error_code ignored;
  return !parser.got_some() && buffer.size() == 0 && stream.socket().available(ignored) == 0;
}

}  // namespace server
