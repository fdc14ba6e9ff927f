#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How many of AMD's Introductory Examples build and pass with our headers, in our sandbox.

introductory_examples.py FOLDER [--only PART]: FOLDER holds Xilinx/Vitis-HLS-Introductory-Examples. Works on a copy, in which
each run_hls.tcl becomes a configuration file that the plugin reads. Needs only Python's own library.
"""
import argparse
import collections
import json
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

BUILD = pathlib.Path("build/release")


def commands(script):
    """The commands of a Tcl script that matter here, with its `set` variables put in."""
    text = re.sub(r"\\\n", " ", script.read_text(errors="replace"))
    variables = {}
    for line in text.splitlines():
        line = re.sub(r"\$\{?(\w+)\}?", lambda name: variables.get(name[1], name[0]), line.strip())
        line = line.split(";")[0]
        try:
            words = shlex.split(line.replace("{", '"').replace("}", '"'), comments=True)
        except ValueError:
            continue
        if len(words) == 3 and words[0] == "set":
            variables[words[1]] = words[2]
        elif words:
            yield words


def config(folder):
    """The lines of hls_config.cfg for a design's run_hls.tcl, and its kernel."""
    lines, kernel = [], None
    projects, simulated = 0, False
    for words in commands(folder / "run_hls.tcl"):
        projects += words[0] == "open_project"
        if projects > 1 or simulated:
            break  # a variant of the same design
        simulated = words[0] == "csim_design"
        if words[0] == "csim_design" and "-argv" in words:
            lines.append("csim.argv=" + words[words.index("-argv") + 1])
        if words[0] != "add_files":
            continue
        bench, names, at = False, [], 1
        while at < len(words):
            if words[at] in ("-cflags", "-csimflags"):
                lines.append("syn.cflags=" + words[at + 1])
                at += 1
            elif words[at] == "-tb":
                bench = True
            elif words[at] == "-blackbox":
                at += 1
            else:
                names += words[at].split()
            at += 1
        for name in names:
            lines.append(("tb.file=" if bench else "syn.file=") + name)
            if not bench and kernel is None and re.search(r"\.(c|cc|cpp|cxx)$", name):
                kernel = name
    return lines, kernel


def designs(root):
    for script in sorted(root.rglob("run_hls.tcl")):
        folder = script.parent
        lines, kernel = config(folder)
        for old in folder.glob("*.cfg"):
            old.unlink()
        (folder / "hls_config.cfg").write_text("[hls]\n" + "\n".join(lines) + "\n")
        yield folder, folder / (kernel or "none.cpp")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--only", default="", help="designs whose path holds this")
    options = parser.parse_args()
    counts = collections.Counter()
    with tempfile.TemporaryDirectory() as work:
        root = pathlib.Path(work) / "examples"
        shutil.copytree(options.folder, root, ignore=shutil.ignore_patterns(".git"))
        found = [design for design in designs(root) if options.only in str(design[0])]
        request = "".join(f"{kernel.resolve()}\t{folder.parent}\n" for folder, kernel in found)
        program = next(BUILD.rglob("simulate_designs"), BUILD / "simulate_designs")
        answers = subprocess.run(
            [program, BUILD / "share/gatewright", pathlib.Path(work) / "cache"], input=request, text=True, stdout=subprocess.PIPE,
            check=True,
        ).stdout.splitlines()
        for (folder, _), line in zip(found, answers, strict=True):
            answer = json.loads(line)
            counts[answer["outcome"]] += 1
            name = folder.relative_to(root)
            print(f"{answer['outcome']:14} {answer.get('build_ms', 0):6.0f} ms  {name}")
            if answer["outcome"] != "passed":
                print("               ", answer.get("message", ""))
            for check in ("compile", "pragmas"):
                for finding in answer.get(check, [])[:3]:
                    print(f"                {check}: {finding}")
    print(dict(counts), "of", sum(counts.values()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
