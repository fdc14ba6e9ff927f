# SPDX-License-Identifier: Apache-2.0
"""Writes the seed corpus of the JSON-RPC fuzzer: conversations of an editor with a server, good and bad.

    python3 tests/oracle/make_json_rpc_corpus.py [FOLDER]

The first byte of a file says in stretches of how many bytes the fuzz target feeds the rest (0: all at once).
"""
import json
import pathlib
import sys

URI = "file:///home/a/fir.cpp"


def frame(body, header=b"Content-Length: %d\r\n\r\n"):
    data = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
    return header % len(data) + data


def request(number, method, params):
    return frame({"jsonrpc": "2.0", "id": number, "method": method, "params": params})


def notification(method, params):
    return frame({"jsonrpc": "2.0", "method": method, "params": params})


def position(line, character):
    return {"line": line, "character": character}


def span(first, last):
    return {"start": position(*first), "end": position(*last)}


def did_open(text, version=1):
    return notification("textDocument/didOpen", {
        "textDocument": {"uri": URI, "languageId": "cpp", "version": version, "text": text}})


def did_change(changes, version=2):
    return notification("textDocument/didChange", {
        "textDocument": {"uri": URI, "version": version}, "contentChanges": changes})


COMPLETION = {"textDocument": {"uri": URI}, "position": position(1, 4), "context": {"triggerKind": 2}}
ITEMS = {"items": [{"insertText": "sum += x[i];", "range": span((1, 4), (1, 4)), "data": {"id": "7", "tier": 0}}]}
DIAGNOSTICS = {"uri": URI, "version": 3, "diagnostics": [
    {"range": span((0, 1), (0, 2)), "severity": 1, "code": 7, "source": "parser", "message": "missing “;”"}]}
EDITS = {"changes": {URI: [{"range": span((0, 0), (0, 1)), "newText": "int"}]}}

CORPUS = {
    "initialize": (0, request(1, "initialize", {"processId": None, "capabilities": {}, "rootUri": None})
                   + notification("initialized", {})),
    "open-change-close": (7, did_open("int a;\nint 😀b;\n")
                          + did_change([{"range": span((1, 4), (1, 6)), "text": ""}, {"text": "whole\r\n"}])
                          + notification("textDocument/didClose", {"textDocument": {"uri": URI}})),
    "change-out-of-step": (0, did_open("a\n") + did_change([{"range": span((9, 9), (0, 0)), "text": "b"}])
                           + did_change([{"text": "again"}], 3)),
    "change-twice": (1, did_open("x" * 40, 5) + did_change([{"text": "y"}], 5)),
    "completion": (3, request("a", "textDocument/inlineCompletion", COMPLETION)),
    "completion-answer": (0, frame({"jsonrpc": "2.0", "id": 3, "result": ITEMS})),
    "items-as-params": (0, request(4, "x", ITEMS) + request(5, "x", ITEMS["items"])),
    "diagnostics": (0, notification("textDocument/publishDiagnostics", DIAGNOSTICS)),
    "edits": (0, request(6, "workspace/applyEdit", EDITS)),
    "error-answer": (0, frame({"jsonrpc": "2.0", "id": 3, "error": {
        "code": -32800, "message": "cancelled", "data": {"kind": "Cancelled", "detail": "d", "place": "p"}}})),
    "cancel": (0, notification("$/cancelRequest", {"id": 1})),
    "bare": (0, b'{"jsonrpc":"2.0","id":null,"method":"shutdown"}'),
    "batch": (0, frame(b'[{"jsonrpc":"2.0","id":1,"method":"a"}]')),
    "numbers": (0, frame(b'{"jsonrpc":"2.0","id":1.5,"method":"a","params":{"position":{"line":1e300,"character":-1}}}')),
    "nested": (0, frame(b"[" * 600 + b"]" * 600)),
    "not-utf8": (0, frame(b'{"jsonrpc":"2.0","method":"\xff\xfe\xc0\x80"}')),
    "surrogates": (0, frame(b'{"jsonrpc":"2.0","method":"\\ud800","params":{"a":"\\udc00\\u0000"}}')),
    "content-type": (0, frame(b"{}", b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n")),
    "foreign-charset": (2, frame(b"{}", b"Content-Length: %d\r\nContent-Type: a; charset=utf-16\r\n\r\n") + frame({})),
    "length-too-large": (0, b"Content-Length: 99999999999999999999\r\n\r\n" + frame({})),
    "length-negative": (0, b"Content-Length: -5\r\n\r\n" + frame({})),
    "length-twice": (0, b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} "),
    "body-over-limit": (255, b"Content-Length: 70000\r\n\r\n" + b" " * 400),
    "header-over-limit": (0, b"X-Long: " + b"a" * 300 + b"\r\n\r\n" + frame({})),
    "cut": (0, frame({"jsonrpc": "2.0", "method": "a"})[:-3]),
    "session-list": (0, json.dumps([json.loads(m.partition(b"\r\n\r\n")[2]) for m in [
        did_open("int a;\nint b;\r\n"), did_change([{"range": span((0, 4), (1, 5)), "text": "x\ny"}], 2),
        did_change([{"range": span((1, 0), (1, 1)), "text": ""}, {"range": span((0, 0), (9, 9)), "text": "z"}], 3),
        notification("textDocument/publishDiagnostics", DIAGNOSTICS), request(6, "workspace/applyEdit", EDITS),
        frame({"jsonrpc": "2.0", "id": 3, "result": ITEMS})]]).encode()),
    "garbage-then-message": (5, b"\x00\x01 hello \r\n\r\n" + notification("exit", None)),
}


def main():
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else "tests/data/fuzz/json-rpc")
    folder.mkdir(parents=True, exist_ok=True)
    for name, (stretch, data) in CORPUS.items():
        (folder / name).write_bytes(bytes([stretch]) + data)
    print(f"{len(CORPUS)} files in {folder}")


if __name__ == "__main__":
    main()
