# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What every verb uses: messages, root rights, clocks.

say() { printf '== %s\n' "$*"; }
complain() { printf '%s\n' "$*" >&2; }
fail() {
    complain "packaging/dev: $*"
    exit 1
}

verb_help() {
    cat << 'TEXT'
packaging/dev VERB

  run              install what is missing, build, open the IDE on the sample workspace;
                   with no display: play the tour on a virtual one into build/tour
  test [--all]     install what is missing, build, run the tests (--all: the slow ones too)
  deps [--gpu|--no-torch]  install packages, fetch and build the pinned parts; --gpu: libtorch with CUDA (2 GB more),
                   --no-torch: without libtorch, hence without training and GPU
  build [PRESET]   configure and build; presets: release (default), dev, asan, tsan, headless
  bench [ARGS...]  benchmarks of the engine (gatewright-cli bench ARGS) and of the window
  bench --against llama.cpp DIR   ours and a build of llama.cpp in turns, with ratios
  format [--check] format C++ sources with clang-format-19
  lint             format, licence lines, shell scripts, clang-tidy-19 on what changed since main
  asan             build with the address and undefined-behaviour sanitizers, run the fast and gui tests
  oracle           make the golden files of tests/data again (needs the Python packages of the oracles)
  package          make a .deb in build/package
  doctor           say what this machine has and what is missing; changes nothing
  help             this text

Downloads are kept in ${XDG_CACHE_HOME:-~/.cache}/gatewright-deps, each checked by its SHA-256; a second run
needs no network. Nothing that is built points into that folder.
TEXT
}

# as_root COMMAND...: the command itself for root, through sudo for everybody else.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        fail "root rights are needed for: $*. Run it as root, or install sudo."
    fi
}

# minutes SECONDS: "3.4".
minutes() { awk -v seconds="$1" 'BEGIN { printf "%.1f", seconds / 60 }'; }

# jobs_here: one compiler per core, and per 1.5 GiB of memory, which the heaviest sources need.
jobs_here() {
    local memory_kib cores by_memory
    memory_kib=$(awk '/^MemAvailable:/ { print $2 }' /proc/meminfo)
    cores=$(nproc)
    by_memory=$((memory_kib / 1572864))
    [ "$by_memory" -ge 1 ] || by_memory=1
    echo $((cores < by_memory ? cores : by_memory))
}
