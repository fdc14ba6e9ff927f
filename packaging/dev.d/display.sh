# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# A virtual display for machines without one.

# An X display; Debian's Wayland sessions have one too (XWayland), and Qt's Wayland plugin is not among our packages.
has_display() { [ -n "${DISPLAY:-}" ]; }

# on_virtual_display COMMAND...: run it on an X server of its own, which ends with it.
on_virtual_display() {
    local folder server number result=0
    folder=$(mktemp -d)
    # The server picks a free number and tells it when it is ready: no race and no waiting for a guessed time.
    mkfifo "$folder/ready"
    Xvfb -displayfd 3 -screen 0 1600x1000x24 -nolisten tcp 3> "$folder/ready" > "$folder/log" 2>&1 &
    server=$!
    # Read and write, so that opening does not wait for ever when the server died at once.
    exec 4<> "$folder/ready"
    if read -r -t 30 number <&4; then
        DISPLAY=:$number QT_QPA_PLATFORM=xcb "$@" || result=$?
    else
        complain "the virtual display did not start:"
        cat "$folder/log" >&2
        result=3
    fi
    exec 4>&-
    kill "$server" 2> /dev/null || true
    wait "$server" 2> /dev/null || true
    rm -rf "$folder"
    return $result
}
