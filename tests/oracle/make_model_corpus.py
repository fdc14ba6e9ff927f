# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of the model fuzzer: complete Llama models of a few kilobytes, with their tokenizer.

    python3 tests/oracle/make_model_corpus.py [FOLDER]
"""
import pathlib
import struct
import sys

from make_gguf_corpus import ARRAY, BLOCKS, F32, FILES, STRING, U32, array, entry, gguf, string

WIDTH = 32


def matrix(name, kind, rows):
    """Rows of one block with small scales, so that a forward pass stays finite."""
    size = BLOCKS[kind][1]
    if kind == 0:
        data = struct.pack(f"<{WIDTH * rows}f", *(((7 * i) % 19 - 9) / 64 for i in range(WIDTH * rows)))
    else:
        scales = struct.pack("<ee", 0.01, -0.07) if kind in (3, 7) else struct.pack("<e", 0.002)
        data = b"".join(scales + bytes((11 * i + j) % 256 for j in range(size - len(scales))) for i in range(rows))
    return name, (WIDTH, rows), kind, data


def norm(name):
    return name, (WIDTH,), 0, struct.pack(f"<{WIDTH}f", *([1.0] * WIDTH))


def llama(kind, embedding_kind):
    """One layer over five tokens."""
    numbers = {"block_count": 1, "context_length": 64, "embedding_length": WIDTH, "feed_forward_length": WIDTH,
               "attention.head_count": 1, "attention.head_count_kv": 1, "rope.dimension_count": WIDTH}
    tokens = ("<|endoftext|>", "a", "b", "ab", "Ġ")
    entries = [entry("general.architecture", STRING, string("llama"))]
    entries += [entry(f"llama.{key}", U32, struct.pack("<I", value)) for key, value in numbers.items()]
    entries += [
        entry("llama.attention.layer_norm_rms_epsilon", F32, struct.pack("<f", 1e-5)),
        entry("tokenizer.ggml.model", STRING, string("gpt2")),
        entry("tokenizer.ggml.pre", STRING, string("smollm")),
        entry("tokenizer.ggml.tokens", ARRAY, array(STRING, [string(token) for token in tokens])),
        entry("tokenizer.ggml.token_type", ARRAY, array(5, [struct.pack("<i", t) for t in (3, 1, 1, 1, 1)])),
        entry("tokenizer.ggml.merges", ARRAY, array(STRING, [string("a b")])),
    ]
    weights = ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down")
    tensors = [matrix("token_embd.weight", embedding_kind, len(tokens))]
    tensors += [norm(f"blk.0.{name}.weight") for name in ("attn_norm", "ffn_norm")]
    tensors += [matrix(f"blk.0.{name}.weight", kind, WIDTH) for name in weights]
    return gguf(entries, tensors + [norm("output_norm.weight")])


def vector(name, value):
    return name, (WIDTH,), 0, struct.pack(f"<{WIDTH}f", *([value] * WIDTH))


def other(architecture):
    """The same in another family: biases, and for starcoder2 layer norms and no gate; a vocabulary with scores."""
    plain = architecture == "starcoder2"
    numbers = {"block_count": 1, "context_length": 64, "embedding_length": WIDTH, "feed_forward_length": WIDTH,
               "attention.head_count": 1, "attention.sliding_window": 16}
    tokens = ("<unk>", "<s>", "<0x0A>", "▁", "a", "b", "ab", "▁ab")
    entries = [entry("general.architecture", STRING, string(architecture))]
    entries += [entry(f"{architecture}.{key}", U32, struct.pack("<I", value)) for key, value in numbers.items()]
    entries += [
        entry(f"{architecture}.attention.layer_norm_{'' if plain else 'rms_'}epsilon", F32, struct.pack("<f", 1e-5)),
        entry(f"{architecture}.rope.scaling.type", STRING, string("linear")),
        entry(f"{architecture}.rope.scaling.factor", F32, struct.pack("<f", 4.0)),
        entry("tokenizer.ggml.model", STRING, string("llama")),
        entry("tokenizer.ggml.tokens", ARRAY, array(STRING, [string(token) for token in tokens])),
        entry("tokenizer.ggml.token_type", ARRAY, array(5, [struct.pack("<i", t) for t in (2, 3, 6, 1, 1, 1, 1, 1)])),
        entry("tokenizer.ggml.scores", ARRAY, array(F32, [struct.pack("<f", -float(i)) for i in range(len(tokens))])),
        entry("tokenizer.ggml.bos_token_id", U32, struct.pack("<I", 1)),
    ]
    weights = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_up", "ffn_down"] + ([] if plain else ["ffn_gate"])
    biases = weights + ["attn_norm", "ffn_norm"] if plain else ["attn_q", "attn_k", "attn_v"]
    tensors = [matrix("token_embd.weight", 8, len(tokens))]
    tensors += [norm(f"blk.0.{name}.weight") for name in ("attn_norm", "ffn_norm")]
    tensors += [matrix(f"blk.0.{name}.weight", 3, WIDTH) for name in weights]
    tensors += [vector(f"blk.0.{name}.bias", 0.1) for name in biases]
    tensors += [norm("output_norm.weight")] + ([vector("output_norm.bias", 0.0)] if plain else [])
    tensors += [("rope_freqs.weight", (WIDTH // 2,), 0, struct.pack(f"<{WIDTH // 2}f", *range(1, WIDTH // 2 + 1)))]
    return gguf(entries, tensors)


MODELS = {"q4_1": llama(3, 8), "q4_0": llama(2, 8), "q8_0": llama(8, 8), "q5_0": llama(6, 8), "q5_1": llama(7, 6), "f32": llama(0, 0), "qwen2": other("qwen2"), "starcoder2": other("starcoder2"),
          "tokenizer": FILES["tokenizer"], "truncated": llama(3, 8)[:-1]}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/fuzz/model")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in MODELS.items():
        (folder / name).write_bytes(content)
