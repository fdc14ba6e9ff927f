# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the shell tests share: count what is not as expected, go on, fail at the end.
failures=0

# expect NAME COMMAND...: the command must succeed.
expect() {
    local name=$1
    shift
    if "$@" > "$scratch/output" 2>&1; then
        echo "pass  $name"
    else
        echo "FAIL  $name"
        sed 's/^/      /' "$scratch/output"
        failures=$((failures + 1))
    fi
}

# refuse NAME COMMAND...: the command must fail.
refuse() {
    local name=$1
    shift
    if "$@" > "$scratch/output" 2>&1; then
        echo "FAIL  $name: was accepted"
        failures=$((failures + 1))
    else
        echo "pass  $name"
    fi
}

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
