# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of the fuzzer for the JSON files of model folders: small configs and tokenizers.

    python3 tests/oracle/make_hugging_face_corpus.py [FOLDER]
"""
import json
import pathlib
import sys

QWEN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")


def config(architecture, **changes):
    return {"architectures": [architecture], "hidden_size": 64, "intermediate_size": 96, "num_hidden_layers": 2,
            "num_attention_heads": 2, "max_position_embeddings": 256, **changes}


def bytes_tokenizer(pre_tokenizer, merges, **changes):
    vocabulary = {letter: i for i, letter in enumerate(["a", "b", "Ġ", "ab", "Ġab", "1"])}
    return {"added_tokens": [{"id": 6, "content": "<|endoftext|>", "special": True},
                             {"id": 7, "content": "<|fim_prefix|>", "special": False}],
            "normalizer": None, "pre_tokenizer": pre_tokenizer, "eos_token": "<|endoftext|>",
            "model": {"type": "BPE", "vocab": vocabulary, "merges": merges, **changes}}


def pieces_tokenizer(normalizer, pre_tokenizer):
    vocabulary = {"<unk>": 0, "<s>": 1, "<0x0A>": 2, "▁": 3, "a": 4, "b": 5, "ab": 6, "▁ab": 7}
    return {"added_tokens": [{"id": 1, "content": "<s>", "special": True}], "normalizer": normalizer,
            "pre_tokenizer": pre_tokenizer, "bos_token": "<s>", "add_bos_token": True,
            "model": {"type": "BPE", "vocab": vocabulary, "merges": ["a b", "▁ ab"], "byte_fallback": True, "unk_token": "<unk>"}}


def level(words):
    return {"type": "ByteLevel", "add_prefix_space": False, "use_regex": words}


def sequence(*steps):
    return {"type": "Sequence", "pretokenizers": list(steps)}


def split(expression):
    return {"type": "Split", "pattern": {"Regex": expression}, "behavior": "Isolated", "invert": False}


DIGITS = {"type": "Digits", "individual_digits": True}
DEEPSEEK = [split("[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[一-龥ࠀ-一가-퟿]+"), DIGITS, level(False)]
FILES = {
    "llama": config("LlamaForCausalLM", rope_scaling={"type": "linear", "factor": 4.0}),
    "llama3": config("LlamaForCausalLM", rope_parameters={"rope_type": "llama3", "rope_theta": 5e5, "factor": 8.0, "low_freq_factor": 1.0,
                                                          "high_freq_factor": 4.0, "original_max_position_embeddings": 64}),
    "qwen2": config("Qwen2ForCausalLM", use_sliding_window=True, sliding_window=16, head_dim=32),
    "starcoder2": config("Starcoder2ForCausalLM", sliding_window=None, norm_epsilon=1e-5),
    "heads-null": {**config("LlamaForCausalLM"), "num_attention_heads": None},  # was divided by
    "bytes": bytes_tokenizer(sequence(DIGITS, level(True)), ["a b", "Ġ ab"]),
    "bytes-qwen2": bytes_tokenizer(sequence(split(QWEN), level(False)), [["a", "b"]], ignore_merges=True),
    "bytes-deepseek": bytes_tokenizer(sequence(*DEEPSEEK), ["a b"]),
    "bytes-gpt2": bytes_tokenizer(level(True), ["a b"]),
    "pieces": pieces_tokenizer({"type": "Sequence", "normalizers": [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace"}]}, None),
    "pieces-metaspace": pieces_tokenizer(None, {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "first", "split": False}),
}

if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/fuzz/hugging-face")
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in FILES.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")))
