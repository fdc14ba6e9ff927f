# SPDX-License-Identifier: Apache-2.0
"""What the forked child does: run one program as __main__, then tell which circuits it made.

It says so in JSON lines: {"kind": "end", ...} once when the program has ended, then {"kind": "circuit", ...} for each
circuit, as far as it gets. All of it can be forged by the program, and is read accordingly.
"""

import ctypes
import functools
import importlib.machinery
import io
import json
import linecache
import math
import os
import resource
import sys
import traceback
import types

MOST_CIRCUITS = 32
MOST_DRAWING_BYTES = 20_000
MOST_DRAWN = 1_000  # operations: text drawing takes 1 ms each
MOST_DRAWN_QUBITS = 64
MOST_COUNTS = 4_096
SEED = 1  # the same program gives the same counts
FEW_QUBITS = 18  # below this a second thread costs more than it brings
CLIFFORD = frozenset("barrier cx cy cz delay dcx ecr h id measure reset s sdg swap sx sxdg x y z".split())
PR_SET_NO_NEW_PRIVS, PR_SET_DUMPABLE = 38, 4
CAPABILITY_VERSION_3 = 0x20080522


def main(request, result, output):
    """Never returns."""
    sys.modules.pop(__name__)  # a module of the user's may have this name
    os.setsid()
    take_streams(output)
    give_up_rights()
    limit_resources(request)

    def say(record):
        data = memoryview(json.dumps(record).encode("ascii") + b"\n")
        while data:
            data = data[os.write(result, data) :]

    module = types.ModuleType("__main__")
    made = watch_circuits(request["path"])
    end = run(request, module)
    flush_streams()
    say({"kind": "end", **end})
    for name, circuit in circuits_of(module) or made:
        say({"kind": "circuit", **describe(name, circuit, request, end["status"] == "ok")})
    os._exit(0)


def take_streams(output):
    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    # New ones: those of the server remember what their numbers were. Whole lines at a time, so that both streams come in
    # the order in which the program wrote.
    sys.stdout = sys.__stdout__ = open(1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)
    sys.stderr = sys.__stderr__ = open(2, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def give_up_rights():
    """A second line of defence: the sandbox has dropped all capabilities already, root's too. With any of them a program
    could read and write the server's memory."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    libc.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)  # inherited from the server; of no use to a child
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 or libc.capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capabilities could not be given up")


def limit_resources(request):
    # RLIMIT_DATA, not RLIMIT_AS, and beyond what there is: libraries reserve a gigabyte that they never use.
    with open("/proc/self/statm", encoding="ascii") as numbers:
        reserved = int(numbers.read().split()[5]) * os.sysconf("SC_PAGE_SIZE")
    for kind, value in (
        (resource.RLIMIT_DATA, reserved + int(request["memory_bytes"])),
        (resource.RLIMIT_FSIZE, 64 << 20),
        (resource.RLIMIT_CORE, 0),
    ):
        set_limit(kind, value, value)
    seconds = math.ceil(request["time_ms"] / 1000) * (os.cpu_count() or 1) + 1
    set_limit(resource.RLIMIT_CPU, seconds, seconds + 1)  # SIGXCPU tells why, the SIGKILL of the hard limit does not


def set_limit(kind, soft, hard):
    """No higher than what the server has: where the machine has no control groups, it has a limit of its own."""
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(kind, (soft, hard))


def flush_streams():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # the program may have closed or replaced it
            pass


# --- the program


class UnsavedSource(importlib.machinery.SourceFileLoader):
    """Imports what the editor holds where that is not what the disk holds."""

    texts = {}

    def get_data(self, path):
        text = self.texts.get(path)
        return super().get_data(path) if text is None else text.encode("utf-8")

    def path_stats(self, path):
        if path in self.texts:
            raise OSError("no compiled form of this text")
        return super().path_stats(path)


def use_unsaved(texts):
    if not texts:
        return
    UnsavedSource.texts = texts
    machinery = importlib.machinery
    loaders = (  # the first finder of a folder is the only one: it must know what Python's own knows
        (machinery.ExtensionFileLoader, machinery.EXTENSION_SUFFIXES),
        (UnsavedSource, machinery.SOURCE_SUFFIXES),
        (machinery.SourcelessFileLoader, machinery.BYTECODE_SUFFIXES),
    )
    sys.path_hooks.insert(0, machinery.FileFinder.path_hook(*loaders))
    sys.path_importer_cache.clear()


def run(request, module):
    path, text = request["path"], request["text"]
    os.chdir(os.environ["HOME"])
    use_unsaved(request["unsaved"])
    module.__file__ = path
    sys.modules["__main__"] = module
    sys.argv = [path]
    if request["folder"]:
        sys.path.insert(0, request["folder"])
    linecache.cache[path] = (len(text), None, io.StringIO(text).readlines(), path)
    try:
        code = compile(text, path, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:  # ValueError: a null character
        traceback.print_exception(error.with_traceback(None))
        return syntax_error(error)
    try:
        exec(code, module.__dict__)
    except SystemExit as error:
        return exit_status(error.code)
    except BaseException as error:
        return raised(error, path)
    return {"status": "ok"}


def syntax_error(error):
    return {
        "status": "syntax",
        "message": getattr(error, "msg", None) or str(error),
        "line": getattr(error, "lineno", None) or 1,
    }


def exit_status(code):
    if code is None or code == 0:
        return {"status": "ok"}
    if not isinstance(code, int):
        print(code, file=sys.stderr)
        code = 1
    return {"status": "exit", "code": code & 255}


def raised(error, path):
    ours = error.__traceback__
    error = error.with_traceback(ours.tb_next if ours else None)
    try:
        message = str(error)[:2000]
        print_traceback(error)
    except BaseException:  # the exception is the program's: its own methods may raise
        message = ""
    end = {
        "status": "exception",
        "type": type(error).__name__[:200],
        "assertion": isinstance(error, AssertionError),
        "message": message,
    }
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            end.update(place_of(trace))
        trace = trace.tb_next
    return end


def print_traceback(error):
    """As Python does, without the frames of this file."""
    report = cause = traceback.TracebackException.from_exception(error)
    while cause is not None:
        cause.stack[:] = [frame for frame in cause.stack if frame.filename != __file__]
        cause = cause.__cause__ or cause.__context__
    print("".join(report.format()), end="", file=sys.stderr)


def place_of(trace):
    """1-based lines and 0-based columns in bytes of UTF-8, as the compiler counts them."""
    positions = list(trace.tb_frame.f_code.co_positions())
    index = trace.tb_lasti // 2
    line, end_line, column, end_column = positions[index] if 0 <= index < len(positions) else (None,) * 4
    place = {"line": line or trace.tb_lineno}
    if None not in (line, end_line, column, end_column):
        place.update(end_line=end_line, column=column, end_column=end_column)
    return place


# --- its circuits


def is_circuit(value):
    from qiskit import QuantumCircuit

    return issubclass(type(value), QuantumCircuit)  # isinstance() would ask the value


def watch_circuits(path):
    """Those that the program's own functions make: of interest when no variable of the module holds one."""
    from qiskit import QuantumCircuit

    made = []
    original = QuantumCircuit.__init__

    @functools.wraps(original)
    def init(self, *arguments, **options):
        original(self, *arguments, **options)
        caller = sys._getframe(1).f_code
        if caller.co_filename == path and len(made) < MOST_CIRCUITS:
            has_name = options.get("name") is not None
            made.append((self.name if has_name else caller.co_name, self))

    QuantumCircuit.__init__ = init
    return made


def circuits_of(module):
    """Of its variables, and of lists and tuples among them."""
    found = []
    known = set()

    def add(name, value):
        if is_circuit(value) and id(value) not in known and len(found) < MOST_CIRCUITS:
            known.add(id(value))
            found.append((name, value))

    for name, value in list(module.__dict__.items()):
        if name.startswith("_"):
            continue
        add(name, value)
        if type(value) in (list, tuple):
            for index, item in enumerate(value[: 4 * MOST_CIRCUITS]):
                add(f"{name}[{index}]", item)
    return found


def describe(name, circuit, request, with_counts):
    notes = []
    summary = {"name": name[:200]}

    def add(work):
        try:
            summary.update(work())
        except Exception as error:  # of the circuit's own code, of Qiskit's, or of Aer's
            notes.append(f"{type(error).__name__}: {error}"[:500])

    add(
        lambda: {
            "qubits": circuit.num_qubits,
            "clbits": circuit.num_clbits,
            "depth": circuit.depth(),
            "two_qubit_gates": circuit.num_nonlocal_gates(),
        }
    )
    add(lambda: {"drawing": draw(circuit, notes)})
    if with_counts:
        add(lambda: {"counts": counts_of(circuit, request, notes)})
    summary["note"] = " ".join(notes)
    return summary


def draw(circuit, notes):
    if circuit.num_qubits > MOST_DRAWN_QUBITS or circuit.size() > MOST_DRAWN:
        notes.append("The circuit is too large to be drawn.")
        return ""
    text = str(circuit.draw("text", fold=120))
    if len(text.encode("utf-8")) <= MOST_DRAWING_BYTES:
        return text
    notes.append("The drawing is cut.")
    return text.encode("utf-8")[:MOST_DRAWING_BYTES].decode("utf-8", "ignore").rpartition("\n")[0]


def operations(circuit):
    """Also those inside of conditions and loops."""
    for instruction in circuit.data:
        yield instruction
        for block in getattr(instruction.operation, "blocks", ()):
            yield from operations(block)


def measures(circuit):
    return any(instruction.operation.name == "measure" for instruction in operations(circuit))


def active_qubits(circuit):
    """Aer leaves out the others."""
    return len(
        {qubit for instruction in circuit.data if instruction.operation.name != "barrier" for qubit in instruction.qubits}
    )


def counts_of(circuit, request, notes):
    if not measures(circuit):
        return {}
    if circuit.parameters:
        names = ", ".join(sorted(parameter.name for parameter in circuit.parameters)[:5])
        notes.append(f"No counts: the parameters {names} have no values.")
        return {}
    try:
        from qiskit_aer import AerSimulator
    except ImportError:
        notes.append("No counts: qiskit-aer is not in this environment.")
        return {}
    names = {instruction.operation.name for instruction in operations(circuit)}
    qubits = active_qubits(circuit)
    method = "automatic"
    if qubits > request["qubits"]:
        if not names <= CLIFFORD:
            notes.append(f"No counts: {qubits} qubits need {16 << qubits} bytes, more than a run may use.")
            return {}
        method = "stabilizer"
    simulator = AerSimulator(
        method=method,
        seed_simulator=SEED,
        max_parallel_threads=1 if qubits <= FEW_QUBITS else 0,
        max_memory_mb=int(request["memory_bytes"]) >> 20,
    )
    if not names <= set(simulator.operation_names) | {"barrier"}:
        from qiskit import transpile

        circuit = transpile(circuit, simulator, optimization_level=0, seed_transpiler=SEED)
    counts = simulator.run(circuit, shots=request["shots"]).result().get_counts()
    if len(counts) > MOST_COUNTS:
        notes.append(f"The {MOST_COUNTS} most frequent of {len(counts)} results.")
        counts = dict(sorted(counts.items(), key=lambda item: -item[1])[:MOST_COUNTS])
    return {bits: int(count) for bits, count in counts.items()}
