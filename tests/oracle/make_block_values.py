# SPDX-License-Identifier: Apache-2.0
"""Writes random blocks of each weight type and the values that the format's own package reads from them.

    python3 tests/oracle/make_block_values.py [FILE]

Packages: gguf 0.19.0 and numpy.
"""
import json
import pathlib
import random
import struct
import sys

import gguf
import numpy

# Where the halves of a block lie; the other bytes may have any value.
HALVES = {"Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q8_0": [0], "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208]}
PLAIN = {"F16": "<e", "BF16": "<f"}


def block(kind, size, chance):
    data = bytearray(chance.randbytes(size))
    for offset in HALVES[kind]:
        data[offset:offset + 2] = struct.pack("<e", chance.uniform(-0.1, 0.1) * 2.0 ** chance.randint(-12, 4))
    return bytes(data)


def plain(kind, chance):
    value = chance.uniform(-1, 1) * 2.0 ** chance.randint(-20, 4)
    return struct.pack(PLAIN[kind], value)[-2:]


def golden(kind, chance):
    quantisation = gguf.GGMLQuantizationType[kind]
    elements, size = gguf.GGML_QUANT_SIZES[quantisation]
    if kind in PLAIN:
        stored = b"".join(plain(kind, chance) for _ in range(64))
    else:
        stored = b"".join(block(kind, size, chance) for _ in range(max(2, 128 // elements)))
    raw = numpy.frombuffer(stored, dtype=numpy.float16 if kind == "F16" else numpy.uint8)
    values = gguf.dequantize(raw, quantisation).astype("<f4")
    return {"stored": stored.hex(), "values": values.tobytes().hex()}


if __name__ == "__main__":
    path = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/model/blocks.json")
    kinds = [*PLAIN, *HALVES]
    content = {kind: golden(kind, random.Random(kind)) for kind in kinds}
    path.write_text(json.dumps(content, indent=1) + "\n")
