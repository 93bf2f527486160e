#include "base/text.h"
#include "storage/common/pooled_database.h"
#include "storage/postgres/connection.h"
#include "storage/postgres/open.h"
#include "storage/postgres/ownership.h"

namespace storage::postgres {
namespace {

// The writer's, the owner's, that of the attachments.
constexpr size_t sessions_beside_readers = 3;

class PostgresDatabase final : public PooledDatabase {
 public:
  PostgresDatabase(const Settings& settings, std::unique_ptr<PostgresConnection> writer,
                   std::unique_ptr<Ownership> ownership)
      : settings_(settings), writer_(std::move(writer)), ownership_(std::move(ownership)) {
    writer_->run_script(
        "CREATE TABLE IF NOT EXISTS migration (module TEXT PRIMARY KEY, version INTEGER NOT NULL)");
  }

  Connection& writer() override { return *writer_; }

  base::Result<void> back_up(const std::filesystem::path&) override {
    return base::refusal("storage.backup_elsewhere")
        .because("pg_dump --schema='" + schema_of(settings_) + "*'");
  }

 private:
  std::unique_ptr<PooledConnection> open_reader() override {
    return std::make_unique<PostgresConnection>(settings_.server, schema_of(settings_),
                                                Access::ReadOnly, settings_.durability,
                                                settings_.reads_for);
  }

  size_t readers_max() const override {
    return settings_.sessions_max == 0 ? SIZE_MAX
                                       : settings_.sessions_max - sessions_beside_readers;
  }

  const Settings settings_;
  std::unique_ptr<PostgresConnection> writer_;
  std::unique_ptr<Ownership> ownership_;  // given up first
};

}  // namespace

std::string schema_of(const Settings& settings) {
  base::ensure(base::is_snake_case(settings.workspace), "a workspace's name is snake_case");
  return "jingwei_" + settings.workspace;
}

base::Result<std::unique_ptr<Database>> open(const Settings& settings) {
  base::ensure(settings.sessions_max == 0 || settings.sessions_max >= kSessionsMin,
               "there are sessions to read with");
  const std::string schema = schema_of(settings);
  auto writer = std::make_unique<PostgresConnection>(settings.server, schema, Access::ReadWrite,
                                                     settings.durability);
  if (const std::string encoding = writer->encoding(); encoding != "UTF8")
    return base::refusal("storage.not_utf8").because(encoding);
  auto ownership = Ownership::take(settings, schema, *writer);
  if (!ownership) return ownership.error();
  auto database =
      std::make_unique<PostgresDatabase>(settings, std::move(writer), std::move(ownership).value());
  if (auto migrated = database->migrate(migrations()); !migrated) return migrated.error();
  return std::unique_ptr<Database>(std::move(database));
}

std::unique_ptr<Connection> open_attachments(const Settings& settings) {
  const std::string schema = schema_of(settings) + "_attachments";
  auto connection = std::make_unique<PostgresConnection>(settings.server, schema, Access::ReadWrite,
                                                         Durability::Full);
  connection->run_script("CREATE SCHEMA IF NOT EXISTS " + schema);
  return connection;
}

void drop_workspace(const Settings& settings) {
  const std::string schema = schema_of(settings);
  PostgresConnection(settings.server, schema, Access::ReadWrite, settings.durability)
      .run_script("DROP SCHEMA IF EXISTS " + schema + ", " + schema + "_attachments CASCADE");
}

}  // namespace storage::postgres
