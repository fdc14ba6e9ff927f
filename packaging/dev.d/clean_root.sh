# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The package in a root that has nothing else: what a user gets who was never near the source tree.

# in_clean_root FOLDER COMMAND...: run it there, with /proc, which the programs ask where they lie. It is a root of its own
# and no chroot, in which the kernel allows no sandbox. The mounts are private to the command and go with it.
in_clean_root() {
    local folder=$1
    shift
    # shellcheck disable=SC2016 # the inner shell expands these
    as_root unshare --mount --propagation private bash -c 'mount --bind "$0" "$0" && cd "$0" && mkdir -p mnt/old &&
        pivot_root . mnt/old && mount -t proc proc /proc && umount -l /mnt/old && exec env -i HOME=/root LANG=C.UTF-8 \
        PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"' "$folder" "$@" < /dev/null
}

# test_package: install the .deb into a minimal Debian and use every program once.
test_package() {
    local folder result=0
    verb_package
    folder=$(mktemp -d)
    say "a clean Debian in $folder"
    as_root debootstrap --variant=minbase "$(. /etc/os-release && echo "$VERSION_CODENAME")" "$folder" "$(debian_mirror)" \
        > build/clean-root.log 2>&1 || fail "debootstrap failed; see build/clean-root.log"
    as_root cp build/package/gatewright_*.deb "$folder/gatewright.deb"
    in_clean_root "$folder" apt-get install -qq -y --no-install-recommends /gatewright.deb >> build/clean-root.log 2>&1 ||
        fail "the package does not install; see build/clean-root.log"
    # What the package recommends, and a Python with Qiskit as a user would name it.
    in_clean_root "$folder" apt-get install -qq -y --no-install-recommends bubblewrap g++ python3 >> build/clean-root.log 2>&1 ||
        fail "the recommended packages do not install; see build/clean-root.log"
    as_root cp -a "$parts/python/qiskit" "$folder/opt/qiskit"
    as_root mkdir -p "$folder/tmp/profile/config"
    echo '{"version": 1, "python": {"interpreter": "/opt/qiskit/bin/python"}}' |
        as_root tee "$folder/tmp/profile/config/settings.json" > /dev/null
    say "programs of the package"
    in_clean_root "$folder" gatewright --version || result=1
    in_clean_root "$folder" gatewright-cli model list || result=1
    # Needs Qt's plugin for SQLite, which no link line shows.
    in_clean_root "$folder" gatewright-cli store stats || result=1
    in_clean_root "$folder" gatewright-cli complete /usr/share/gatewright/sample-workspace/fir/fir.cpp --at 26:24 || result=1
    in_clean_root "$folder" gatewright-cli simulate /usr/share/gatewright/sample-workspace/fir/fir.cpp || result=1
    # The end of the input ends a server, without an error.
    in_clean_root "$folder" gatewright-engine || result=1
    in_clean_root "$folder" gatewright-checker || result=1
    in_clean_root "$folder" env QT_QPA_PLATFORM=offscreen 'QT_LOGGING_RULES=qt.qpa.plugin=false' gatewright --profile /tmp/profile --tour /tmp/tour \
        /usr/share/gatewright/sample-workspace || result=1
    as_root rm -rf --one-file-system "$folder"
    [ $result -eq 0 ] && say "the package works in a clean root"
    return $result
}
