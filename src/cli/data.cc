// Backup, restore and accounts: by the running server when there is one, else on the data itself.
#include <unistd.h>

#include <functional>
#include <iostream>

#include "app/sessions.h"
#include "app/workspace.h"
#include "base/clock.h"
#include "base/random.h"
#include "cli/commands.h"
#include "packs/pack.h"
#include "server/control.h"

namespace cli {

namespace {

namespace fs = std::filesystem;

int report(const base::Result<void>& done, std::string_view said) {
  if (!done) {
    print_refusal(done.error());
    return 1;
  }
  std::cout << said << std::endl;
  return 0;
}

base::Result<void> without_value(const base::Result<base::Json>& answer) {
  if (!answer) return answer.error();
  return {};
}

bool holds_data(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / "jingwei.db", error);
}

// Opens the data that no server holds. Refuses with cli.no_data instead of making some.
base::Result<void> with_workspace(const storage::Settings& stored, const fs::path& packs,
                                  const std::function<base::Result<void>(app::Workspace&)>& act) {
  if (stored.server.empty() && !holds_data(stored.folder))
    return base::refusal("cli.no_data").at(stored.folder.string());
  base::SystemClock clock;
  base::SystemRandom random;
  app::Settings settings;
  settings.storage = stored;
  settings.clock = &clock;
  settings.random = &random;
  settings.secret_key = secret_key();
  auto read = std::make_shared<packs::Packs>(
      packs::read(pack_folders(packs.empty() ? default_packs() : packs)));
  const auto workspace = app::Workspace::open(settings, std::move(read));
  if (!workspace) return workspace.error();
  return act(**workspace);
}

bool is_empty_or_absent(const fs::path& folder) {
  std::error_code error;
  return !fs::exists(folder, error) || fs::is_empty(folder, error);
}

std::string read_password() {
  std::string password;
  if (::isatty(STDIN_FILENO) != 0) {
    const char* typed = ::getpass("密码 password: ");
    if (typed != nullptr) password = typed;
  } else {
    std::getline(std::cin, password);
  }
  return password;
}

}  // namespace

int back_up(const fs::path& data, const std::string& storage, const fs::path& target) {
  if (!is_empty_or_absent(target)) {
    return report(base::refusal("cli.folder_not_empty").at(target.string()), "");
  }
  const base::JsonObject body{{"folder", fs::absolute(target).string()}};
  if (const auto answer =
          server::ask_running(control_socket(data), "POST", "/control/backup", body)) {
    return report(without_value(*answer), "已备份 backed up: " + target.string());
  }
  const auto done = with_workspace(storage_of(data, storage), {}, [&](app::Workspace& workspace) {
    return workspace.back_up(target);
  });
  return report(done, "已备份 backed up: " + target.string());
}

int restore(const fs::path& source, const fs::path& data) {
  const auto folder = workspace_folder(data);
  std::error_code error;
  if (!is_empty_or_absent(folder))
    return report(base::refusal("cli.folder_not_empty").at(folder.string()), "");
  if (!holds_data(source)) return report(base::refusal("cli.no_backup").at(source.string()), "");
  fs::create_directories(folder, error);
  fs::copy(source, folder, fs::copy_options::recursive, error);
  if (error) return report(base::refusal("storage.unavailable").because(error.message()), "");
  return report({}, "已恢复 restored: " + folder.string());
}

int add_user(const UserOptions& options) {
  const auto password = read_password();
  const base::JsonObject body{
      {"username", options.username}, {"name", options.name}, {"password", password}};
  if (const auto answer =
          server::ask_running(control_socket(options.data), "POST", "/control/users", body)) {
    return report(without_value(*answer), "已添加 added: " + options.username);
  }
  const auto done = with_workspace(
      storage_of(options.data, options.storage), options.packs, [&](app::Workspace& workspace) {
        return app::add_account(workspace, options.username, options.name, password);
      });
  return report(done, "已添加 added: " + options.username);
}

int set_user_password(const UserOptions& options) {
  const auto password = read_password();
  const auto path = "/control/users/" + options.username + "/password";
  const base::JsonObject body{{"password", password}};
  if (const auto answer = server::ask_running(control_socket(options.data), "PUT", path, body)) {
    return report(without_value(*answer), "密码已设置 password set: " + options.username);
  }
  const auto done = with_workspace(
      storage_of(options.data, options.storage), options.packs, [&](app::Workspace& workspace) {
        return app::set_password(workspace, options.username, password);
      });
  return report(done, "密码已设置 password set: " + options.username);
}

int make_token(const UserOptions& options) {
  const auto path = "/control/users/" + options.username + "/tokens";
  const base::JsonObject body{{"title", options.name}};
  if (const auto answer = server::ask_running(control_socket(options.data), "POST", path, body)) {
    return report(without_value(*answer),
                  *answer ? base::text_or_empty(**answer, "token") : std::string());
  }
  std::string token;
  const auto done =
      with_workspace(storage_of(options.data, options.storage), options.packs,
                     [&](app::Workspace& workspace) -> base::Result<void> {
                       auto made = app::make_api_token(workspace, options.username, options.name);
                       if (!made) return made.error();
                       token = *made;
                       return {};
                     });
  return report(done, token);
}

int list_users(const UserOptions& options) {
  base::Json users;
  if (const auto answer =
          server::ask_running(control_socket(options.data), "GET", "/control/users", {})) {
    if (!*answer) return report(answer->error(), "");
    users = **answer;
  } else {
    const auto done = with_workspace(storage_of(options.data, options.storage), options.packs,
                                     [&](app::Workspace& workspace) -> base::Result<void> {
                                       auto listed = app::accounts(workspace);
                                       if (!listed) return listed.error();
                                       users = std::move(*listed);
                                       return {};
                                     });
    if (!done) return report(done, "");
  }
  for (const auto& user : users.at("items").as_array()) {
    std::cout << base::text_or_empty(user, "username") << "\t" << base::text_or_empty(user, "name")
              << "\t" << base::text_or_empty(user, "person")
              << (base::is_true(user, "disabled") ? "\t停用 disabled" : "") << "\n";
  }
  return 0;
}

}  // namespace cli
