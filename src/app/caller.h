// Who asks. Doors make one from a session, a token or (scenarios, the command line) a person's id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace app {

struct Caller {
  std::string person;
  std::vector<std::string> positions;  // held now
  std::vector<std::string> roles;
  std::string door;             // web, api, v2, cli, scenario
  std::string session;          // id of the session, empty without one
  std::string idempotency_key;  // of this request, empty when none was given
  std::string fingerprint;      // hash of this request, compared when the key comes again
  // May look at everything and change nothing: for those who check facts, not rights.
  bool is_observer = false;
  // Gave no name, where the compatible API is open to everybody on this machine: may all that an
  // administrator may, yet holds no seat, not even those of the person called so.
  bool is_unnamed = false;

  bool has_role(std::string_view role) const;
};

// A page of a list, counted from 1.
struct Page {
  int64_t number = 1;
  int64_t size = 20;
  int64_t offset() const { return (number - 1) * size; }
};

}  // namespace app
