#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ours and llama.cpp on the same model and machine, in turns; prints medians and ratios.

    against_llama_cpp.py LLAMA_CPP_DIR --cli build/release/bin/gatewright-cli --model M.gguf [--rounds 5]

LLAMA_CPP_DIR is a build (or its bin folder) with llama-bench. In each round every configuration of the peer
and ours run one after the other, so that what the machine does besides meets them all; only medians of the
same run are compared. For each row the peer counts with its best configuration. A verify pass is measured
in its favour: llama-bench computes the logits of the last row alone, ours those of all rows.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys

# Row: what llama-bench is asked for, and the row of ours (command, rows or tokens, depth).
ROWS = {
    "decode, empty": (["-p", "0", "-n", "64", "-d", "0"], ("decode", 1, 0)),
    "decode, 512": (["-p", "0", "-n", "64", "-d", "512"], ("decode", 1, 512)),
    "decode, 1500": (["-p", "0", "-n", "64", "-d", "1500"], ("decode", 1, 1500)),
    "prefill 512": (["-p", "512", "-n", "0", "-d", "0"], ("prefill", 512, 0)),
    "verify 8 at 512": (["-p", "8", "-n", "0", "-d", "512"], ("batch", 8, 512)),
    "verify 16 at 512": (["-p", "16", "-n", "0", "-d", "512"], ("batch", 16, 512)),
}

CONFIGURATIONS = {
    "flash attention": ["-fa", "1"],
    "no flash attention": ["-fa", "0"],
    "flash attention, q8_0 cache": ["-fa", "1", "-ctk", "q8_0", "-ctv", "q8_0"],
}


def run(command, environment=None):
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nfailed with {done.returncode}:\n{done.stderr[-2000:]}")
    return json.loads(done.stdout)


def ours(options, command):
    answer = run([options.cli, "bench", command, "--model", options.model, "--threads", str(options.threads),
                  "--repeat", "5", "--json"])
    return {(row["name"], row["n"], row["depth"]): row["tokens_per_s"] for row in answer["rows"]}


def peer(options, arguments, configuration):
    # Pinning for its threads, as its makers measure; a launcher's own pinning would leave it one core.
    environment = {**os.environ, "OMP_PROC_BIND": "true"}
    answer = run([options.bench, "-m", options.model, "-t", str(options.threads), "-r", "3", "-o", "json",
                  *arguments, *configuration], environment)
    return max(entry["avg_ts"] for entry in answer)


def measure(options):
    our_figures = {name: [] for name in ROWS}
    peer_figures = {name: {label: [] for label in CONFIGURATIONS} for name in ROWS}
    for turn in range(options.rounds):
        print(f"round {turn + 1} of {options.rounds}", file=sys.stderr)
        for command in sorted({row[1][0] for row in ROWS.values()}):
            figures = ours(options, command)
            for name, (_, row) in ROWS.items():
                if row in figures:
                    our_figures[name].append(figures[row])
        for name, (arguments, _) in ROWS.items():
            for label, configuration in CONFIGURATIONS.items():
                peer_figures[name][label].append(peer(options, arguments, configuration))
    return our_figures, peer_figures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--cli", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=min(8, len(os.sched_getaffinity(0))))
    parser.add_argument("--json", action="store_true", help="all figures as one JSON document")
    options = parser.parse_args()
    places = [options.folder / "llama-bench", options.folder / "bin" / "llama-bench",
              options.folder / "build" / "bin" / "llama-bench"]
    options.bench = next((place for place in places if place.is_file()), None)
    if options.bench is None:
        sys.exit(f"{options.folder}: no llama-bench in it; build that target of llama.cpp first")

    our_figures, peer_figures = measure(options)
    rows = []
    for name in ROWS:
        mine = statistics.median(our_figures[name])
        label, best = max(((label, statistics.median(figures)) for label, figures in peer_figures[name].items()),
                          key=lambda item: item[1])
        rows.append({"row": name, "ours": mine, "llama_cpp": best, "configuration": label, "ratio": mine / best})
    if options.json:
        json.dump({"rows": rows, "rounds": options.rounds, "threads": options.threads}, sys.stdout, indent=2)
        print()
        return
    print(f"{'tokens/s, medians':20} {'ours':>8} {'llama.cpp':>10} {'ratio':>6}  its best configuration")
    for row in rows:
        print(f"{row['row']:20} {row['ours']:8.1f} {row['llama_cpp']:10.1f} {row['ratio']:6.2f}  {row['configuration']}")


if __name__ == "__main__":
    main()
