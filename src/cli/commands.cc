#include "cli/commands.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace cli {

namespace {

namespace fs = std::filesystem;

// The folder two above the program (build/<preset>/jingwei), the one it stands in, or the working
// directory.
fs::path near_program(const fs::path& wanted) {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  for (const auto& start :
       {fs::current_path(), program.parent_path().parent_path(), program, program.parent_path()}) {
    if (fs::exists(start / wanted, error)) return start / wanted;
  }
  return wanted;
}

struct Arguments {
  ServeOptions serve;
  UserOptions user;
  Paths paths;
  TestOptions test;
  std::string storage;
  bool is_proving = false;
  bool is_json = false;
  bool is_batch = false;
  fs::path data = "data";
  fs::path folder;
  FeelOptions feel;
  DmnOptions dmn;
  int code = 0;
};

void add_storage(CLI::App* command, std::string& storage) {
  command->add_option("--storage", storage, "PostgreSQL server; without it SQLite is used")
      ->type_name("postgres://…")
      ->envname("JINGWEI_STORAGE")
      ->check([](const std::string& given) {
        const bool is_known =
            given.starts_with("postgres://") || given.starts_with("postgresql://");
        return is_known ? std::string() : "begins with postgres://";
      });
}

void add_serve(CLI::App& app, Arguments& a) {
  auto* serve = app.add_subcommand("serve", "Serve a workspace 启动服务");
  serve->add_option("--data", a.serve.data, "Folder of the data")->capture_default_str();
  add_storage(serve, a.serve.storage);
  serve->add_flag("--demo", a.serve.is_demo,
                  "Load the packs' demo organisation and data into an empty workspace");
  serve->add_option("--address", a.serve.address, "Address to listen on")->capture_default_str();
  serve->add_option("--port", a.serve.port, "Port; 0: any free one")->capture_default_str();
  serve->add_option("--virtual-clock", a.serve.virtual_clock,
                    "Begin at this instant and stand still (loopback only)");
  serve->add_option("--packs", a.serve.packs, "Folder that holds the packs");
  serve->add_option("--web", a.serve.web, "Folder of the built front");
  serve->add_option("--host", a.serve.hosts, "Further name by which it may be called");
  serve->add_flag("--unprotected-v2", a.serve.is_compatible_api_open,
                  "Anybody on this machine may call /v2, as the administrator (loopback only)");
  serve
      ->add_option("--elements-max", a.serve.elements_max,
                   "Elements alive at once in one process instance; more are incidents")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  serve
      ->add_option("--connections", a.serve.connections,
                   "Connections at once, nine tenths of which may wait for something")
      ->check(CLI::Range(10, 1'000'000))
      ->capture_default_str();
  serve
      ->add_option("--storage-sessions", a.serve.sessions_max,
                   "Sessions with PostgreSQL at once, at least " +
                       std::to_string(storage::kSessionsMin) + "; without it as many as help")
      ->check(CLI::Range(storage::kSessionsMin, size_t{10'000}));
  serve->callback([&a] { a.code = cli::serve(a.serve); });
}

void add_checks(CLI::App& app, Arguments& a) {
  auto* check = app.add_subcommand("check", "Check packs, models and scenarios 检查业务包");
  check->add_option("path", a.paths, "Packs, .bpmn or .scenario files")->required();
  check->callback([&a] { a.code = cli::check(a.paths); });

  auto* test = app.add_subcommand("test", "Run scenarios 运行场景");
  test->add_option("path", a.paths, "Scenario files or folders that hold some")->required();
  test->add_option("--filter", a.test.filter, "Only files whose path holds this text");
  test->add_flag("--verbose", a.test.is_verbose, "Name each scenario with its time");
  test->callback([&a] { a.code = cli::test(a.paths, a.test); });
  add_storage(test, a.test.storage);

  auto* trace =
      app.add_subcommand("trace", "Trace clauses to what carries and proves them 追溯制度条款");
  trace->add_option("pack", a.paths, "Packs")->required();
  trace->add_flag("--prove", a.is_proving,
                  "Switch each carrier off in turn; a scenario must then fail");
  trace->add_flag("--json", a.is_json, "Print JSON");
  trace->callback([&a] { a.code = cli::trace(a.paths, a.is_proving, a.is_json); });
}

void add_data(CLI::App& app, Arguments& a) {
  auto* backup = app.add_subcommand("backup", "Copy the data while the server runs 备份");
  backup->add_option("--data", a.data, "Folder of the data")->capture_default_str();
  backup->add_option("target", a.folder, "An empty folder")->required();
  backup->callback([&a] { a.code = cli::back_up(a.data, a.storage, a.folder); });
  add_storage(backup, a.storage);

  auto* restore = app.add_subcommand("restore", "Put a backup in place of no data 恢复");
  restore->add_option("--data", a.data, "Folder of the data")->capture_default_str();
  restore->add_option("source", a.folder, "The backup")->required();
  restore->callback([&a] { a.code = cli::restore(a.folder, a.data); });
}

void add_users(CLI::App& app, Arguments& a) {
  auto* user = app.add_subcommand("user", "Accounts 账号");
  user->require_subcommand(1);
  const auto common = [&a](CLI::App* command) {
    command->add_option("--data", a.user.data, "Folder of the data")->capture_default_str();
    add_storage(command, a.user.storage);
    command->add_option("--packs", a.user.packs, "Folder that holds the packs");
  };
  auto* add =
      user->add_subcommand("add", "Add a person with an account; the password is asked for");
  common(add);
  add->add_option("username", a.user.username)->required();
  add->add_option("--name", a.user.name, "The person's name")->required();
  add->callback([&a] { a.code = add_user(a.user); });
  auto* password = user->add_subcommand("password", "Set a password");
  common(password);
  password->add_option("username", a.user.username)->required();
  password->callback([&a] { a.code = set_user_password(a.user); });
  auto* token = user->add_subcommand("token", "Make a token with which a program acts as a person");
  common(token);
  token->add_option("username", a.user.username)->required();
  token->add_option("--title", a.user.name, "What it is for")->required();
  token->callback([&a] { a.code = make_token(a.user); });
  auto* list = user->add_subcommand("list", "List accounts");
  common(list);
  list->callback([&a] { a.code = list_users(a.user); });
}

void add_feel(CLI::App& app, Arguments& a) {
  auto* feel = app.add_subcommand("feel", "Evaluate FEEL 计算表达式");
  auto* expression =
      feel->add_option("expression", a.feel.expression, "Without one: a conversation");
  auto* context = feel->add_option("--context", a.feel.context,
                                   "File of names and values, JSON or .feel; - is standard input");
  auto* dialect = feel->add_option("--dialect", a.feel.dialect, "standard or camunda")
                      ->check(CLI::IsMember({"standard", "camunda"}))
                      ->capture_default_str();
  feel->add_flag("--batch", a.is_batch, "One JSON line in, one out")
      ->excludes(expression, context, dialect);
  feel->callback([&a] { a.code = a.is_batch ? feel_batch() : cli::feel(a.feel); });
}

void add_dmn(CLI::App& app, Arguments& a) {
  auto* dmn = app.add_subcommand("dmn", "Evaluate a decision 计算决策");
  auto* file = dmn->add_option("file", a.dmn.file, "A .dmn file");
  auto* imports = dmn->add_option("--import", a.dmn.imports, "Model that the file imports")
                      ->allow_extra_args(false);
  auto* decision = dmn->add_option("--decision", a.dmn.decision,
                                   "Id or name of a decision, service or knowledge model");
  auto* input =
      dmn->add_option("--input", a.dmn.input, "File of inputs, JSON or .feel; - is standard input");
  auto* explain = dmn->add_flag("--explain", a.dmn.is_explained, "How each decision came about");
  auto* batch = dmn->add_flag("--batch", a.is_batch, "One JSON line in, one out")
                    ->excludes(file, imports, decision, input, explain);
  dmn->add_option("--models", a.folder, "Folder that the paths of a batch begin from")
      ->needs(batch);
  dmn->callback([&a, file] {
    if (!a.is_batch && file->count() == 0) throw CLI::RequiredError("file");
    a.code = a.is_batch ? dmn_batch(a.folder) : cli::dmn(a.dmn);
  });
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App app("Jingwei 经纬: rules of operation that run", "jingwei");
  app.require_subcommand(1);
  Arguments arguments;
  add_serve(app, arguments);
  add_checks(app, arguments);
  add_data(app, arguments);
  add_users(app, arguments);
  add_feel(app, arguments);
  add_dmn(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    const int code = app.exit(wrong);
    return code == 0 ? 0 : 2;
  }
  return arguments.code;
}

fs::path workspace_folder(const fs::path& data) { return data / "default"; }
storage::Settings storage_of(const fs::path& data, const std::string& server) {
  storage::Settings settings;
  settings.folder = workspace_folder(data);
  settings.server = server;
  return settings;
}
std::string secret_key() {
  const char* key = std::getenv("JINGWEI_SECRET_KEY");
  return key == nullptr ? std::string() : key;
}
fs::path control_socket(const fs::path& data) { return workspace_folder(data) / "control.sock"; }

Paths pack_folders(const fs::path& folder) {
  Paths out;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (fs::exists(entry.path() / "pack.yaml", error)) out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

fs::path default_packs() { return near_program("packs"); }
fs::path default_web() { return near_program("web/dist"); }

void print_refusal(const base::Error& error) {
  std::fprintf(stderr, "jingwei: %s %s (%s)\n", error.title.zh.c_str(), error.title.en.c_str(),
               error.code.c_str());
  if (!error.place.empty()) std::fprintf(stderr, "  %s\n", error.place.c_str());
  if (!error.detail.empty()) std::fprintf(stderr, "  %s\n", error.detail.c_str());
  for (const auto& missing : error.missing) {
    std::fprintf(stderr, "  - %s: %s\n", missing.label.zh.c_str(), missing.how.zh.c_str());
  }
}

}  // namespace cli
