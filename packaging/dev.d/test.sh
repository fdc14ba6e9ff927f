# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

verb_test() {
    local all=no started parts_done build_done tests_done result=0
    case ${1:-} in
        '') ;;
        --all) all=yes ;;
        *) complain "packaging/dev test: unknown argument '$1'" && exit 2 ;;
    esac
    started=$SECONDS
    say "parts"
    verb_deps
    parts_done=$SECONDS
    say "build"
    build_preset release
    build_done=$SECONDS
    if [ "$all" = yes ]; then
        test_slow || result=1
    fi
    say "tests"
    ctest --preset release --label-regex '^(fast|gui|model)$' --label-exclude '^slow$' --parallel "$(jobs_here)" || result=1
    tests_done=$SECONDS
    say "minutes: parts $(minutes $((parts_done - started))), build $(minutes $((build_done - parts_done))), tests $(minutes $((tests_done - build_done)))"
    return $result
}
