// The library's connections, as the listener uses them.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <functional>

#include "base/asker.h"
#include "base/result.h"
#include "server/http/message.h"

namespace server {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using boost::system::error_code;
using Parser = http::request_parser<http::string_body>;

// A connection over TCP or the local socket; one type for both, so that all is compiled once.
using Protocol = asio::generic::stream_protocol;
// All of it runs on the one thread of the listener; naming its executor spares a copy behind a
// pointer at every step.
using Executor = asio::io_context::executor_type;
using Connection = beast::basic_stream<Protocol, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
template <class Value>
using Awaitable = asio::awaitable<Value, Executor>;
constexpr asio::use_awaitable_t<Executor> awaited{};

// What has been read, which the parser gives away. Refuses like read_target().
base::Result<Request> request_of(Parser& parser, Connection& stream);

// Of a request whose head was not read to its end; empty when not even that has come whole.
std::string target_begun(const beast::flat_buffer& buffer);

// Calls `act` when the other side closes the connection. What it sends meanwhile stays unread.
void watch_for_end(Connection& stream, std::function<void()> act);
void stop_watching(Connection& stream);
// Who is noted to have left when the other side closes the connection.
base::AskerRef watched_asker(Connection& stream);

// Whether nothing has come of the request that the parser waits for.
bool is_silent(Connection& stream, const beast::flat_buffer& buffer, const Parser& parser);

}  // namespace server
