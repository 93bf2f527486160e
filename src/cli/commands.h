// The command line. Each command prints what it did, or one clear line and a code other than 0.
#pragma once

#include <cstdint>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "base/result.h"
#include "storage/database.h"

namespace cli {

using Paths = std::vector<std::filesystem::path>;

// Reads the arguments and runs the command. Returns the exit code: 0 well, 1 refused, 2 wrong
// arguments.
int run(int argc, char** argv);

struct ServeOptions {
  std::filesystem::path data = "data";
  std::string storage;  // postgres://…; empty: SQLite in `data`
  bool is_demo = false;
  std::string address = "127.0.0.1";
  uint16_t port = 8080;
  std::string virtual_clock;  // ISO instant; empty: the machine's clock
  std::filesystem::path packs;
  std::filesystem::path web;
  std::vector<std::string> hosts;
  bool is_compatible_api_open = false;  // /v2 without signing in
  int elements_max = 100'000;           // alive at once in one process instance
  size_t connections = 10'000;          // at once
  size_t sessions_max = 0;              // of PostgreSQL; 0: as many as help
};
int serve(const ServeOptions& options);

// Problems of packs, models and scenarios, a line each: file:line:column: text.
int check(const Paths& paths);
struct TestOptions {
  std::string filter;   // only files whose path holds it
  std::string storage;  // postgres://…; empty: SQLite in temporary folders
  bool is_verbose = false;
};
int test(const Paths& paths, const TestOptions& options);
int trace(const Paths& paths, bool is_proving, bool is_json);

int back_up(const std::filesystem::path& data, const std::string& storage,
            const std::filesystem::path& target);
int restore(const std::filesystem::path& source, const std::filesystem::path& data);

struct UserOptions {
  std::filesystem::path data = "data";
  std::string storage;  // as of ServeOptions
  std::filesystem::path packs;
  std::string username;
  std::string name;
};
// The password is read from the terminal or the standard input.
int add_user(const UserOptions& options);
int set_user_password(const UserOptions& options);
// Prints a token with which a program acts as the person; `name` says what for.
int make_token(const UserOptions& options);
int list_users(const UserOptions& options);

struct FeelOptions {
  std::string expression;            // empty: a conversation
  std::filesystem::path context;     // a file; empty: no names
  std::string dialect = "standard";  // or "camunda"
};
int feel(const FeelOptions& options);
int feel_batch();

struct DmnOptions {
  std::filesystem::path file;
  Paths imports;         // models that it imports
  std::string decision;  // or service; empty: the only decision
  std::filesystem::path input;
  bool is_explained = false;
};
int dmn(const DmnOptions& options);
int dmn_batch(const std::filesystem::path& models);

// Where the running server listens for acts of the command line.
std::filesystem::path control_socket(const std::filesystem::path& data);
// JINGWEI_SECRET_KEY of the environment; empty when it is not set.
std::string secret_key();
std::filesystem::path workspace_folder(const std::filesystem::path& data);
storage::Settings storage_of(const std::filesystem::path& data, const std::string& server);
// Folders of packs below `folder`, and the built front: as installed or as in the source tree.
Paths pack_folders(const std::filesystem::path& folder);
std::filesystem::path default_packs();
std::filesystem::path default_web();
// Prints a refusal for a person at a terminal.
void print_refusal(const base::Error& error);

}  // namespace cli
