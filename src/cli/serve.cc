#include <spdlog/spdlog.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <iostream>

#include "app/callback_office.h"
#include "app/post_office.h"
#include "app/sessions.h"
#include "app/workspace.h"
#include "base/clock.h"
#include "base/random.h"
#include "base/text.h"
#include "cli/commands.h"
#include "packs/pack.h"
#include "scenario/scenario.h"
#include "server/open_files.h"
#include "server/server.h"
#include "server/waiting.h"

namespace cli {

namespace {

bool is_loopback(const std::string& address) { return address == "127.0.0.1" || address == "::1"; }

base::Result<void> check_options(const ServeOptions& options) {
  const bool needs_loopback =
      options.is_demo || !options.virtual_clock.empty() || options.is_compatible_api_open;
  if (needs_loopback && !is_loopback(options.address)) {
    return base::refusal("cli.loopback_only").at(options.address);
  }
  if (!options.virtual_clock.empty() && !base::parse_time(options.virtual_clock)) {
    return base::refusal("cli.bad_time").at(options.virtual_clock);
  }
  return {};
}

std::unique_ptr<base::Clock> clock_of(const ServeOptions& options) {
  if (options.virtual_clock.empty()) return std::make_unique<base::SystemClock>();
  return std::make_unique<base::VirtualClock>(*base::parse_time(options.virtual_clock));
}

using PacksRef = std::shared_ptr<const packs::Packs>;

base::Result<PacksRef> read_packs(const std::filesystem::path& folder) {
  const auto folders = pack_folders(folder);
  if (folders.empty()) return base::refusal("cli.no_packs").at(folder.string());
  auto read = std::make_shared<packs::Packs>(packs::read(folders));
  if (read->problems.empty()) return PacksRef(std::move(read));
  std::string detail;
  for (const auto& problem : read->problems) detail += problem.print() + "\n";
  return base::refusal("app.pack_does_not_fit").because(std::move(detail));
}

// Signals are waited for by one thread instead of being handled.
sigset_t block_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGUSR1);  // from this program itself: the workspace is lost
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  return signals;
}

void print_demo(app::Workspace& workspace) {
  const auto health = app::health(workspace);
  std::cout << "\n演示账号 demo sign-ins:\n";
  for (const auto& entry : health.at("demo").as_array()) {
    std::string positions;
    for (const auto& position : entry.at("positions").as_array()) {
      positions += (positions.empty() ? "" : "、") + base::text_or_empty(position, "zh");
    }
    std::cout << "  " << base::text_or_empty(entry, "username") << " / "
              << base::text_or_empty(entry, "password") << "  "
              << base::text_or_empty(entry, "name") << "  " << positions << "\n";
  }
}

std::string address_of(const ServeOptions& options, uint16_t port) {
  return "http://" + options.address + ":" + std::to_string(port);
}

void greet(const ServeOptions& options, app::Workspace& workspace, uint16_t port) {
  std::cout << "经纬 Jingwei  " << address_of(options, port) << "\n";
  if (options.is_demo) print_demo(workspace);
}

// A workspace without accounts gets a link for its first administrator. Refuses while nothing can
// be stored.
base::Result<void> print_first_link(const ServeOptions& options, app::Workspace& workspace,
                                    uint16_t port) {
  if (options.is_demo) return {};
  const auto link = app::first_link(workspace);
  if (!link) return link.error();
  if (link->empty()) return {};
  std::cout
      << "\n设置管理员密码（24 小时内一次有效） set the administrator's password, once within 24 "
         "hours:\n  "
      << address_of(options, port) << "/sign-in?link=" << *link << "\n";
  return {};
}

// An empty workspace gets the demo's records; what a second start finds is left alone.
base::Result<void> fill_demo(const ServeOptions& options, app::Workspace& workspace,
                             const packs::Packs& packs) {
  if (!options.is_demo) return {};
  if (app::is_demo_filled(workspace)) return {};
  if (auto played = scenario::play_demo(workspace, packs); !played) return played;
  return app::note_demo_filled(workspace);
}

app::Settings settings_of(const ServeOptions& options, base::Clock& clock, base::Random& random) {
  app::Settings settings;
  settings.storage = storage_of(options.data, options.storage);
  settings.storage.sessions_max = options.sessions_max;
  // Told to the thread that waits for signals.
  settings.storage.on_lost = [] { ::kill(::getpid(), SIGUSR1); };
  settings.clock = &clock;
  settings.random = &random;
  settings.secret_key = secret_key();
  settings.elements_max = options.elements_max;
  settings.on_outage = [](const std::string& why) {
    if (why.empty())
      spdlog::info("storing goes on");
    else
      spdlog::error("nothing can be stored: {}", why);
  };
  settings.on_defect = [](const std::string& why) { spdlog::error("defect: {}", why); };
  settings.demo = options.is_demo ? app::Demo::SignIns : app::Demo::None;
  return settings;
}

// As many as are wanted, or as fit into the files that may be open.
size_t make_room(const ServeOptions& options) {
  const size_t files = server::raise_open_files();
  const size_t fitting = server::connections_that_fit(options.connections, files);
  if (fitting < options.connections) {
    spdlog::warn("{} connections at once instead of {}: this process may have {} files open",
                 fitting, options.connections, files);
  }
  return fitting;
}

server::Settings listening_of(const ServeOptions& options) {
  server::Settings listening;
  listening.address = options.address;
  listening.port = options.port;
  listening.web = options.web.empty() ? default_web() : options.web;
  listening.control = control_socket(options.data);
  listening.hosts = options.hosts;
  listening.connections = options.connections;
  if (options.is_compatible_api_open) listening.compatible_api = server::CompatibleApi::Everybody;
  return listening;
}

enum class Ended { BySignal, ByLoss };

class Serving {
 public:
  Serving(const ServeOptions& options, const sigset_t& signals, PacksRef packs)
      : options_(options),
        signals_(signals),
        packs_(std::move(packs)),
        clock_(clock_of(options)),
        settings_(settings_of(options, *clock_, random_)),
        listening_(listening_of(options)) {}

  // Serves until a signal comes or the workspace is lost to another process.
  base::Result<Ended> serve() {
    auto workspace = open();
    if (!workspace) return workspace.error();
    if (!*workspace) return Ended::BySignal;
    if (auto filled = fill_demo(options_, **workspace, *packs_); !filled) return filled.error();
    const auto server = server::Server::start(listening_, **workspace);
    if (!server) return server.error();
    listening_.port = (*server)->port();
    const app::PostOffice post(**workspace);
    const app::CallbackOffice callbacks(**workspace);
    greet(options_, **workspace, listening_.port);
    const auto came = wait_with_link(**workspace);
    if (!came) return came.error();
    int signal = *came;
    // The table of readings takes a seventh of a second once: here nobody waits for it.
    (void)base::pinyin_initials("经");
    if (signal == 0) sigwait(&signals_, &signal);
    return signal == SIGUSR1 ? Ended::ByLoss : Ended::BySignal;
  }

 private:
  // Until the link is printed or is not needed, or a signal comes first; 0: none did.
  base::Result<int> wait_with_link(app::Workspace& workspace) {
    for (bool is_first = true; true; is_first = false) {
      const auto printed = print_first_link(options_, workspace, listening_.port);
      if (is_first || printed) std::cout << std::endl;
      if (printed) return 0;
      if (printed.error().code != "storage.unavailable") return printed.error();
      if (is_first) print_refusal(printed.error());
      constexpr timespec pause{1, 0};
      if (const int signal = sigtimedwait(&signals_, nullptr, &pause); signal > 0) return signal;
    }
  }

  // On a server another process may own the workspace: then answers who, and waits for its end,
  // also where the server itself is out of reach meanwhile. Null when a signal came first.
  base::Result<std::unique_ptr<app::Workspace>> open() {
    std::unique_ptr<server::Waiting> door;
    while (true) {
      auto opened = open_once();
      if (opened || options_.storage.empty() || !may_pass(opened.error())) {
        has_reached_ = has_reached_ || opened.ok();
        return opened;
      }
      if (door) {
        door->say(opened.error());
      } else {
        auto started = server::Waiting::start(listening_, opened.error());
        if (!started) return started.error();
        door = std::move(*started);
        listening_.port = door->port();
        std::cout << "等待 waiting, http://" << options_.address << ":" << door->port() << ": "
                  << opened.error().title.zh << " " << opened.error().title.en << ": "
                  << opened.error().detail << std::endl;
      }
      constexpr timespec pause{0, 500'000'000};
      if (sigtimedwait(&signals_, nullptr, &pause) > 0) return std::unique_ptr<app::Workspace>();
    }
  }

  base::Result<std::unique_ptr<app::Workspace>> open_once() {
    try {
      return app::Workspace::open(settings_, packs_);
    } catch (const storage::Failure& failure) {
      return base::refusal("storage.unavailable").because(failure.what());
    }
  }

  // A server that was never reached is named wrongly more likely than it is out of order.
  bool may_pass(const base::Error& error) {
    const bool is_held = error.code == "storage.locked";
    has_reached_ = has_reached_ || is_held;
    const bool is_out_of_reach =
        error.code == "storage.unavailable" || error.code == "storage.not_let_in";
    return is_held || (has_reached_ && is_out_of_reach);
  }

  const ServeOptions& options_;
  const sigset_t& signals_;
  bool has_reached_ = false;
  PacksRef packs_;
  std::unique_ptr<base::Clock> clock_;
  base::SystemRandom random_;
  app::Settings settings_;
  server::Settings listening_;
};

// Without a front of its own the program still serves the API, as where the front lies elsewhere.
base::Result<void> check_web(const ServeOptions& options) {
  const auto folder = options.web.empty() ? default_web() : options.web;
  std::error_code error;
  if (std::filesystem::exists(folder / "index.html", error)) return {};
  if (!options.web.empty()) return base::refusal("cli.no_web").at(folder.string());
  std::cout << "没有网页前端，只提供 API no web front, the API only: " << folder.string()
            << std::endl;
  return {};
}

// Loading takes a while: that the address is free is seen before anything is written.
base::Result<void> check_address(const ServeOptions& options) {
  if (options.port == 0) return {};
  const auto door =
      server::Waiting::start(listening_of(options), base::refusal("storage.unavailable"));
  return door ? base::Result<void>() : door.error();
}

base::Result<void> serve_until(const ServeOptions& options, const sigset_t& signals) {
  if (auto checked = check_web(options); !checked) return checked;
  if (auto checked = check_address(options); !checked) return checked;
  auto packs = read_packs(options.packs.empty() ? default_packs() : options.packs);
  if (!packs) return packs.error();
  std::error_code error;
  std::filesystem::create_directories(workspace_folder(options.data), error);
  Serving serving(options, signals, std::move(packs).value());
  while (true) {
    const auto ended = serving.serve();
    if (!ended) return ended.error();
    if (*ended == Ended::BySignal) break;
    std::cout << "数据已由另一个进程接管 another process has taken the data over" << std::endl;
  }
  std::cout << "正在停止 stopping" << std::endl;
  return {};
}

}  // namespace

int serve(const ServeOptions& given) {
  if (auto checked = check_options(given); !checked) {
    print_refusal(checked.error());
    return 2;
  }
  ServeOptions options = given;
  options.connections = make_room(given);
  const auto signals = block_signals();
  if (auto served = serve_until(options, signals); !served) {
    print_refusal(served.error());
    return 1;
  }
  return 0;
}

}  // namespace cli
