# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Downloads. A file is kept as <cache>/<sha256>-<name>; what does not hash to its pin never gets there.

cache=${XDG_CACHE_HOME:-$HOME/.cache}/gatewright-deps

# cached SHA256: the path of that file when it is in the cache and unharmed.
cached() {
    local file
    for file in "$cache/$1"-*; do
        [ -f "$file" ] || continue
        if sha256sum --status --check <<< "$1  $file"; then
            echo "$file"
            return 0
        fi
        complain "$file is damaged; fetching it again"
        rm -f "$file"
    done
    return 1
}

# keep FILE SHA256: check a download and move it into the cache; prints its path there.
keep() {
    local found
    found=$(sha256sum "$1" | cut -d' ' -f1)
    [ "$found" = "$2" ] || fail "$(basename "$1") has SHA-256 $found, expected $2. Nothing was installed from it."
    mv "$1" "$cache/$2-$(basename "$1")"
    echo "$cache/$2-$(basename "$1")"
}

# pinned_line LIST NAME: the requirement line of a PyPI package in packaging/requirements/LIST.txt.
pinned_line() {
    grep -m1 "^$2==" "packaging/requirements/$1.txt" || fail "$2 is not pinned in packaging/requirements/$1.txt"
}

# fetch_from_pypi LIST NAME [PIP OPTION...]: prints the path of the file in the cache.
fetch_from_pypi() {
    local list=$1 name=$2 line hash work
    shift 2
    line=$(pinned_line "$list" "$name")
    hash=${line##*sha256:}
    if cached "$hash"; then
        return 0
    fi
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    { grep '^--' "packaging/requirements/$list.txt" || true; echo "$line"; } > "$work/requirement.txt"
    complain "   fetching $name from PyPI"
    # Debian's own Python, whatever else is first on the PATH: it is the one that has Debian's setuptools, which pip
    # needs (without isolation, hence without a further download) to read the name and version of a source archive.
    if ! /usr/bin/python3 -m pip --disable-pip-version-check download --quiet --no-cache-dir --no-deps --require-hashes \
        --no-build-isolation --dest "$work/files" "$@" --requirement "$work/requirement.txt" < /dev/null >&2; then
        rm -rf "$work"
        fail "pip could not fetch $name. Check the network, or put the file there by hand as $cache/$hash-FILENAME"
    fi
    keep "$work"/files/* "$hash"
    rm -rf "$work"
}

# debian_mirror: the archive that this system itself takes its suite's main from.
debian_mirror() {
    local codename
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    # shellcheck disable=SC2016 # apt fills in these names, not the shell
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v codename="$codename" '$1 == codename && $2 == "main" { print $3; exit }'
}

# fetch_debian_source PACKAGE: the upstream tarball of a source package; prints its path in the cache.
fetch_debian_source() {
    local package suite hash mirror work options
    read -r package suite hash < <(grep "^$1 " packaging/requirements/sources.txt)
    if cached "$hash"; then
        return 0
    fi
    mirror=$(debian_mirror)
    [ -n "$mirror" ] || fail "found no Debian archive in this system's apt sources to fetch the source of $package from"
    mkdir -p "$cache"
    work=$(mktemp -d "$cache/fetch.XXXXXX")
    mkdir -p "$work"/{sources,lists/partial,archives/partial,files}
    # Lists, sources and cache of our own, so that the system's apt stays as it is and no root rights are needed. The
    # suite's signing key may be newer than this system; what we trust is the SHA-256 below.
    echo "deb-src [trusted=yes] $mirror $suite main" > "$work/sources/source.list"
    options=(-qq -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$work/sources" -o "Dir::State::lists=$work/lists"
        -o "Dir::Cache=$work" -o "Dir::Cache::archives=$work/archives" -o "APT::Sandbox::User=$(id -un)"
        -o Acquire::Languages=none -o Acquire::Retries=3)
    complain "   fetching the source of $package from $suite"
    if ! (cd "$work/files" && apt-get "${options[@]}" update &&
        apt-get "${options[@]}" source --download-only --tar-only "$package") < /dev/null >&2; then
        rm -rf "$work"
        fail "apt-get could not fetch the source of $package from $mirror. Check the network, or put the .orig tarball there by hand as $cache/$hash-FILENAME"
    fi
    keep "$work"/files/*.orig.tar.* "$hash"
    rm -rf "$work"
}
