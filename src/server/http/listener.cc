#include "server/http/listener.h"

#include <spdlog/spdlog.h>
#include <sys/stat.h>

#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/local/stream_protocol.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <thread>

#include "server/http/answers.h"
#include "server/http/connection.h"
#include "server/http/head.h"
#include "server/http/places.h"
#include "server/http/waiters.h"
#include "server/http/workers.h"

namespace server {

namespace {

class BeastListener final : public Listener {
 public:
  BeastListener(const ListenerSettings& settings, Answer answer, Streams& streams)
      : settings_(settings),
        answer_(std::move(answer)),
        streams_(streams),
        places_(settings.limits.connections_max),
        acceptor_(context_),
        local_(context_),
        workers_(settings.threads, Workers::as_many_as_processors()) {}
  ~BeastListener() override;

  base::Result<void> open();
  uint16_t port() const override { return port_; }

 private:
  base::Result<void> open_tcp();
  base::Result<void> open_local();
  template <class Acceptor>
  Awaitable<void> accept(Acceptor& acceptor);
  // One who is connected.
  struct Peer {
    Connection stream;
    beast::flat_buffer buffer = {};
    bool was_answered = false;
  };
  Awaitable<void> room_for_one();
  void admit(Connection stream);
  Awaitable<void> serve(Connection stream);
  Awaitable<void> turn_away(Connection stream);
  Awaitable<error_code> read_head(Peer& peer, Parser& parser);
  Awaitable<bool> one(Peer& peer);
  Awaitable<bool> answer(Connection& stream, const Request& request, Wire wire);
  Awaitable<Response> without_waiting(Response response, std::string_view target);
  Awaitable<error_code> send(Connection& stream, const Response& response, Wire wire, bool is_head);
  Awaitable<void> refuse(Connection& stream, const Response& refusal, unsigned version);
  Response refusal(const base::Error& error, std::string_view target) const;
  Awaitable<void> stream_events(Connection& stream, Response response, unsigned version);
  // One who is told, and when he was told something last.
  struct Told {
    std::shared_ptr<Stream> hints;
    const StreamFor* whom;
    std::chrono::steady_clock::time_point last = std::chrono::steady_clock::now();
  };
  Awaitable<std::string> text_for(Stream& hints, const StreamFor& whom);
  Awaitable<bool> send_events(Connection& stream, Told& told, Timer& timer);
  template <class Make>
  Awaitable<Response> on_pool(Make make);
  Response answer_now(const Request& request, const base::AskerRef& asker) const noexcept;
  Response take_now(Pending& pending) const noexcept;
  template <class GoOn>
  void go_on_soon(const std::shared_ptr<GoOn>& go_on, const Soon& soon);
  void hand_over(Workers::Work work);
  Response next_now(const StreamFor& whom) const noexcept;
  Awaitable<std::optional<Response>> wait_for(Connection& stream, std::shared_ptr<Pending> pending,
                                              std::string_view target);
  size_t body_limit(std::string_view target) const;

  ListenerSettings settings_;
  Answer answer_;
  Streams& streams_;
  // Context's thread only. Before the context, whose end ends those who wait.
  Places places_;
  Seldom full_;
  Seldom crowded_;
  Surplus surplus_;
  asio::io_context context_{1};
  asio::basic_socket_acceptor<asio::ip::tcp, Executor> acceptor_;
  asio::basic_socket_acceptor<asio::local::stream_protocol, Executor> local_;
  Workers workers_;
  std::deque<Workers::Work> gathered_;  // for the workers; context's thread only
  std::thread thread_;
  uint16_t port_ = 0;
  std::atomic<bool> is_stopping_ = false;
  Waiters waiters_;  // context's thread only
};

base::Result<void> BeastListener::open_tcp() {
  error_code error;
  const auto address = asio::ip::make_address(settings_.address, error);
  if (error)
    return base::refusal("server.bad_address").at(settings_.address).because(error.message());
  const asio::ip::tcp::endpoint endpoint(address, settings_.port);
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error) {
    const bool is_taken = error == asio::error::address_in_use;
    return base::refusal(is_taken ? "server.address_in_use" : "server.bad_address")
        .at(settings_.address + ":" + std::to_string(settings_.port))
        .because(error.message());
  }
  port_ = acceptor_.local_endpoint().port();
  return {};
}

base::Result<void> BeastListener::open_local() {
  if (settings_.socket.empty()) return {};
  error_code error;
  std::error_code ignored;
  std::filesystem::remove(settings_.socket, ignored);
  const auto mask = ::umask(0077);
  local_.open(asio::local::stream_protocol(), error);
  if (!error) local_.bind(asio::local::stream_protocol::endpoint(settings_.socket.string()), error);
  if (!error) local_.listen(16, error);
  ::umask(mask);
  if (error)
    return base::refusal("server.address_in_use")
        .because(settings_.socket.string() + ": " + error.message());
  return {};
}

base::Result<void> BeastListener::open() {
  if (auto opened = open_tcp(); !opened) return opened;
  if (auto opened = open_local(); !opened) return opened;
  asio::co_spawn(context_, accept(acceptor_), asio::detached);
  if (local_.is_open()) asio::co_spawn(context_, accept(local_), asio::detached);
  thread_ = std::thread([this] { context_.run(); });
  return {};
}

BeastListener::~BeastListener() {
  is_stopping_ = true;
  asio::post(context_, [this] {
    error_code ignored;
    acceptor_.close(ignored);
    local_.close(ignored);
  });
  auto deadline = std::make_shared<Timer>(context_, std::chrono::seconds(10));
  deadline->async_wait([this](error_code error) {
    if (!error) context_.stop();
  });
  // Connections end by themselves once they are idle; the last one cancels the deadline.
  auto check = std::make_shared<std::function<void()>>();
  auto timer = std::make_shared<Timer>(context_);
  *check = [this, deadline, timer, weak = std::weak_ptr(check)] {
    if (places_.is_empty()) return context_.stop();
    // Whoever was answered a moment ago has perhaps asked again and is answered once more.
    waiters_.end_those_since(std::chrono::steady_clock::now() - std::chrono::milliseconds(100));
    timer->expires_after(std::chrono::milliseconds(10));
    timer->async_wait([weak](error_code error) {
      if (const auto again = weak.lock(); again && !error) (*again)();
    });
  };
  asio::post(context_, *check);
  if (thread_.joinable()) thread_.join();
  workers_.join();
  std::error_code ignored;
  if (!settings_.socket.empty()) std::filesystem::remove(settings_.socket, ignored);
}

template <class Acceptor>
Awaitable<void> BeastListener::accept(Acceptor& acceptor) {
  while (!is_stopping_) {
    co_await room_for_one();
    error_code error;
    auto socket = co_await acceptor.async_accept(asio::redirect_error(awaited, error));
    if (is_stopping_) break;
    if (error) {
      // Out of file descriptors or the like: give the others time to end.
      Timer pause(context_, std::chrono::milliseconds(50));
      co_await pause.async_wait(asio::redirect_error(awaited, error));
      continue;
    }
    admit(Connection(asio::basic_stream_socket<Protocol, Executor>(std::move(socket))));
  }
}

// Ends when whoever comes next is let in or can be told why not.
Awaitable<void> BeastListener::room_for_one() {
  Timer pause(context_);
  while (!is_stopping_ && places_.is_full() && surplus_.is_full()) {
    surplus_.hurry(std::chrono::steady_clock::now());
    pause.expires_after(std::chrono::milliseconds(1));
    error_code ignored;
    co_await pause.async_wait(asio::redirect_error(awaited, ignored));
  }
}

void BeastListener::admit(Connection stream) {
  if (places_.is_full() && full_.is_due(std::chrono::steady_clock::now())) {
    spdlog::warn(
        "all {} connections (--connections) are taken: idle ones make room, or new ones "
        "are refused",
        settings_.limits.connections_max);
  }
  if (places_.enter()) {
    asio::co_spawn(context_, serve(std::move(stream)), asio::detached);
  } else {
    asio::co_spawn(context_, turn_away(std::move(stream)), asio::detached);
  }
}

Awaitable<void> BeastListener::serve(Connection stream) {
  Peer peer{std::move(stream)};
  try {
    while (co_await one(peer)) peer.was_answered = true;
  } catch (const std::exception& problem) {
    spdlog::warn("connection ended: {}", problem.what());
  }
  places_.leave();
  error_code ignored;
  peer.stream.socket().shutdown(Protocol::socket::shutdown_send, ignored);
}

// Its request is refused; the answer has the shape of the surface that it is for.
Awaitable<void> BeastListener::turn_away(Connection stream) {
  const auto place =
      surplus_.enter(std::chrono::steady_clock::now(), [&stream] { stream.cancel(); });
  try {
    error_code error;
    beast::flat_buffer buffer;
    Parser parser;
    parser.header_limit(static_cast<uint32_t>(settings_.limits.header_bytes_max));
    parser.body_limit(boost::none);
    stream.expires_after(Surplus::time_max);
    co_await http::async_read_header(stream, buffer, parser, asio::redirect_error(awaited, error));
    if (!error) {
      const auto full = refusal(base::refusal("server.too_many_connections"),
                                std::string_view(parser.get().target()));
      co_await refuse(stream, full, parser.get().version());
    }
  } catch (const std::exception& problem) {
    spdlog::warn("connection ended: {}", problem.what());
  }
  surplus_.leave(place);
}

size_t BeastListener::body_limit(std::string_view target) const {
  const auto path = target.substr(0, target.find('?'));
  const bool is_upload = settings_.is_upload != nullptr && settings_.is_upload(path);
  return is_upload ? settings_.limits.upload_bytes_max : settings_.limits.body_bytes_max;
}

// Waits for a request and reads its head. Who has been answered already may have to make room
// until the next one comes.
Awaitable<error_code> BeastListener::read_head(Peer& peer, Parser& parser) {
  parser.header_limit(static_cast<uint32_t>(settings_.limits.header_bytes_max));
  parser.body_limit(boost::none);
  peer.stream.expires_after(settings_.limits.header_time);
  const auto end_silent = [&peer, &parser] {
    if (!is_silent(peer.stream, peer.buffer, parser)) return false;
    peer.stream.cancel();
    return true;
  };
  const auto idle = waiters_.enter(end_silent);
  std::optional<Places::Idle> spare;
  if (peer.was_answered) spare = places_.note_idle(end_silent);
  error_code error;
  co_await http::async_read_header(peer.stream, peer.buffer, parser,
                                   asio::redirect_error(awaited, error));
  waiters_.leave(idle);
  if (spare) places_.forget_idle(*spare);
  co_return error;
}

// Reads one request and answers it. False when the connection is over.
Awaitable<bool> BeastListener::one(Peer& peer) {
  auto& stream = peer.stream;
  auto& buffer = peer.buffer;
  Parser parser;
  error_code error = co_await read_head(peer, parser);
  const auto token = [&error] { return asio::redirect_error(awaited, error); };
  if (error == http::error::end_of_stream || error == asio::error::eof) co_return false;
  if (error == beast::error::timeout || error == asio::error::operation_aborted) co_return false;
  const unsigned version = parser.get().version();
  if (error == http::error::header_limit) {
    const std::string target(parser.get().target());
    const auto too_large = refusal(base::refusal("request.header_too_large"),
                                   target.empty() ? target_begun(buffer) : target);
    co_await refuse(stream, too_large, 11);
    co_return false;
  }
  if (error) {
    if (error.category() == http::make_error_code(http::error::bad_method).category()) {
      const auto malformed =
          refusal(base::refusal("request.malformed").because(error.message()), "");
      co_await refuse(stream, malformed, 11);
    }
    co_return false;
  }

  const std::string target(parser.get().target());
  const size_t limit = body_limit(target);
  if (parser.content_length() && *parser.content_length() > limit) {
    const auto too_large = refusal(base::refusal("request.too_large"), target);
    co_await refuse(stream, too_large, version);
    co_return false;
  }
  parser.body_limit(limit);
  stream.expires_after(settings_.limits.body_time);
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    http::response<http::empty_body> go_on(http::status::continue_, version);
    co_await http::async_write(stream, go_on, token());
    if (error) co_return false;
  }
  co_await http::async_read(stream, buffer, parser, token());
  if (error == http::error::body_limit) {
    const auto too_large = refusal(base::refusal("request.too_large"), target);
    co_await refuse(stream, too_large, version);
    co_return false;
  }
  if (error) {
    if (error != beast::error::timeout && error != asio::error::operation_aborted &&
        error != http::error::partial_message) {
      const auto malformed =
          refusal(base::refusal("request.malformed").because(error.message()), target);
      co_await refuse(stream, malformed, version);
    }
    co_return false;
  }

  const bool keep = parser.get().keep_alive();
  auto request = request_of(parser, stream);
  if (!request) {
    const auto refused = refusal(request.error(), target);
    co_await refuse(stream, refused, version);
    co_return false;
  }
  co_return co_await answer(stream, *request, {version, keep});
}

// False when the connection is over.
Awaitable<bool> BeastListener::answer(Connection& stream, const Request& request, Wire wire) {
  // The clock of the connection stands while the answer is being made.
  stream.expires_never();
  const bool is_question = settings_.is_question != nullptr && settings_.is_question(request);
  const auto asker = is_question ? watched_asker(stream) : nullptr;
  // Named, and without anything to destroy: GCC 12 destroys twice what is captured inside
  // `co_await`.
  const auto make = [this, &request, &asker] { return answer_now(request, asker); };
  Response response = co_await on_pool(make);
  if (asker) stop_watching(stream);
  Places::Wait place;
  if (response.pending || response.stream) {
    place = places_.wait();
    if (!place) response = co_await without_waiting(std::move(response), request.target);
  }
  if (response.pending) {
    auto waited = co_await wait_for(stream, response.pending, request.target);
    if (!waited) co_return false;
    response = std::move(*waited);
    place.reset();
  }
  if (response.stream) {
    co_await stream_events(stream, std::move(response), wire.version);
    co_return false;
  }
  stream.expires_after(settings_.limits.write_time);
  wire.is_kept = wire.is_kept && !is_stopping_;
  const auto error = co_await send(stream, response, wire, request.method == "HEAD");
  co_return !error && wire.is_kept;
}

// What is told to those who would wait when there is no room for it.
Awaitable<Response> BeastListener::without_waiting(Response response, std::string_view target) {
  if (crowded_.is_due(std::chrono::steady_clock::now())) {
    spdlog::warn("nine tenths of {} connections (--connections) wait: more that would are refused",
                 settings_.limits.connections_max);
  }
  const auto pending = std::move(response.pending);
  if (pending && pending->has_acted()) {
    const auto take = [this, &pending] { return take_now(*pending); };
    co_return co_await on_pool(take);
  }
  if (pending) pending->leave();
  co_return refusal(base::refusal("server.too_many_waiting"), target);
}

// 204 and 304 have no length, and nothing follows them.
Awaitable<error_code> BeastListener::send(Connection& stream, const Response& response, Wire wire,
                                          bool is_head) {
  const bool is_empty = response.status == 204 || response.status == 304;
  const std::string head =
      head_of(response, wire, is_empty ? std::nullopt : std::optional(response.body.size()));
  const bool has_body = !is_empty && !is_head;
  const std::array<asio::const_buffer, 2> parts{
      asio::buffer(head), asio::buffer(response.body, has_body ? response.body.size() : 0)};
  error_code error;
  co_await asio::async_write(stream, parts, asio::redirect_error(awaited, error));
  co_return error;
}

Response BeastListener::refusal(const base::Error& error, std::string_view target) const {
  return settings_.problem != nullptr ? settings_.problem(error, target) : problem(error);
}

Awaitable<void> BeastListener::refuse(Connection& stream, const Response& response,
                                      unsigned version) {
  stream.expires_after(std::chrono::seconds(10));
  error_code error = co_await send(stream, response, {version, false}, false);
  // Takes what is still on its way for a moment, so that the refusal is read before the reset.
  stream.socket().shutdown(Protocol::socket::shutdown_send, error);
  char rest[16384];
  stream.expires_after(std::chrono::seconds(2));
  for (size_t taken = 0; !error && taken < (64u << 20);) {
    taken +=
        co_await stream.async_read_some(asio::buffer(rest), asio::redirect_error(awaited, error));
  }
}

Response BeastListener::answer_now(const Request& request,
                                   const base::AskerRef& asker) const noexcept {
  const base::WorksFor whom(asker);
  try {
    return answer_(request);
  } catch (const std::exception& defect) {
    spdlog::error("{} {}: {}", request.method, request.path, defect.what());
    return problem(base::refusal("internal.defect"));
  }
}

Response BeastListener::take_now(Pending& pending) const noexcept {
  try {
    return pending.take();
  } catch (const std::exception& defect) {
    spdlog::error("an answer that was waited for: {}", defect.what());
    return problem(base::refusal("internal.defect"));
  }
}

// What cannot be read now is told later.
Response BeastListener::next_now(const StreamFor& whom) const noexcept {
  Response told;
  try {
    told.body = whom.next();
  } catch (const std::exception& failure) {
    spdlog::warn("a stream could not be continued: {}", failure.what());
  }
  return told;
}

// To the workers, with all that comes in the same moment: they are woken once for it.
void BeastListener::hand_over(Workers::Work work) {
  gathered_.push_back(std::move(work));
  if (gathered_.size() > 1) return;
  asio::post(context_, [this] { workers_.post(std::exchange(gathered_, {})); });
}

// Makes an answer on another thread and goes on with it on this one. `make` throws nothing.
template <class Make>
Awaitable<Response> BeastListener::on_pool(Make make) {
  return asio::async_initiate<const asio::use_awaitable_t<Executor>, void(Response)>(
      [this](auto go_on, Make act) {
        hand_over([this, kept = std::make_shared<decltype(go_on)>(std::move(go_on)), act] {
          auto response = act();
          if (response.soon) return go_on_soon(kept, response.soon);
          asio::post(context_, [kept, made = std::move(response)]() mutable {
            std::move (*kept)(std::move(made));
          });
        });
      },
      awaited, std::move(make));
}

template <class GoOn>
void BeastListener::go_on_soon(const std::shared_ptr<GoOn>& go_on, const Soon& soon) {
  workers_.hold();
  soon([this, go_on](MakeResponse make) {
    asio::post(context_, [go_on, make = std::move(make)] { std::move (*go_on)(make()); });
    workers_.release();
  });
}

// Nothing when whoever asked has gone. When the listener ends, the time to wait is over.
Awaitable<std::optional<Response>> BeastListener::wait_for(Connection& stream,
                                                           std::shared_ptr<Pending> pending,
                                                           std::string_view target) {
  PendingHold waiting(std::move(pending));
  auto timer = std::make_shared<Timer>(context_, waiting.pending().until());
  auto is_gone = std::make_shared<bool>(false);
  waiting.pending().wait([this, timer] { asio::post(context_, [timer] { timer->cancel(); }); });
  watch_for_end(stream, [timer, is_gone] {
    *is_gone = true;
    timer->cancel();
  });
  const auto idle = waiters_.enter([timer] { timer->cancel(); });
  error_code ignored;
  co_await timer->async_wait(asio::redirect_error(awaited, ignored));
  waiters_.leave(idle);
  stop_watching(stream);
  if (*is_gone) co_return std::nullopt;
  if (is_stopping_ && !waiting.pending().has_acted())
    co_return refusal(base::refusal("server.ending"), target);
  const auto take = [this, taken = waiting.taken()] { return take_now(*taken); };
  co_return co_await on_pool(take);
}

// What there is to tell. Where the stream tells what has happened, hints only say that it is time
// to look, and one that comes during the look asks for another.
Awaitable<std::string> BeastListener::text_for(Stream& hints, const StreamFor& whom) {
  std::string text = hints.take();
  if (!whom.next) co_return text;
  const auto make = [this, &whom] { return next_now(whom); };
  while (true) {
    Response told = co_await on_pool(make);
    if (!told.body.empty() || text.empty()) co_return std::move(told.body);
    text = hints.take();
  }
}

// Not every act gives a hint.
constexpr std::chrono::milliseconds kLook{1000};

Awaitable<bool> BeastListener::send_events(Connection& stream, Told& told, Timer& timer) {
  error_code error;
  const auto heartbeat = told.last + settings_.limits.heartbeat;
  std::string text = co_await text_for(*told.hints, *told.whom);
  if (text.empty()) {
    timer.expires_at(told.whom->next ? std::min(heartbeat, std::chrono::steady_clock::now() + kLook)
                                     : heartbeat);
    co_await timer.async_wait(asio::redirect_error(awaited, error));
    text = co_await text_for(*told.hints, *told.whom);
    if (text.empty() && std::chrono::steady_clock::now() < heartbeat) co_return true;
    if (text.empty()) text = ": here\n\n";
  }
  stream.expires_after(settings_.limits.write_time);
  error.clear();
  co_await asio::async_write(stream, asio::buffer(text), asio::redirect_error(awaited, error));
  stream.expires_never();
  told.last = std::chrono::steady_clock::now();
  co_return !error;
}

Awaitable<void> BeastListener::stream_events(Connection& stream, Response response,
                                             unsigned version) {
  error_code error;
  auto timer = std::make_shared<Timer>(context_);
  const auto events = streams_.open(response.stream->person, [this, timer] {
    asio::post(context_, [timer] { timer->cancel(); });
  });
  if (!events) {
    const auto too_many = problem(base::refusal("server.too_many_streams"));
    co_await refuse(stream, too_many, version);
    co_return;
  }
  const std::string head = head_of(response, {version, false}, std::nullopt);
  const std::array<asio::const_buffer, 2> parts{asio::buffer(head), asio::buffer(response.body)};
  stream.expires_after(settings_.limits.write_time);
  co_await asio::async_write(stream, parts, asio::redirect_error(awaited, error));
  stream.expires_never();

  const auto idle = waiters_.enter([timer, &stream] {
    timer->cancel();
    stream.cancel();
  });
  const auto end = std::chrono::steady_clock::now() + settings_.limits.stream_time;
  bool is_open = !error;
  Told told{events, &*response.stream};
  // A page that is left must not count until the next heartbeat finds it gone.
  auto is_gone = std::make_shared<bool>(false);
  watch_for_end(stream, [timer, is_gone] {
    *is_gone = true;
    timer->cancel();
  });
  while (is_open && !*is_gone && !is_stopping_ && std::chrono::steady_clock::now() < end) {
    is_open = co_await send_events(stream, told, *timer);
  }
  waiters_.leave(idle);
  stop_watching(stream);
  streams_.close(events);
}

}  // namespace

base::Result<std::unique_ptr<Listener>> Listener::start(const ListenerSettings& settings,
                                                        Answer answer, Streams& streams) {
  auto listener = std::make_unique<BeastListener>(settings, std::move(answer), streams);
  if (auto opened = listener->open(); !opened) return opened.error();
  return std::unique_ptr<Listener>(std::move(listener));
}

}  // namespace server
