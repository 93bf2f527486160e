# Builds one static library and one test program a module, linking exactly what src/modules.txt allows.
# In src/<module>/: *_test.cc belong to the test program, main.cc to the executable, the rest to the library.
# The headers that nearly every file reads are precompiled once for libraries and once for tests: half of a cold build.
find_package(GTest REQUIRED)

set(everywhere <algorithm> <array> <charconv> <cstdint> <filesystem> <fstream> <functional> <map> <memory> <optional>
    <set> <span> <sstream> <string> <string_view> <unordered_map> <utility> <variant> <vector> <boost/json.hpp>)
file(TOUCH "${CMAKE_BINARY_DIR}/empty.cc")
add_library(precompiled OBJECT "${CMAKE_BINARY_DIR}/empty.cc")
target_link_libraries(precompiled PRIVATE ${JINGWEI_LIBRARIES_base})
target_precompile_headers(precompiled PRIVATE ${everywhere})
add_library(precompiled_test OBJECT "${CMAKE_BINARY_DIR}/empty.cc")
target_link_libraries(precompiled_test PRIVATE ${JINGWEI_LIBRARIES_base} GTest::gtest GTest::gmock)
target_precompile_headers(precompiled_test PRIVATE ${everywhere} <gtest/gtest.h> <gmock/gmock.h>)
# Tests are most of a cold build, and what they call is optimised anyway.
target_compile_options(precompiled_test PRIVATE ${JINGWEI_TEST_OPTIONS})

function(jingwei_module line)
  string(REGEX REPLACE "#.*" "" line "${line}")
  string(REGEX MATCH "^([a-z_]+):(.*)$" matched "${line}")
  set(name "${CMAKE_MATCH_1}")
  separate_arguments(uses UNIX_COMMAND "${CMAKE_MATCH_2}")
  set(folder "${CMAKE_SOURCE_DIR}/src/${name}")
  if(NOT IS_DIRECTORY "${folder}")
    return()
  endif()
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${folder}/*.cc")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  list(FILTER sources EXCLUDE REGEX "(_test|/main)\\.cc$")

  if(NOT sources)  # so far only headers
    set(sources "${CMAKE_BINARY_DIR}/empty.cc")
    file(TOUCH "${sources}")
  endif()

  add_library(${name} STATIC ${sources})
  set_target_properties(${name} PROPERTIES LINKER_LANGUAGE CXX)
  target_include_directories(${name} PUBLIC "${CMAKE_SOURCE_DIR}/src")
  foreach(use IN LISTS uses)
    if(TARGET ${use})
      target_link_libraries(${name} PUBLIC ${use})
    endif()
  endforeach()
  target_link_libraries(${name} PUBLIC ${JINGWEI_LIBRARIES_${name}})
  target_compile_definitions(${name} PRIVATE ${JINGWEI_DEFINITIONS_${name}})
  target_precompile_headers(${name} REUSE_FROM precompiled)

  if(tests)
    add_executable(${name}_test ${tests})
    target_link_libraries(${name}_test PRIVATE ${name} GTest::gtest GTest::gmock GTest::gtest_main)
    target_compile_options(${name}_test PRIVATE ${JINGWEI_TEST_OPTIONS})
    # Only where it is read, so that ccache finds the others in whatever folder the tree lies.
    foreach(test IN LISTS tests)
      file(STRINGS "${test}" reading LIMIT_COUNT 1 REGEX JINGWEI_SOURCE_DIR)
      if(reading)
        set_source_files_properties("${test}" PROPERTIES COMPILE_DEFINITIONS
                                    JINGWEI_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
      endif()
    endforeach()
    target_precompile_headers(${name}_test REUSE_FROM precompiled_test)
    add_test(NAME ${name} COMMAND ${name}_test)
  endif()
endfunction()

file(STRINGS "${CMAKE_SOURCE_DIR}/src/modules.txt" lines REGEX "^[a-z]")
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/src/modules.txt")
foreach(line IN LISTS lines)
  jingwei_module("${line}")
endforeach()

if(EXISTS "${CMAKE_SOURCE_DIR}/src/cli/main.cc")
  add_executable(jingwei src/cli/main.cc)
  target_link_libraries(jingwei PRIVATE ${JINGWEI_ALLOCATOR} cli)
endif()
