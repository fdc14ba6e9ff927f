# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Formatting, linting, sanitizers, fuzzing.

# cpp_sources: C++ files of the product, as git knows them; test data is as it is.
cpp_sources() {
    git ls-files --cached --others --exclude-standard -- 'app/*.cpp' 'app/*.h' 'core/*.cpp' 'core/*.h' 'ui/*.cpp' 'ui/*.h' \
        'plugins/*.cpp' 'plugins/*.h' 'tests/*.cpp' 'tests/*.h' ':!tests/data'
}

verb_format() {
    need_packages quality
    case ${1:-} in
        '') cpp_sources | xargs --no-run-if-empty clang-format-19 -i ;;
        --check) cpp_sources | xargs --no-run-if-empty clang-format-19 --dry-run -Werror ;;
        *) complain "packaging/dev format: unknown argument '$1'" && exit 2 ;;
    esac
}

# lint_text: what holds for every text file that is ours; the same hooks as on each commit.
lint_text() {
    local result=0
    git ls-files -z -- ':!tests/data' ':!LICENSES' ':!*.png' | xargs -0 packaging/hooks/trailing-space || result=1
    git ls-files -z -- '*.cpp' '*.h' '*.sh' '*.py' '*.cmake' '*CMakeLists.txt' packaging/dev packaging/hooks .ci/run \
        ':!tests/data' ':!resources/templates' | xargs -0 packaging/hooks/licence-lines || result=1
    local folder
    for folder in $(git ls-files -- 'app/*/CMakeLists.txt' 'core/*/CMakeLists.txt' 'ui/*/CMakeLists.txt' 'plugins/*/CMakeLists.txt' |
        xargs -n 1 dirname); do
        [ -f "$folder/README.md" ] || { complain "$folder has no README.md" && result=1; }
    done
    return $result
}

# lint_changed: clang-tidy on the C++ files that differ from main, with the compile commands of the release build.
lint_changed() {
    local base changed
    base=$(git merge-base HEAD main 2> /dev/null || git rev-parse HEAD)
    changed=$(git diff --name-only --diff-filter=d "$base" -- '*.cpp' ':!tests/data')
    [ -n "$changed" ] || return 0
    say "clang-tidy on $(wc -l <<< "$changed") changed files"
    xargs --max-procs="$(jobs_here)" -n 1 clang-tidy-19 -p build/release --quiet <<< "$changed"
}

verb_lint() {
    local result=0
    verb_deps
    need_packages quality
    say "format"
    verb_format --check || result=1
    say "text"
    lint_text || result=1
    say "shell scripts"
    shellcheck packaging/dev packaging/dev.d/*.sh packaging/hooks/* .ci/run || result=1
    say "layers, rooms and licences; the core without the window"
    cmake --preset headless > /dev/null || result=1
    cmake --preset release > /dev/null || result=1
    lint_changed || result=1
    [ $result -ne 0 ] || say "nothing to complain about"
    return $result
}

verb_asan() {
    verb_deps
    build_preset asan
    ctest --preset asan --label-regex '^(fast|gui)$' --label-exclude '^slow$' --parallel "$(jobs_here)"
}

# test_slow: what `test --all` does beyond `test`.
test_slow() {
    local result=0
    need_packages quality
    say "the core without the window"
    build_preset headless || result=1
    ctest --preset headless --label-regex '^fast$' --label-exclude '^slow$' --parallel "$(jobs_here)" || result=1
    say "fuzzing"
    build_preset fuzz || result=1
    ctest --preset fuzz --label-regex '^slow$' --parallel "$(jobs_here)" || result=1
    say "slow tests"
    ctest --preset release --label-regex '^slow$' --no-tests=ignore || result=1
    (test_package) || result=1
    return $result
}
