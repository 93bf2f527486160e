// Test files of the DMN Technology Compatibility Kit.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "dmn/dmn.h"

namespace tck {

struct Expected {
  std::string name;
  feel::Value value;
};

struct Case {
  std::string id;
  std::string type;       // "decision", "bkm", "decisionService"
  std::string invocable;  // of the latter two
  std::vector<dmn::Given> inputs;
  std::vector<Expected> expected;
};

struct Suite {
  std::string model;
  std::vector<Case> cases;
};

Suite read_suite(const std::filesystem::path& file);
// How the kit's own runners compare: numbers within 1e-8, temporal values by text.
bool is_same(const feel::Value& expected, const feel::Value& actual);

}  // namespace tck
