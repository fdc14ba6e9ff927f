# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of the GGUF fuzzer: small files that between them reach every branch of the reader.

    python3 tests/oracle/make_gguf_corpus.py [FOLDER]
"""
import pathlib
import struct
import sys

U32, F32, BOOL, STRING, ARRAY = 4, 6, 7, 8, 9
SCALARS = {0: "<B", 1: "<b", 2: "<H", 3: "<h", 4: "<I", 5: "<i", 6: "<f", 10: "<Q", 11: "<q", 12: "<d"}
BLOCKS = {0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 12: (256, 144), 13: (256, 176), 14: (256, 210), 30: (1, 2)}


def string(text):
    data = text.encode() if isinstance(text, str) else text
    return struct.pack("<Q", len(data)) + data


def entry(key, kind, value):
    return string(key) + struct.pack("<I", kind) + value


def array(kind, items):
    return struct.pack("<IQ", kind, len(items)) + b"".join(items)


def tensor(name, kind, rows=1):
    elements, size = BLOCKS[kind]
    data = bytes((7 * i + kind) % 251 for i in range(size * rows))
    return name, (elements, rows), kind, data


def gguf(entries, tensors=(), version=3, alignment=32):
    head = b"GGUF" + struct.pack("<IQQ", version, len(tensors), len(entries)) + b"".join(entries)
    data = b""
    for name, shape, kind, content in tensors:
        data += b"\0" * (-len(data) % alignment)
        head += string(name) + struct.pack("<I", len(shape)) + struct.pack(f"<{len(shape)}Q", *shape)
        head += struct.pack("<IQ", kind, len(data))
        data += content
    return head + (b"\0" * (-len(head) % alignment) if tensors else b"") + data


FILES = {
    "empty-model": gguf([]),
    "version-2": gguf([entry("general.architecture", STRING, string("llama"))], version=2),
    "scalars": gguf([entry(f"k{kind}", kind, struct.pack(form, 1)) for kind, form in SCALARS.items()]),
    "arrays": gguf([entry(f"k{kind}", ARRAY, array(kind, [struct.pack(form, 1)] * 3)) for kind, form in SCALARS.items()]),
    "booleans": gguf([entry("b", BOOL, b"\1"), entry("bs", ARRAY, array(BOOL, [b"\0", b"\1"]))]),
    "nested": gguf([entry("n", ARRAY, array(ARRAY, [array(ARRAY, [array(STRING, [string("x"), string("")])])]))]),
    "tokenizer": gguf([
        entry("tokenizer.ggml.model", STRING, string("gpt2")),
        entry("tokenizer.ggml.pre", STRING, string("smollm")),
        entry("tokenizer.ggml.tokens", ARRAY, array(STRING, [string(t) for t in ("<|endoftext|>", "a", "b", "ab", "Ġ")])),
        entry("tokenizer.ggml.token_type", ARRAY, array(5, [struct.pack("<i", t) for t in (3, 1, 1, 1, 1)])),
        entry("tokenizer.ggml.merges", ARRAY, array(STRING, [string("a b")])),
    ]),
    "alignment-8": gguf([entry("general.alignment", U32, struct.pack("<I", 8))], [tensor("a", 3), tensor("b", 0)], alignment=8),
    "one-of-each-type": gguf([], [tensor(f"t{kind}", kind, 2) for kind in BLOCKS]),
    "llama-like": gguf(
        [entry("general.architecture", STRING, string("llama")), entry("llama.block_count", U32, struct.pack("<I", 1)),
         entry("llama.rope.freq_base", F32, struct.pack("<f", 1e4))],
        [tensor("token_embd.weight", 8, 2), tensor("blk.0.attn_q.weight", 3, 2), tensor("output_norm.weight", 0, 2)]),
    "truncated": gguf([], [tensor("t", 3, 2)])[:-1],
    "not-gguf": b"\x80\x02}q\x00.",
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/fuzz/gguf")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
