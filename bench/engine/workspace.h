// A durable workspace with one deployed process, for measuring: on a real file, or on the
// PostgreSQL server that JINGWEI_BENCH_STORAGE names (postgres://…).
#pragma once

#include <cstdlib>
#include <string>
#include <utility>

#include "runtime/runtime.h"
#include "storage/temporary_place.h"

namespace bench {

class Workspace {
 public:
  explicit Workspace(base::Clock& clock, runtime::Settings settings = {},
                     storage::Durability durability = storage::Durability::Full)
      : clock_(clock), settings_(std::move(settings)), durability_(durability) {
    open();
  }

  void open() {
    storage::Settings settings = place_.settings();
    settings.durability = durability_;
    auto opened = storage::Database::open(settings);
    base::ensure(opened.ok(), "a database opens");
    database_ = std::move(opened).value();
    base::ensure(database_->migrate(storage::migrations()).ok(), "storage migrates");
    base::ensure(database_->migrate(runtime::migrations()).ok(), "runtime migrates");
    runtime_ = runtime::Runtime::create(*database_, clock_, settings_);
  }
  void close() {
    runtime_.reset();
    database_.reset();
  }
  void start() { runtime_->start(); }

  runtime::Runtime& runtime() { return *runtime_; }
  storage::Database& database() { return *database_; }
  storage::Settings place() const { return place_.settings(); }
  // Empty: a file.
  static std::string server() {
    const char* given = std::getenv("JINGWEI_BENCH_STORAGE");
    return given ? given : "";
  }

  const storage::Actor actor{"lin", "", "bench"};

  // The key of the definition.
  int64_t deploy(const std::string& xml) {
    auto prepared = runtime::prepare({{"bench.bpmn", xml}});
    base::ensure(prepared.ok(), "the process of the benchmark can be deployed");
    auto done = runtime_->run(actor, [&](runtime::Op& op) -> base::Result<base::Json> {
      auto deployed = op.engine.deploy(*prepared, runtime::Versions::Together);
      if (!deployed.ok()) return std::move(deployed).error();
      return base::Json(deployed->definitions.front().key);
    });
    base::ensure(done.ok(), "the process of the benchmark is deployed");
    return done->as_int64();
  }
  int64_t count(const std::string& from) {
    return database_->read()->first("SELECT COUNT(*) FROM " + from)->integer(0);
  }
  // Returns when the writer has done an operation: it has looked at the clock and begun.
  void settle() {
    const auto done = runtime_->run(
        actor, [](runtime::Op&) -> base::Result<base::Json> { return base::Json(nullptr); });
    base::ensure(done.ok(), "an operation that does nothing is done");
  }

 private:
  const storage::TemporaryPlace place_{server()};
  base::Clock& clock_;
  runtime::Settings settings_;
  const storage::Durability durability_;
  std::unique_ptr<storage::Database> database_;
  std::unique_ptr<runtime::Runtime> runtime_;
};

}  // namespace bench
