# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Debian packages. The lists are packaging/requirements/apt-*.txt, one name a line, `#` starts a comment.

# packages_of LIST...: the names in those lists.
packages_of() {
    local list
    for list in "$@"; do
        sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "packaging/requirements/apt-$list.txt"
    done | sort -u
}

# missing_packages LIST...: those of them that are not installed.
missing_packages() {
    local wanted installed
    wanted=$(packages_of "$@")
    # shellcheck disable=SC2086 # one word per package is meant; dpkg-query fails when it does not know one of them
    installed=$(dpkg-query -W -f='${db:Status-Abbrev} ${Package}\n' $wanted 2> /dev/null | sed -n 's/^.i  *//p' | sort -u || true)
    comm -23 <(echo "$wanted") <(echo "$installed")
}

# need_packages LIST...: install what is missing in one go; with nothing missing this needs neither network nor rights.
need_packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    command -v apt-get > /dev/null || fail "this is not a Debian system; install these by hand: ${missing//$'\n'/ }"
    say "installing $(wc -w <<< "$missing") Debian packages: ${missing//$'\n'/ }"
    # A failing third-party source must not stop us; if a package cannot be had, the install says so.
    as_root apt-get update -qq || complain "apt-get update reported an error; going on with the lists that are there"
    # shellcheck disable=SC2086
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
        -o Acquire::Retries=3 -o Dpkg::Use-Pty=0 $missing < /dev/null > /dev/null ||
        fail "apt-get could not install: ${missing//$'\n'/ }"
}
