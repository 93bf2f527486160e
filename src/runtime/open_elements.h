// Where an instance stands, as a tree: what is active in it and the ways to what has failed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "storage/connection.h"

namespace runtime {

struct OpenElement {
  int64_t key = 0;
  int64_t instance = 0;
  int64_t scope = 0;   // the element instance around it; outermost ones have their instance's key
  int64_t called = 0;  // the instance that it has called
  int64_t number = 0;  // which one of a multi-instance or looping activity, from 1; 0: none of one
  std::string element_id;
  std::string name;
  std::string type;  // as the lists of element instances say it
  std::string process_name;
};
// What is active in the instance; of those that it has called only what leads to open incidents.
// The oldest first, at most `limit`.
std::vector<OpenElement> open_elements(storage::Connection& db, int64_t instance, int64_t limit);

}  // namespace runtime
