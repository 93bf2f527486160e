#include "storage/postgres/server.h"

#include "storage/postgres/connection.h"

namespace storage::postgres {
namespace {

struct FreeOptions {
  void operator()(PQconninfoOption* options) const { PQconninfoFree(options); }
};
using Options = std::unique_ptr<PQconninfoOption, FreeOptions>;

Options options_of(const std::string& server) {
  char* problem = nullptr;
  Options options(PQconninfoParse(server.c_str(), &problem));
  if (options) return options;
  const std::string text = problem ? problem : "the server's address cannot be read";
  PQfreemem(problem);
  throw Failure(text);
}

std::string in_quotes(std::string_view value) {
  std::string text = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') text += '\\';
    text += c;
  }
  return text + "'";
}

void run(const std::string& server, const std::string& sql) {
  PostgresConnection(server, "public", Access::ReadWrite, Durability::Off).execute(sql);
}

}  // namespace

std::string with_database(const std::string& server, const std::string& name) {
  std::string made;
  const Options options = options_of(server);
  for (const PQconninfoOption* each = options.get(); each->keyword; ++each) {
    const bool is_name = std::string_view(each->keyword) == "dbname";
    if (!is_name && each->val)
      made += std::string(each->keyword) + "=" + in_quotes(each->val) + " ";
  }
  return made + "dbname=" + in_quotes(name);
}

void create_database(const std::string& server, const std::string& name,
                     const std::string& original) {
  // Whole files are copied faster than blocks by way of the log.
  run(server, "CREATE DATABASE \"" + name + "\" TEMPLATE \"" +
                  (original.empty() ? "template1" : original) + "\" STRATEGY = FILE_COPY");
}

void drop_database(const std::string& server, const std::string& name) {
  run(server, "DROP DATABASE IF EXISTS \"" + name + "\" WITH (FORCE)");
}

}  // namespace storage::postgres
