#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# packaging/dev itself: verbs, help, and what keeps a download honest. Needs no network and changes nothing.
set -uo pipefail
here=$(dirname "$0")
source "$here/expect.sh"
for file in packaging/dev.d/*.sh; do source "$file"; done
cache=$scratch/cache # the tests' own, instead of the user's
mkdir -p "$cache"

says() { grep -qE -- "$2" <<< "$1"; }

help=$(packaging/dev help)
for verb in $(declare -F | sed -n 's/^declare -f verb_//p'); do
    expect "help lists $verb" says "$help" "^  $verb( |\$)"
done
for verb in run test deps build bench format lint asan oracle package doctor help; do
    expect "the contract's verb $verb exists" declare -F "verb_$verb"
done
expect "no verb prints the help" packaging/dev
refuse "an unknown verb" packaging/dev frobnicate
refuse "an unknown option of test" packaging/dev test --everything

expect "every requirement is pinned by hash" bash -c \
    "! grep -hvE '^(#|--(only|no)-binary |[a-z0-9-]+==[0-9.]+ --hash=sha256:[0-9a-f]{64}\$)' packaging/requirements/{parts,torch,torch-gpu}.txt"
expect "package lists hold names only" bash -c \
    "! sed 's/ *#.*//' packaging/requirements/apt-*.txt | grep -vE '^([a-z0-9][a-z0-9.+-]*)?\$'"

echo "the real thing" > "$scratch/part.tar"
right=$(sha256sum "$scratch/part.tar" | cut -d' ' -f1)
wrong=${right//[0-9]/0}
refuse "a download with another hash" eval '(keep "$scratch/part.tar" "$wrong")'
expect "and it stays out of the cache" test ! -e "$cache/$wrong-part.tar"
expect "a download with its hash" keep "$scratch/part.tar" "$right"
expect "is found in the cache" cached "$right"
echo "damage" >> "$cache/$right-part.tar"
refuse "a damaged file of the cache" cached "$right"
expect "and it is thrown away" test ! -e "$cache/$right-part.tar"

if command -v shellcheck > /dev/null; then
    expect "shellcheck has nothing to say" shellcheck packaging/dev packaging/dev.d/*.sh packaging/hooks/* .ci/run
else
    echo "skip  shellcheck is not installed"
fi
exit $((failures > 0))
