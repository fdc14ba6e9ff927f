# SPDX-License-Identifier: Apache-2.0
"""Writes tiny random models of each family as Hugging Face folders and as GGUF files, with what they compute.

Needs torch, transformers, accelerate, tokenizers, safetensors, sentencepiece, gguf (versions: tests/data/model/families/README.md).

    python3 tests/oracle/make_model_families.py [FOLDER]

The logits are transformers' own, in float32 on the CPU; the ids are those of `tokenizers` and, for the vocabulary with
scores, of sentencepiece. Folders and, where transformers can read them, GGUF files are read back and must give the same logits.
"""
import io
import json
import pathlib
import shutil
import sys

import gguf
import numpy
import sentencepiece
import torch
import transformers
from safetensors.torch import load_file, save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

VOCABULARY = 448
SHAPE = dict(hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1)
QWEN = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}%s| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|"
        r"\s+(?!\S)|\s+")
CASED = (  # the list in the expression of DeepSeek-LLM's tokenizer
    "A-Za-zµÀ-ÖØ-öø-ƺƼ-ƿǄ-ʓʕ-ʯͰ-ͳͶͷͻ-ͽͿΆΈ-ΊΌΎ-ΡΣ-ϵϷ-ҁҊ-ԯԱ-ՖႠ-ჅᎠ-Ᏽᏸ-ᏽᲐ-ᲺᲽ-Ჿᴀ-ᴫᵫ-ᵷᵹ-ᶚḀ-ἕἘ-Ἕἠ-ὅὈ-Ὅὐ-ὗὙὛὝ\u1f5f-\u1f7dᾀ-ᾴᾶ-ᾼ\u1fbe"
    "ῂ-ῄῆ-ῌ\u1fd0-\u1fd3\u1fd6-\u1fdbῠ-Ῥῲ-ῴῶ-ῼℂℇℊ-ℓℕℙ-ℝ\u2124\u2126\u2128\u212a-\u212dℯ-ℴℹℼ-ℿⅅ-ⅉⅎↃↄⰀ-ⱻⱾ-ⳤⳫ-ⳮⳲⳳꙀ-ꙭꚀ-ꚛꜢ-ꝯꝱ-ꞇꞋ-ꞎꭰ-ꮿﬀ-ﬆﬓ-ﬗＡ-Ｚａ-ｚ"
    "\U00010400-\U0001044f\U000104b0-\U000104d3\U000104d8-\U000104fb\U00010c80-\U00010cb2\U00010cc0-\U00010cf2"
    "\U000118a0-\U000118df\U0001e900-\U0001e943")
BEGIN, END = "<｜begin▁of▁sentence｜>", "<｜end▁of▁sentence｜>"
CHATML = ("{% for message in messages %}{{'<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' "
          "+ '\\n'}}{% endfor %}")
LLAMA2 = "{% for message in messages %}{{ bos_token + '[INST] ' + message['content'] + ' [/INST]' }}{% endfor %}"


def split(expression):
    return pre_tokenizers.Split(Regex(expression), "isolated")


def byte_level(words):
    return pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=words)


PRE_TOKENIZERS = {
    "starcoder": pre_tokenizers.Sequence([pre_tokenizers.Digits(individual_digits=True), byte_level(True)]),
    "gpt-2": byte_level(True),
    "qwen2": pre_tokenizers.Sequence([split(QWEN % ""), byte_level(False)]),
    "llama-bpe": pre_tokenizers.Sequence([split(QWEN % "{1,3}"), byte_level(False)]),
    "deepseek-coder": pre_tokenizers.Sequence([
        split("[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[一-龥ࠀ-一가-퟿]+"),
        pre_tokenizers.Digits(individual_digits=True), byte_level(False)]),
    "deepseek-llm": pre_tokenizers.Sequence([
        split("[\r\n]"), split(r"\s?[" + CASED + "]+"), split(r"\s?[!-/:-~！-／：-～‘-‟　-。]+"), split(r"\s+$"),
        split("[一-龥ࠀ-一가-퟿]+"), split(r"\p{N}+"), byte_level(False)]),
}

# name: architecture, its differences, pre-tokenizer, control tokens (name, whether the file says so), chat template
FAMILIES = {
    "smollm": ("llama", dict(tie_word_embeddings=True), "starcoder",
               [("<|endoftext|>", True), ("<|im_start|>", True), ("<|im_end|>", True)], CHATML),
    "llama3": ("llama", dict(tie_word_embeddings=False, attention_bias=True, mlp_bias=True,
                             rope_parameters=dict(rope_type="llama3", rope_theta=500000.0, factor=8.0,
                                                  low_freq_factor=1.0, high_freq_factor=4.0,
                                                  original_max_position_embeddings=64)), "llama-bpe",
               [("<|begin_of_text|>", True), ("<|end_of_text|>", True), ("<|eot_id|>", True)], ""),
    "deepseek": ("llama", dict(tie_word_embeddings=False,
                               rope_parameters=dict(rope_type="linear", rope_theta=100000.0, factor=4.0)),
                 "deepseek-coder",
                 [(BEGIN, True), (END, True), ("<｜fim▁hole｜>", False), ("<｜fim▁begin｜>", False),
                  ("<｜fim▁end｜>", False), ("<|EOT|>", True)], ""),
    "codellama": ("llama", dict(tie_word_embeddings=False, head_dim=64), None,
                  [("▁<PRE>", True), ("▁<SUF>", True), ("▁<MID>", True), ("▁<EOT>", True)], LLAMA2),
    "qwen2": ("qwen2", dict(tie_word_embeddings=True), "qwen2",
              [("<|endoftext|>", True), ("<|im_start|>", True), ("<|im_end|>", True), ("<|fim_prefix|>", False),
               ("<|fim_middle|>", False), ("<|fim_suffix|>", False), ("<|file_sep|>", False)], CHATML),
    "starcoder2": ("starcoder2", dict(tie_word_embeddings=True, sliding_window=200), "starcoder",
                   [("<|endoftext|>", True), ("<fim_prefix>", True), ("<fim_middle>", True), ("<fim_suffix>", True),
                    ("<file_sep>", True)], ""),
}
CLASSES = {"llama": (transformers.LlamaConfig, transformers.LlamaForCausalLM),
           "qwen2": (transformers.Qwen2Config, transformers.Qwen2ForCausalLM),
           "starcoder2": (transformers.Starcoder2Config, transformers.Starcoder2ForCausalLM)}
ENDS = {"smollm": "<|endoftext|>", "llama3": "<|end_of_text|>", "deepseek": END, "codellama": "</s>",
        "qwen2": "<|endoftext|>", "starcoder2": "<|endoftext|>"}
BEGINS = {"llama3": "<|begin_of_text|>", "deepseek": BEGIN, "codellama": "<s>"}

TEXTS = [
    "", " ", "  ", "a", " a", "  a", "\n", "\n\n", " \n", "\n ", "\t\tx", "x  ", "x \n\n  y", "\r\n\r\nif", "0", "1234567", "  12", "x1y22z333",
    "#include <ap_int.h>\nvoid fir(int x[128], int *y) {\n#pragma HLS PIPELINE II=1\n    for (int i = 0; i < 128; ++i)\n        *y += x[i] * 3;\n}\n",
    "def bell():\n\tqc = QuantumCircuit(2, 2)\n\tqc.h(0)\n\tqc.cx(0, 1)\n\treturn qc  # it's done, we'll see; YOU'RE\n",
    "don't DON'T I'll they've we'd he's I'm", "a.b->c::d(e)[f]{g};", "==========", "x" * 40, "        deep();", "a\u00a0b\u2003c\u3000d",
    "Grüße, naïve café", "λ → μ × 10⁻³ Ω", "数字と漢字、中文测试。", "안녕 세계", "🙂👩‍🔬 ok", "١٢٣ ½ Ⅷ", "é", "ﬁ ǅ ʔ ა", "end.",
    "a  \n  b\n\n\nc", "if(x){\n\n    y;\n\n\n}", "\u2028line", "\x00\x01\x7f", "‘quoted’ “text” …", "e\u0301 combining", "foo  bar   baz    qux",
]
LOOKALIKES = ["a<|endoftext|>b", "<|im_start|>user\nhi<|im_end|>", "<fim_prefix>x<fim_suffix>y<fim_middle>", "<|fim_prefix|>x",
              "<s>[INST] hi [/INST]</s>", "x <PRE> y", "<｜fim▁hole｜>", "<0x0A>", "<unk>"]


def corpus():
    return [path.read_text() for path in sorted(pathlib.Path("tests/data/syntax").iterdir())
            if path.suffix in (".py", ".cpp", ".hpp", ".c")]


def trained_bytes(name, specials):
    tokenizer = Tokenizer(models.BPE(ignore_merges=name == "llama-bpe"))
    tokenizer.pre_tokenizer = PRE_TOKENIZERS[name]
    tokenizer.decoder = decoders.ByteLevel()
    if name == "qwen2":
        tokenizer.normalizer = normalizers.NFC()
    trainer = trainers.BpeTrainer(vocab_size=VOCABULARY - len(specials), show_progress=False,
                                  initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()))
    tokenizer.train_from_iterator(corpus(), trainer)
    for content, special in specials:
        token = AddedToken(content, normalized=False, special=special)
        (tokenizer.add_special_tokens if special else tokenizer.add_tokens)([token])
    return tokenizer


def trained_pieces():
    """A vocabulary with scores, as sentencepiece makes it."""
    out = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([line for text in corpus() for line in text.splitlines()]), model_writer=out,
        model_type="bpe", vocab_size=VOCABULARY - 4, byte_fallback=True, normalization_rule_name="identity",
        remove_extra_whitespaces=False, split_digits=True, allow_whitespace_only_pieces=True, character_coverage=0.9995,
        num_threads=1, minloglevel=2)
    return sentencepiece.SentencePieceProcessor(model_proto=out.getvalue())


def from_pieces(pieces, specials):
    """What transformers makes of such a vocabulary: every way to split a piece is a merge, the best score first."""
    names = [pieces.id_to_piece(i) for i in range(len(pieces))]
    vocabulary = {name: i for i, name in enumerate(names)}
    scores = {name: pieces.get_score(i) for i, name in enumerate(names)}
    merges = []
    for name in names:
        if pieces.is_control(vocabulary[name]) or pieces.is_byte(vocabulary[name]) or pieces.is_unknown(vocabulary[name]):
            continue
        local = [(name[:i], name[i:], scores[name]) for i in range(1, len(name)) if name[:i] in vocabulary and name[i:] in vocabulary]
        merges += sorted(local, key=lambda pair: (vocabulary[pair[0]], vocabulary[pair[1]]))
    merges = [(left, right) for left, right, _ in sorted(merges, key=lambda merge: -merge[2])]
    tokenizer = Tokenizer(models.BPE(vocabulary, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True) for name in ("<unk>", "<s>", "</s>")])
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True) for name, _ in specials])
    return tokenizer


def stored_type(family):
    """Qwen2 in the type that most models are published in."""
    return torch.bfloat16 if family == "qwen2" else torch.float16


def random_weights(model, seed, kind):
    """Numbers of that type with which activations keep their size, biases and norms that matter."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        noise = torch.randn(parameter.shape, generator=generator)
        if parameter.dim() == 2:
            value = noise / parameter.shape[1] ** 0.5 * (4.0 if "embed" in name or "lm_head" in name else 1.5)
        else:
            value = noise * 0.2 + (0.0 if name.endswith("bias") else 1.0)
        parameter.data.copy_(value.to(kind).float())


def last_logits(model, tokens):
    with torch.no_grad():
        return model(torch.tensor([tokens])).logits[0]


def write_folder(folder, family, model, tokenizer):
    architecture, changes, _, _, chat = FAMILIES[family]
    folder.mkdir(parents=True)
    config = json.loads(model.config.to_json_string(use_diff=False))
    kept = ("architectures", "model_type", "hidden_act", "max_position_embeddings", "vocab_size", "rms_norm_eps", "norm_epsilon",
            "tie_word_embeddings", "sliding_window", "use_sliding_window", "head_dim", "attention_bias", "mlp_bias", "use_bias",
            "rope_parameters", "mlp_type", "norm_type", *SHAPE)
    config = {key: config[key] for key in kept if config.get(key) is not None}
    config["architectures"] = [type(model).__name__]
    if family != "llama3":  # as models were published before transformers 5
        rope = config.pop("rope_parameters")
        config["rope_theta"] = rope["rope_theta"]
        config["rope_scaling"] = {"type": "linear", "factor": rope["factor"]} if rope["rope_type"] == "linear" else None
    (folder / "config.json").write_text(json.dumps(config, indent=1, sort_keys=True) + "\n")
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    settings = {"eos_token": ENDS[family], "add_bos_token": family in BEGINS}
    if family in BEGINS:
        settings["bos_token"] = {"content": BEGINS[family]} if family == "llama3" else BEGINS[family]
    if chat:
        settings["chat_template"] = chat
    (folder / "tokenizer_config.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n")
    weights = {name: tensor.to(stored_type(family)).contiguous() for name, tensor in model.state_dict().items()}
    if model.config.tie_word_embeddings:
        weights.pop("lm_head.weight", None)
    if family != "smollm":
        save_file(weights, str(folder / "model.safetensors"), {"format": "pt"})
        return
    names = sorted(weights)  # distributed over two files
    parts = {"model-00001-of-00002.safetensors": names[::2], "model-00002-of-00002.safetensors": names[1::2]}
    for file, part in parts.items():
        save_file({name: weights[name] for name in part}, str(folder / file), {"format": "pt"})
    index = {"metadata": {}, "weight_map": {name: file for file, part in parts.items() for name in part}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1, sort_keys=True) + "\n")


def permuted(weight, heads):
    """The order in which GGUF has the rows of queries and keys (Llama only)."""
    return weight.reshape(heads, 2, weight.shape[0] // heads // 2, *weight.shape[1:]).swapaxes(1, 2).reshape(weight.shape)


def write_gguf(path, family, model, tokenizer, pieces):
    architecture, changes, pre, specials, chat = FAMILIES[family]
    config = model.config
    dimension = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer = gguf.GGUFWriter(str(path), architecture)
    writer.add_name(family)
    writer.add_license("apache-2.0")
    writer.add_block_count(config.num_hidden_layers)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_key_length(dimension)
    writer.add_value_length(dimension)
    writer.add_rope_dimension_count(dimension)
    writer.add_rope_freq_base(config.rope_parameters["rope_theta"])
    writer.add_vocab_size(config.vocab_size)
    if architecture == "starcoder2":
        writer.add_layer_norm_eps(config.norm_epsilon)
    else:
        writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    if config.rope_parameters["rope_type"] == "linear":
        writer.add_rope_scaling_type(gguf.RopeScalingType.LINEAR)
        writer.add_rope_scaling_factor(config.rope_parameters["factor"])

    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    names = sorted(vocabulary, key=vocabulary.get)
    controls = {name: special for name, special in specials}
    types = [3 if controls.get(name) else 4 if name in controls else 1 for name in names]
    if pieces is None:
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre({"starcoder": "smollm"}.get(pre, pre) if family == "smollm" else pre)
        merges = json.loads(tokenizer.to_str())["model"]["merges"]
        writer.add_token_merges([" ".join(merge) for merge in merges])
    else:
        writer.add_tokenizer_model("llama")
        writer.add_tokenizer_pre("default")
        writer.add_token_scores([pieces.get_score(i) if i < len(pieces) else -1000.0 for i in range(len(names))])
        for i in range(len(pieces)):
            types[i] = 2 if pieces.is_unknown(i) else 3 if pieces.is_control(i) else 6 if pieces.is_byte(i) else 1
        writer.add_add_space_prefix(True)
    writer.add_token_list(names)
    writer.add_token_types(types)
    writer.add_add_bos_token(family in BEGINS)
    writer.add_eos_token_id(vocabulary[ENDS[family]])
    if family in BEGINS:
        writer.add_bos_token_id(vocabulary[BEGINS[family]])
    if chat:
        writer.add_chat_template(chat)

    kinds = gguf.get_tensor_name_map({"llama": gguf.MODEL_ARCH.LLAMA, "qwen2": gguf.MODEL_ARCH.QWEN2,
                                      "starcoder2": gguf.MODEL_ARCH.STARCODER2}[architecture], config.num_hidden_layers)
    for name, tensor in model.state_dict().items():
        if name == "lm_head.weight" and config.tie_word_embeddings:
            continue
        value = tensor.float().numpy()
        if architecture == "llama" and ".q_proj." in name:
            value = permuted(value, config.num_attention_heads)
        if architecture == "llama" and ".k_proj." in name:
            value = permuted(value, config.num_key_value_heads)
        own = kinds.get_name(name, try_suffixes=(".weight", ".bias"))
        value = numpy.ascontiguousarray(value)
        if value.ndim == 1:
            writer.add_tensor(own, value)
        elif stored_type(family) == torch.bfloat16:
            kind = gguf.GGMLQuantizationType.BF16
            writer.add_tensor(own, gguf.quants.quantize(value, kind), raw_dtype=kind)
        else:
            writer.add_tensor(own, value.astype(numpy.float16))
    if config.rope_parameters["rope_type"] == "llama3":
        writer.add_tensor("rope_freqs.weight", llama3_factors(config.rope_parameters, dimension))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def llama3_factors(rope, dimension):
    """llama.cpp's converter, in its own words."""
    base, factor = rope["rope_theta"], rope["factor"]
    low, high, old = rope["low_freq_factor"], rope["high_freq_factor"], rope["original_max_position_embeddings"]
    factors = []
    for frequency in 1.0 / (base ** (numpy.arange(0, dimension, 2, dtype=numpy.float64) / dimension)):
        wave = 2 * numpy.pi / frequency
        if wave < old / high:
            factors.append(1.0)
        elif wave > old / low:
            factors.append(factor)
        else:
            smooth = (old / wave - low) / (high - low)
            factors.append(1 / ((1 - smooth) / factor + smooth))
    return numpy.array(factors, dtype=numpy.float32)


def token_cases(tokenizer, pieces):
    """Ids with control tokens parsed and, where that is another answer, as text."""
    cases = []
    # Added tokens that the file calls ordinary text are control tokens all the same.
    strict = json.loads(tokenizer.to_str())
    for token in strict["added_tokens"]:
        token["special"] = True
    strict = Tokenizer.from_str(json.dumps(strict))
    strict.encode_special_tokens = True
    for text in TEXTS + LOOKALIKES:
        case = {"text": text, "ids": tokenizer.encode(text, add_special_tokens=False).ids}
        as_text = strict.encode(text, add_special_tokens=False).ids
        if as_text != case["ids"]:
            case["as_text"] = as_text
        if pieces is not None and text in TEXTS and text:
            assert pieces.encode(text) == case["ids"], (text, pieces.encode(text), case["ids"])
        cases.append(case)
    return cases


def make(family, folder):
    architecture, changes, pre, specials, _ = FAMILIES[family]
    pieces = None if pre else trained_pieces()
    tokenizer = from_pieces(pieces, specials) if pieces else trained_bytes(pre, specials)
    size = tokenizer.get_vocab_size(with_added_tokens=True)
    make_config, make_model = CLASSES[architecture]
    config = make_config(**{**SHAPE, "vocab_size": size, "max_position_embeddings": 256, **changes})
    config._attn_implementation = "eager"
    model = make_model(config).float().eval()
    random_weights(model, sorted(FAMILIES).index(family) + 1, stored_type(family))
    if config.tie_word_embeddings:
        model.tie_weights()
    generator = numpy.random.default_rng(7)
    tokens = [int(token) for token in generator.integers(0, size, 150)]
    logits = last_logits(model, tokens)
    write_folder(folder / family, family, model, tokenizer)
    write_gguf(folder / f"{family}.gguf", family, model, tokenizer, pieces)

    again = make_model.from_pretrained(str(folder / family), dtype=torch.float32, attn_implementation="eager").eval()
    difference = float((last_logits(again, tokens) - logits).abs().max())
    assert difference < 1e-5, (family, "folder", difference)
    # transformers' GGUF reader knows no rope scaling, nor that biases of queries and keys are permuted.
    if family not in ("llama3", "deepseek"):
        again = make_model.from_pretrained(str(folder), gguf_file=f"{family}.gguf", dtype=torch.float32,
                                           attn_implementation="eager").eval()
        difference = float((last_logits(again, tokens) - logits).abs().max())
        assert difference < 1e-5, (family, "GGUF", difference)
    rows = [0, 9, 63, 149]
    vocabulary = tokenizer.get_vocab(with_added_tokens=True)
    middles = {"deepseek": ("<｜fim▁begin｜>", "<｜fim▁hole｜>", "<｜fim▁end｜>"), "codellama": ("▁<PRE>", "▁<SUF>", "▁<MID>"),
               "qwen2": ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
               "starcoder2": ("<fim_prefix>", "<fim_suffix>", "<fim_middle>")}.get(family, ())
    return {"name": family, "architecture": architecture, "vocabulary": size, "tokens": tokens,
            "logits": [{"row": row, "values": [round(float(value), 6) for value in logits[row]]} for row in rows],
            "begin": vocabulary.get(BEGINS.get(family), -1), "end": vocabulary[ENDS[family]],
            "fill_in_the_middle": [vocabulary[name] for name in middles], "texts": token_cases(tokenizer, pieces)}


def pre_tokenizer_cases():
    """Pieces as byte counts: their letters are the byte alphabet's."""
    cases = []
    for name, pre in PRE_TOKENIZERS.items():
        for text in TEXTS + LOOKALIKES:
            lengths = [len(piece) for piece, _ in pre.pre_tokenize_str(text)]
            assert sum(lengths) == len(text.encode())
            cases.append({"kind": name, "text": text, "lengths": lengths})
    return cases


if __name__ == "__main__":
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/model/families")
    torch.set_num_threads(1)
    transformers.logging.set_verbosity_error()
    root.mkdir(parents=True, exist_ok=True)
    for old in list(root.iterdir()):
        if old.is_dir():
            shutil.rmtree(old)
        elif old.suffix in (".gguf", ".json"):
            old.unlink()
    answers = [make(family, root) for family in FAMILIES]
    (root / "families.json").write_text(json.dumps(answers, ensure_ascii=False, separators=(",", ":")) + "\n")
    (root / "pre_tokenizers.json").write_text(json.dumps(pre_tokenizer_cases(), ensure_ascii=False, separators=(",", ":")) + "\n")
