# Programs over the whole: measurements (bench/<module>.cc becomes <module>_bench, which links that module
# and is built on demand) and conformance.
find_package(benchmark REQUIRED)
file(GLOB benches CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/bench/*.cc")
foreach(source IN LISTS benches)
  get_filename_component(name "${source}" NAME_WE)
  add_executable(${name}_bench EXCLUDE_FROM_ALL "${source}")
  target_link_libraries(${name}_bench PRIVATE ${name} benchmark::benchmark benchmark::benchmark_main)
endforeach()

if(EXISTS "${CMAKE_SOURCE_DIR}/tests/conformance/CMakeLists.txt")
  add_subdirectory(tests/conformance)
endif()
