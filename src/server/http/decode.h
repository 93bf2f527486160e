// Reading request bodies and parameters strictly: unknown members and wrong kinds are refused with
// their place.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "server/http/message.h"

namespace server {

// An object with named members. The first thing that does not fit is remembered; reading goes on
// with empty values, so that a handler reads all it needs and asks once.
class Reader {
 public:
  Reader(const base::Json& body, std::vector<std::string_view> members);

  std::string text(std::string_view name, size_t length_max = 4000);    // required
  std::string filled(std::string_view name, size_t length_max = 4000);  // required, not empty
  std::string text_or(std::string_view name, std::string_view otherwise, size_t length_max = 4000);
  int64_t integer(std::string_view name, int64_t from, int64_t to);  // required
  int64_t integer_or(std::string_view name, int64_t otherwise, int64_t from, int64_t to);
  int64_t key(std::string_view name);  // required, a text of digits
  int64_t key_or(std::string_view name, int64_t otherwise);
  base::Json object(std::string_view name);  // required
  base::Json object_or_empty(std::string_view name);
  std::vector<std::string> texts(std::string_view name);   // empty when absent
  std::vector<base::Json> objects(std::string_view name);  // empty when absent
  bool is_true(std::string_view name);                     // false when absent
  bool has(std::string_view name) const { return base::find(body_, name) != nullptr; }

  // What a handler itself finds wrong with a member.
  void misfit(std::string_view name, std::string_view why) {
    misfit("request.wrong_type", name, why);
  }
  // What an inner object's reader found, with the name of the member that holds it.
  void take_over(const Reader& inner, std::string_view name);
  // Something that is known and not served: refused when it is there and not empty.
  void not_served(std::string_view name);

  // Refuses with the first misfit.
  base::Result<void> done() const;

 private:
  const base::Json* member(std::string_view name, bool is_required);
  void misfit(std::string_view code, std::string_view place, std::string_view detail);

  const base::Json& body_;
  std::optional<base::Error> error_;
};

// The body as JSON. Refuses when it is declared as something else.
base::Result<base::Json> body_of(const Request& request);
// For what has to be kept whatever its texts hold: U+0000 in them is U+FFFD.
Request without_zero_characters(Request request);
// A key or id of the program: 1 to 19 digits. Refuses with request.not_found.
base::Result<int64_t> key_of(std::string_view text);
// A number in the query. Refuses with request.wrong_type.
base::Result<int64_t> query_number(const Request& request, std::string_view name, int64_t otherwise,
                                   int64_t from, int64_t to);
std::string query_text(const Request& request, std::string_view name);

}  // namespace server
