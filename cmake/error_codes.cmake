# Compiles src/base/error_codes.txt into `base` as one string literal, renewed when the text changes.
set(listing "${CMAKE_SOURCE_DIR}/src/base/error_codes.txt")
set(literal "${CMAKE_BINARY_DIR}/generated/error_codes.inc")
add_custom_command(
  OUTPUT "${literal}"
  COMMAND ${CMAKE_COMMAND} -DLISTING=${listing} -DLITERAL=${literal}
          -P "${CMAKE_SOURCE_DIR}/cmake/write_literal.cmake"
  DEPENDS "${listing}" "${CMAKE_SOURCE_DIR}/cmake/write_literal.cmake"
  VERBATIM)
target_sources(base PRIVATE "${literal}")
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/base/error_codes.cc"
  PROPERTIES OBJECT_DEPENDS "${literal}")
target_include_directories(base PRIVATE "${CMAKE_BINARY_DIR}/generated")
