# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

# build_preset PRESET [CMAKE OPTION...]
build_preset() {
    local preset=$1
    shift
    mkdir -p build
    cmake --preset "$preset" "$@" > "build/$preset-configure.log" || {
        cat "build/$preset-configure.log" >&2
        fail "configuring the preset '$preset' failed"
    }
    cmake --build --preset "$preset" --parallel "$(jobs_here)"
}

verb_build() {
    local preset=${1:-release}
    verb_deps
    build_preset "$preset"
    say "built:"
    find "build/$preset/bin" -maxdepth 1 -type f -executable
}
