# Which outside library each module may link. A new line here needs a page in docs/decisions.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)
pkg_check_modules(YAML REQUIRED IMPORTED_TARGET yaml-cpp)
pkg_check_modules(SQLITE REQUIRED IMPORTED_TARGET sqlite3)
pkg_check_modules(POSTGRES REQUIRED IMPORTED_TARGET libpq)
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)
pkg_check_modules(RE2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(PCRE2 REQUIRED IMPORTED_TARGET libpcre2-8)
pkg_check_modules(PNG REQUIRED IMPORTED_TARGET libpng)
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)
pkg_check_modules(CURL REQUIRED IMPORTED_TARGET libcurl)
pkg_check_modules(EDIT REQUIRED IMPORTED_TARGET libedit)
find_package(fmt REQUIRED)
find_package(boost_json REQUIRED CONFIG)
find_package(date REQUIRED CONFIG)
find_package(spdlog REQUIRED)

set(JINGWEI_LIBRARIES_base Boost::json bidgcc000 date::date-tz PkgConfig::ICU PkgConfig::SODIUM
    fmt::fmt Threads::Threads)
set(JINGWEI_LIBRARIES_storage PkgConfig::SQLITE PkgConfig::POSTGRES)
set(JINGWEI_LIBRARIES_wire PkgConfig::CURL)
set(JINGWEI_LIBRARIES_post PkgConfig::SODIUM)
set(JINGWEI_LIBRARIES_oidc OpenSSL::Crypto)
set(JINGWEI_LIBRARIES_feel PkgConfig::RE2 PkgConfig::PCRE2 PkgConfig::ICU)
set(JINGWEI_LIBRARIES_dmn PkgConfig::PUGIXML)
set(JINGWEI_LIBRARIES_bpmn PkgConfig::PUGIXML)
set(JINGWEI_LIBRARIES_access PkgConfig::SODIUM OpenSSL::Crypto)
set(JINGWEI_LIBRARIES_forms PkgConfig::RE2)
set(JINGWEI_LIBRARIES_reports PkgConfig::QRENCODE)
set(JINGWEI_LIBRARIES_app PkgConfig::PNG)
set(JINGWEI_LIBRARIES_packs PkgConfig::YAML)
set(JINGWEI_LIBRARIES_scenario PkgConfig::YAML)
set(JINGWEI_LIBRARIES_server OpenSSL::SSL OpenSSL::Crypto spdlog::spdlog)
set(JINGWEI_LIBRARIES_cli PkgConfig::EDIT)

# The parts of Asio and Beast that are no templates are compiled once, in src/server/http/boost.cc.
set(JINGWEI_DEFINITIONS_server BOOST_ASIO_SEPARATE_COMPILATION BOOST_BEAST_SEPARATE_COMPILATION)

# date/ptz.h is not C++20.
set_source_files_properties("${CMAKE_SOURCE_DIR}/src/base/zone_rule.cc" PROPERTIES
                            COMPILE_OPTIONS -std=c++17 SKIP_PRECOMPILE_HEADERS ON)

# The allocator of the programs that serve and are measured, for what they link as well; sanitizers bring their own. Nothing
# names its symbols, so the linker is told to keep it.
if(NOT JINGWEI_SANITIZE)
  find_library(MIMALLOC mimalloc REQUIRED)
  set(JINGWEI_ALLOCATOR -Wl,--push-state,--no-as-needed "${MIMALLOC}" -Wl,--pop-state)
endif()
