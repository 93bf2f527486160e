#include <libpq-fe.h>

#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/engine/bare.h"
#include "bench/engine/rows.h"

namespace bench {
namespace {

// Statements that are sent before their results are read: more could fill the buffers of both
// sides.
constexpr int kSentMax = 400;
constexpr Oid kInteger8 = 20;

using Answer = std::unique_ptr<PGresult, void (*)(PGresult*)>;

class Session {
 public:
  Session(const std::string& server, const std::string& schema)
      : handle_(PQconnectdb(server.c_str()), PQfinish) {
    must(PQstatus(get()) == CONNECTION_OK);
    done(PQexec(get(), ("SET search_path TO " + schema).c_str()));
  }

  void begin() {
    must(PQenterPipelineMode(get()) == 1);
    send("BEGIN");
  }
  void commit() {
    send("COMMIT");
    receive();
    must(PQexitPipelineMode(get()) == 1);
  }

  class Statement {
   public:
    Statement(Session& session, const char* sql)
        : session_(session), name_("s" + std::to_string(++session.prepared_)) {
      done(PQprepare(session.get(), name_.c_str(), numbered(sql).c_str(), 0, nullptr));
      const Answer described(PQdescribePrepared(session.get(), name_.c_str()), PQclear);
      for (int i = 0; i < PQnparams(described.get()); ++i)
        types_.push_back(PQparamtype(described.get(), i));
    }

    void run(std::initializer_list<Value> values) {
      texts_.clear();
      texts_.reserve(values.size());
      pointers_.clear();
      lengths_.clear();
      formats_.clear();
      for (const Value& value : values) add(value);
      session_.send(name_, pointers_, lengths_, formats_);
    }

   private:
    // Numbers of eight bytes as they are, everything else as text.
    void add(const Value& value) {
      const bool is_long = types_[pointers_.size()] == kInteger8;
      const auto* number = std::get_if<int64_t>(&value);
      const auto* text = std::get_if<std::string_view>(&value);
      std::string written;
      if (number && is_long) {
        for (int shift = 56; shift >= 0; shift -= 8)
          written += static_cast<char>((static_cast<uint64_t>(*number) >> shift) & 0xff);
      } else if (number) {
        written = std::to_string(*number);
      } else if (text) {
        written = *text;
      }
      texts_.push_back(std::move(written));
      pointers_.push_back(number || text ? texts_.back().c_str() : nullptr);
      lengths_.push_back(static_cast<int>(texts_.back().size()));
      formats_.push_back(number && is_long ? 1 : 0);
    }

    Session& session_;
    const std::string name_;
    std::vector<Oid> types_;
    std::vector<std::string> texts_;
    std::vector<const char*> pointers_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
  };

 private:
  PGconn* get() const { return handle_.get(); }
  void must(bool is_done) const {
    if (!is_done) throw std::runtime_error(PQerrorMessage(get()));
  }
  static void done(PGresult* given) {
    const Answer answer(given, PQclear);
    const ExecStatusType status = PQresultStatus(answer.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_PIPELINE_SYNC)
      throw std::runtime_error(PQresultErrorMessage(answer.get()));
  }
  // "?" as "$1", "$2" and so on.
  static std::string numbered(std::string_view sql) {
    std::string made;
    int count = 0;
    for (const char letter : sql) {
      if (letter == '?') {
        made += "$" + std::to_string(++count);
      } else {
        made += letter;
      }
    }
    return made;
  }

  void send(const char* sql) {
    must(PQsendQueryParams(get(), sql, 0, nullptr, nullptr, nullptr, nullptr, 0) == 1);
    ++sent_;
  }
  void send(const std::string& prepared, const std::vector<const char*>& values,
            const std::vector<int>& lengths, const std::vector<int>& formats) {
    must(PQsendQueryPrepared(get(), prepared.c_str(), static_cast<int>(values.size()),
                             values.data(), lengths.data(), formats.data(), 0) == 1);
    if (++sent_ == kSentMax) receive();
  }
  void receive() {
    must(PQpipelineSync(get()) == 1);
    for (; sent_ > 0; --sent_) {
      done(PQgetResult(get()));
      must(PQgetResult(get()) == nullptr);
    }
    done(PQgetResult(get()));
  }

  std::unique_ptr<PGconn, void (*)(PGconn*)> handle_;
  int prepared_ = 0;
  int sent_ = 0;
};

}  // namespace

void write_bare_on_server(const std::string& server, const std::string& workspace,
                          int64_t definition, int64_t instances, int64_t batch) {
  Session session(server, "jingwei_" + workspace);
  write_rows(session, definition, instances, batch);
}

}  // namespace bench
