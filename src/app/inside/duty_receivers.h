// Who receives duties (接收人) leaves: others are told, or confirm, in his stead.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/inside/duty_records.h"

namespace app {

struct Reception {
  records::Ref duty;
  std::string name;
  bool is_sole = false;    // nobody else receives it
  bool is_needed = false;  // and something has to be confirmed
};
// Duties in force that name this person as a receiver, and duties with such items that are not
// accepted yet, each once, in the order of their making.
std::vector<Reception> receptions_of(Act& act, const std::string& person);

// `to` receives in his stead, nobody does when it is empty. What is accepted stays as it was.
base::Result<void> hand_reception(Act& act, const Reception& reception, const std::string& person,
                                  const std::string& to);

}  // namespace app
