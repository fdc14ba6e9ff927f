# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of the safetensors fuzzer: small files that between them reach every branch of the reader.

    python3 tests/oracle/make_safetensors_corpus.py [FOLDER]
"""
import json
import pathlib
import struct
import sys

SIZES = {"F64": 8, "I64": 8, "F32": 4, "I32": 4, "F16": 2, "BF16": 2, "I16": 2, "I8": 1}


def around(header, data=b""):
    text = (header if isinstance(header, str) else json.dumps(header)).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + data


def safetensors(tensors, metadata=None):
    header, data = {"__metadata__": metadata} if metadata else {}, b""
    for name, kind, shape in tensors:
        count = 1
        for size in shape:
            count *= size
        content = bytes((7 * i + len(name)) % 251 for i in range(count * SIZES[kind]))
        header[name] = {"dtype": kind, "shape": shape, "data_offsets": [len(data), len(data) + len(content)]}
        data += content
    return around(header, data)


FILES = {
    "empty": safetensors([]),
    "metadata": safetensors([("a", "F32", [2])], {"format": "pt"}),
    "one-of-each-type": safetensors([(f"t{kind}", kind, [2, 3]) for kind in SIZES]),
    "scalar-and-nothing": safetensors([("scalar", "F32", []), ("nothing", "F16", [0, 4])]),
    "llama-like": safetensors([("model.embed_tokens.weight", "BF16", [4, 8]), ("model.norm.weight", "F32", [8])]),
    "twice": around('{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', bytes(8)),
    "hole": around({"a": {"dtype": "I8", "shape": [1], "data_offsets": [1, 2]}}, bytes(2)),
    "overlap": around({"a": {"dtype": "I8", "shape": [2], "data_offsets": [0, 2]}, "b": {"dtype": "I8", "shape": [2], "data_offsets": [1, 3]}}, bytes(3)),
    "huge-shape": around({"a": {"dtype": "F32", "shape": [2**62, 2**62], "data_offsets": [0, 4]}}, bytes(4)),
    "unknown-type": around({"a": {"dtype": "F8_E4M3", "shape": [4], "data_offsets": [0, 4]}}, bytes(4)),
    "deep": around('{"a":' + "[" * 200 + "]" * 200 + "}"),
    "truncated": safetensors([("a", "F32", [4])])[:-1],
    "not-safetensors": b"\x80\x02}q\x00." * 3,
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/fuzz/safetensors")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
