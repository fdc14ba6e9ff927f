#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# What users see first must be right: samples and templates build, run and parse. Kernels that include AMD's headers and
# programs that import qiskit are only parsed here, because those do not come with this version.
set -uo pipefail
source "$(dirname "$0")/expect.sh"
samples=resources/sample-workspace
templates=resources/templates

compile() { g++ -std=c++17 -Wall -Wextra -Werror -Wno-unknown-pragmas -Wno-unused-label "${@:2}" -o "$scratch/$1"; }
parses() { python3 -c 'import ast, sys; ast.parse(open(sys.argv[1]).read())' "$1"; }

expect "matmul builds" compile matmul $samples/matmul/*.cpp
expect "matmul passes its testbench" "$scratch/matmul"
for program in "$samples"/qiskit/*.py; do
    expect "$(basename "$program") parses" parses "$program"
done

# instantiate TEMPLATE NAME: as the dialog does it, and nothing of the placeholder remains.
instantiate() {
    python3 - "$templates/$1" "$2" "$scratch/$1" << 'PYTHON'
import json, pathlib, re, sys

folder, name, target = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
template = json.loads((folder / "template.json").read_text())
assert template["format"] == 1
assert re.match(template["variable"]["pattern"], template["variable"]["default"])
placeholder = "{{%s}}" % template["variable"]["name"]
target.mkdir()
for file in template["files"]:
    text = (folder / file["from"]).read_text().replace(placeholder, name)
    assert "{{" not in text
    (target / file["to"].replace(placeholder, name)).write_text(text)
assert {f["from"] for f in template["files"]} == {f.name for f in folder.iterdir()} - {"template.json"}
PYTHON
}
expect "the kernel template is whole" instantiate hls-kernel scale
expect "the kernel template builds" compile scale "$scratch"/hls-kernel/*.cpp
expect "the kernel template passes its testbench" "$scratch/scale"
expect "the circuit template is whole" instantiate qiskit-circuit ghz
expect "the circuit template parses" parses "$scratch/qiskit-circuit/ghz.py"
exit $((failures > 0))
