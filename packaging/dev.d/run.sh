# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash

verb_run() {
    verb_deps
    build_preset release
    local program=build/release/bin/gatewright
    if has_display; then
        exec "$program" "${@:-resources/sample-workspace}"
    fi
    say "no display here: playing the tour on a virtual one"
    rm -rf build/tour
    mkdir -p build/tour
    local result=0
    # A profile of its own: the tour must not meddle with the user's settings, nor depend on them.
    on_virtual_display timeout 600 "$program" --profile build/tour/profile --tour build/tour resources/sample-workspace \
        2> build/tour/log.txt || result=$?
    show_tour || result=1
    [ "$result" -eq 0 ] || complain "the tour did not succeed (exit code $result); what the program said is in build/tour/log.txt"
    return $result
}

# show_tour: where the pictures are; fails unless build/tour/tour.json tells of steps and all are good. The program itself
# has printed each step.
show_tour() {
    if [ ! -s build/tour/tour.json ]; then
        complain "the program left no build/tour/tour.json"
        return 1
    fi
    /usr/bin/python3 - << 'PYTHON'
import json, pathlib, sys

folder = pathlib.Path("build/tour")
steps = json.loads((folder / "tour.json").read_text())["steps"]
good = sum(step["ok"] for step in steps)
print(f"{good} of {len(steps)} steps succeeded; {len(list(folder.glob('*.png')))} pictures in {folder}")
sys.exit(0 if steps and good == len(steps) else 1)
PYTHON
}
