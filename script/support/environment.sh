# Sourced by every script: stands at the project's root, finds Node, sets up ccache.
# shellcheck shell=bash
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
top=$PWD
export PATH="$top/.cache/node/node_modules/.bin:$PATH"
export CCACHE_BASEDIR="${CCACHE_BASEDIR:-$top}" CCACHE_NOHASHDIR="${CCACHE_NOHASHDIR:-1}"
# ccache hashes what a precompiled header was made of instead of the header itself.
export CCACHE_SLOPPINESS="${CCACHE_SLOPPINESS:-pch_defines,time_macros}"
# A miss then costs no preprocessing of its own: the compiler tells what it read.
export CCACHE_DEPEND="${CCACHE_DEPEND:-1}"
export LC_ALL=C.UTF-8

# fail TEXT: ends the script with one clear line.
fail() {
  printf '%s: %s\n' "script/$(basename "$0")" "$*" >&2
  exit 1
}

# build PRESET TARGET…: configures when needed and builds.
build() {
  local preset=$1
  shift
  [ -f "build/$preset/build.ninja" ] || cmake --preset "$preset" >/dev/null ||
    fail "configuring the preset $preset failed"
  ninja -C "build/$preset" -j "$(nproc)" "$@"
}

# Newer than 20.19, as the web build needs it.
node_is_new_enough() {
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [a, b] = process.versions.node.split(".").map(Number);
             process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)'
}
