# Programs over the whole, built on demand: measurements (bench/<name>.cc and the folder bench/<name> become
# <name>_bench) and conformance.
find_package(benchmark REQUIRED)
function(jingwei_bench name)
  file(GLOB parts CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/${name}/*.cc")
  add_executable(${name}_bench EXCLUDE_FROM_ALL "${CMAKE_SOURCE_DIR}/bench/${name}.cc" ${parts})
  target_include_directories(${name}_bench PRIVATE "${CMAKE_SOURCE_DIR}")
  target_link_libraries(${name}_bench PRIVATE ${ARGN})
endfunction()
jingwei_bench(storage storage benchmark::benchmark benchmark::benchmark_main)
jingwei_bench(engine runtime)

if(EXISTS "${CMAKE_SOURCE_DIR}/tests/conformance/CMakeLists.txt")
  add_subdirectory(tests/conformance)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
  add_subdirectory(tests/fuzz)
endif()
