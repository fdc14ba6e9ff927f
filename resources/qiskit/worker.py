# SPDX-License-Identifier: Apache-2.0
"""A server that has imported Qiskit and runs each program in a forked child of its own.

Frames on stdin and stdout: four bytes of length, little-endian, then JSON. The first frame out is the greeting, then
one answer per request. A request {"id", "path", "folder", "text", "unsaved", "shots", "seed", "time_ms", "memory_bytes",
"output_bytes", "qubits"} is answered by {"id", "end", "code", "signal", "output", "result", "wall_ms", "cpu_ms",
"waiting_ms"}; {"cancel": id} ends the run early. "end" is this server's own finding: exited, signal, timeout, output,
processes, memory, cancelled. "result" is what the child said, passed on unread.

The child is hostile for all we know. It has no capabilities, so it cannot look into this server; a signal to this server
ends it, and whoever started it starts another. Everything a run leaves behind is killed and removed after it.
"""

import ctypes
import gc
import json
import os
import select
import shutil
import signal
import struct
import sys
import time
import traceback

TICK_MS = 50  # how often the limits that need counting are looked at
MOST_PROCESSES = 32  # of one run
MOST_RESULT_BYTES = 4 << 20
MOST_REQUEST_BYTES = 32 << 20
PR_SET_DUMPABLE = 4


def refuse_outside_the_sandbox():
    """After each run this server kills all other processes that it can see: they must be the run's."""
    with open("/proc/1/comm", encoding="utf-8") as name:
        if os.getpid() == 2 and os.getppid() == 1 and name.read().strip() == "bwrap":
            return
    sys.exit("worker.py runs only as the first program of a bubblewrap sandbox")


def take_channel():
    """Our end of the conversation, on numbers that no print() and no library writes to."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return requests, answers


def read_exactly(fd, size):
    data = bytearray()
    while len(data) < size:
        piece = os.read(fd, size - len(data))
        if not piece:
            sys.exit(0)  # whoever asked is gone
        data += piece
    return bytes(data)


def read_frame(fd):
    (size,) = struct.unpack("<I", read_exactly(fd, 4))
    if size > MOST_REQUEST_BYTES:
        sys.exit("a request is too long")
    return json.loads(read_exactly(fd, size))


def write_frame(fd, message):
    body = json.dumps(message).encode("ascii")
    data = memoryview(struct.pack("<I", len(body)) + body)
    while data:
        data = data[os.write(fd, data) :]


def load_libraries():
    """Imports and plugin tables, nothing else: a transpile() here would deadlock every child that transpiles."""
    begin = time.monotonic()
    import qiskit
    from qiskit.transpiler.passes.synthesis.plugin import HighLevelSynthesisPluginManager, UnitarySynthesisPluginManager
    from qiskit.transpiler.preset_passmanagers.plugin import PassManagerStagePluginManager

    try:
        import qiskit_aer

        aer = qiskit_aer.__version__
    except ImportError:
        aer = None
    for manager in (PassManagerStagePluginManager, HighLevelSynthesisPluginManager, UnitarySynthesisPluginManager):
        manager()
    return {
        "python": ".".join(map(str, sys.version_info[:3])),
        "qiskit": qiskit.__version__,
        "aer": aer,
        "import_ms": (time.monotonic() - begin) * 1000,
    }


def other_processes():
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid())]


def anonymous_bytes(process):
    """What it holds that is no file; of a child, also what it still shares with this server."""
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as numbers:
            _, resident, shared, *_ = map(int, numbers.read().split())
        return (resident - shared) * page_bytes
    except (OSError, ValueError):
        return 0  # it has just ended


def waiting_seconds(process):
    """How long its threads could have run and had no processor: the longest of them."""
    longest = 0
    try:
        for thread in os.listdir(f"/proc/{process}/task"):
            with open(f"/proc/{process}/task/{thread}/schedstat", encoding="ascii") as numbers:
                longest = max(longest, int(numbers.read().split()[1]))
    except (OSError, IndexError, ValueError):
        pass
    return longest / 1e9


page_bytes = os.sysconf("SC_PAGE_SIZE")


class Run:
    """One request: its child, what it writes, and the limits that only somebody outside can hold."""

    def __init__(self, request, requests_fd, closed_in_child):
        self.request = request
        self.requests_fd = requests_fd
        self.output = bytearray()
        self.result = bytearray()
        self.end = None
        self.waiting = 0.0
        self.begin = time.monotonic()
        result, self.result_end = os.pipe()
        output, self.output_end = os.pipe()
        self.child = os.fork()
        if self.child == 0:
            try:
                for fd in (requests_fd, *closed_in_child, result, output):
                    os.close(fd)
                program.main(request, self.result_end, self.output_end)
            except BaseException:  # a bug of ours; it ends up among the program's output
                traceback.print_exc()
            finally:
                os._exit(70)
        os.close(self.result_end)
        os.close(self.output_end)
        self.pipes = {
            result: (self.result, MOST_RESULT_BYTES),
            output: (self.output, int(request["output_bytes"])),
        }
        for fd in self.pipes:
            os.set_blocking(fd, False)
        self.process = os.pidfd_open(self.child)

    def supervise(self):
        poll = select.poll()
        for fd in (self.process, self.requests_fd, *self.pipes):
            poll.register(fd, select.POLLIN)
        finished = False
        while self.end is None and not finished:
            for fd, _ in poll.poll(TICK_MS):
                if fd == self.process:
                    finished = True
                elif fd == self.requests_fd:
                    self.hear()
                elif not self.collect(fd):
                    poll.unregister(fd)
            if not finished:
                self.look_at_limits()
        return self.answer()

    def hear(self):
        message = read_frame(self.requests_fd)
        if "cancel" not in message:
            sys.exit("a request came before the last one was answered")
        if message["cancel"] == self.request["id"]:
            self.end = "cancelled"

    def collect(self, fd):
        """Reads what is there; false once nothing more can come."""
        into, most = self.pipes[fd]
        try:
            data = os.read(fd, 1 << 16)
        except BlockingIOError:
            return True
        into += data[: most - len(into)] if len(into) + len(data) > most else data
        if len(into) >= most:
            self.end = self.end or "output"
        return bool(data)

    def look_at_limits(self):
        limit = self.request["time_ms"] / 1000
        wall = time.monotonic() - self.begin
        # A busy machine is not the program's fault: what it waited for a processor does not count, up to twice the limit.
        if wall > limit:
            self.waiting = waiting_seconds(self.child)
            if wall - min(self.waiting, 2 * limit) > limit:
                self.end = "timeout"
        processes = other_processes()
        if len(processes) > MOST_PROCESSES:
            self.end = "processes"
        elif sum(map(anonymous_bytes, processes)) - len(processes) * own_bytes > self.request["memory_bytes"]:
            self.end = "memory"

    def answer(self):
        kill_everything()
        _, status, usage = os.wait4(self.child, 0)
        self.drain()
        by_signal = os.WIFSIGNALED(status)
        return {
            "id": self.request["id"],
            "end": self.end or ("signal" if by_signal else "exited"),
            "code": 0 if by_signal else os.WEXITSTATUS(status),
            "signal": os.WTERMSIG(status) if by_signal else 0,
            "output": self.output.decode("utf-8", "replace"),
            "result": self.result.decode("utf-8", "replace"),
            "wall_ms": (time.monotonic() - self.begin) * 1000,
            "cpu_ms": (usage.ru_utime + usage.ru_stime) * 1000,
            "waiting_ms": self.waiting * 1000,
        }

    def drain(self):
        """What was still in the pipes; everybody who could write to them has been killed."""
        for fd in self.pipes:
            into, most = self.pipes[fd]
            os.set_blocking(fd, True)
            while data := os.read(fd, 1 << 16):
                into += data[: max(0, most - len(into))]
            os.close(fd)
        os.close(self.process)


def kill_everything():
    """All but this server and the sandbox's own first process; atomic, so that no fork bomb outruns it."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def remove_leftovers():
    for folder in ("/tmp", "/dev/shm"):
        for entry in os.scandir(folder):
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                os.unlink(entry.path)
    os.makedirs(os.environ["HOME"])


def serve():
    global own_bytes
    requests, answers = take_channel()
    try:
        greeting = load_libraries()
    except Exception as error:  # whatever is wrong with the environment, its owner must read it
        write_frame(answers, {"error": f"{type(error).__name__}: {error}"})
        return
    ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)  # a child cannot open our memory and our pipes
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    gc.collect()
    gc.freeze()
    own_bytes = anonymous_bytes(os.getpid())
    write_frame(answers, greeting)
    while True:
        request = read_frame(requests)
        if "cancel" in request:
            continue  # its run has just been answered
        remove_leftovers()
        write_frame(answers, Run(request, requests, [answers]).supervise())


own_bytes = 0

if __name__ == "__main__":
    refuse_outside_the_sandbox()
    import program

    sys.path.pop(0)  # our own folder: a program must not import from it
    serve()
