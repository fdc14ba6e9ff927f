# SPDX-License-Identifier: Apache-2.0
"""Writes random numbers and how the format's own package stores them in each type.

    python3 tests/oracle/make_quantised_blocks.py [FILE]

Packages: gguf 0.19.0 and numpy.
"""
import json
import pathlib
import random
import sys

import gguf
import numpy

KINDS = ["F16", "BF16", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0"]
BLOCK = 32


def numbers():
    chance = random.Random("blocks")
    blocks = [[0.0] * BLOCK, [1.5] * BLOCK, [-0.25] * BLOCK, [0.0] * 31 + [3.0], [-2.0] + [0.0] * 31,
              [(-1.0) ** i for i in range(BLOCK)], [i / 7 for i in range(BLOCK)], [-i / 7 for i in range(BLOCK)]]
    for _ in range(24):
        size = 2.0 ** chance.randint(-14, 4)
        blocks.append([chance.gauss(0.0, size) for _ in range(BLOCK)])
    return numpy.array(blocks, dtype=numpy.float32)


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/model/quantised.json")
    values = numbers()
    content = {"values": values.astype("<f4").tobytes().hex()}
    for kind in KINDS:
        stored = gguf.quantize(values, gguf.GGMLQuantizationType[kind])
        content[kind] = stored.tobytes().hex()
    path.write_text(json.dumps(content, indent=1) + "\n")
