#include "storage/postgres/ownership.h"

#include <unistd.h>

#include <array>
#include <chrono>

namespace storage::postgres {
namespace {

constexpr std::chrono::seconds renewed_every{1};

// The end lies three renewals ahead. A changed row is locked, so an epoch that was found right
// stays right until the commit that asked.
constexpr std::string_view tables = R"sql(
  CREATE TABLE IF NOT EXISTS workspace_owner (
    is_only BOOLEAN PRIMARY KEY DEFAULT true CHECK (is_only),
    owner TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    until TIMESTAMPTZ NOT NULL);
  ALTER TABLE workspace_owner ADD COLUMN IF NOT EXISTS last_commit BIGINT NOT NULL DEFAULT 0;
  CREATE OR REPLACE FUNCTION check_owner(mine bigint, number bigint) RETURNS void
  LANGUAGE plpgsql AS $$
    BEGIN
      UPDATE workspace_owner SET last_commit = number WHERE epoch = mine AND last_commit < number;
      IF FOUND THEN
        RETURN;
      END IF;
      RAISE EXCEPTION 'the workspace was taken by %', (SELECT owner FROM workspace_owner)
        USING ERRCODE = 'object_in_use';
    END
  $$;
)sql";

std::string this_process() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return std::string(host.data()) + ":" + std::to_string(::getpid());
}

}  // namespace

base::Result<std::unique_ptr<Ownership>> Ownership::take(const Settings& settings,
                                                         const std::string& schema,
                                                         PostgresConnection& writer) {
  writer.begin();
  writer.query("SELECT pg_advisory_xact_lock(hashtext(?))", {schema});
  writer.run_script("CREATE SCHEMA IF NOT EXISTS " + schema);
  writer.run_script(tables);
  const auto taken = writer.first(
      "INSERT INTO workspace_owner (owner, epoch, until) "
      "VALUES (?, 1, clock_timestamp() + interval '3 s') ON CONFLICT (is_only) DO UPDATE "
      "SET owner = excluded.owner, epoch = workspace_owner.epoch + 1, until = excluded.until "
      "WHERE workspace_owner.until < clock_timestamp() RETURNING epoch, last_commit",
      {this_process()});
  const auto holder = writer.first("SELECT owner FROM workspace_owner");
  writer.commit();
  if (!taken) return base::refusal("storage.locked").at(schema).because(holder->text(0));
  const int64_t epoch = taken->integer(0);
  writer.commit_as_owner(epoch, taken->integer(1));
  return std::unique_ptr<Ownership>(new Ownership(settings, schema, epoch));
}

Ownership::Ownership(const Settings& settings, std::string schema, int64_t epoch)
    : settings_(settings), schema_(std::move(schema)), epoch_(epoch) {
  thread_ = std::thread([this] { keep(); });
}

Ownership::~Ownership() {
  {
    const std::lock_guard guard(mutex_);
    is_stopping_ = true;
  }
  wake_.notify_all();
  thread_.join();
  try {
    PostgresConnection(settings_.server, schema_, Access::ReadWrite, settings_.durability)
        .execute("UPDATE workspace_owner SET until = '-infinity' WHERE epoch = ?", {epoch_});
  } catch (const Failure&) {  // then it ends by itself
  }
}

void Ownership::keep() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, renewed_every, [&] { return is_stopping_; })) {
    lock.unlock();
    const bool is_held = renew();
    if (!is_held && settings_.on_lost) settings_.on_lost();
    lock.lock();
    if (!is_held) return;
  }
}

bool Ownership::renew() {
  try {
    if (!connection_) {
      connection_ = std::make_unique<PostgresConnection>(settings_.server, schema_,
                                                         Access::ReadWrite, settings_.durability);
    }
    return connection_->execute(
               "UPDATE workspace_owner SET until = clock_timestamp() + interval '3 s' "
               "WHERE epoch = ?",
               {epoch_}) == 1;
  } catch (const std::exception&) {
    // Out of reach is not lost: nobody can be sure of the other. The next second tries again.
    return true;
  }
}

}  // namespace storage::postgres
