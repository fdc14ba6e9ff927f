# SPDX-License-Identifier: Apache-2.0
"""A server that has imported Qiskit and runs each program in a forked child of its own.

Frames on stdin and stdout: four bytes of length, little-endian, then JSON. The first frame out is the greeting, then
one answer per request. A request {"id", "path", "folder", "text", "unsaved", "shots", "time_ms", "memory_bytes",
"output_bytes", "qubits"} is answered by {"id", "end", "code", "signal", "output", "result", "wall_ms", "cpu_ms",
"waiting_ms", "last"}; {"cancel": id} ends the run early. "end" is this server's own finding: exited, signal, timeout,
output, processes, memory, cancelled. "result" is what the child said, passed on unread. "last": this server ends now.

The child is hostile for all we know. This server is process 1 of its sandbox, so that signals from inside do not reach it,
and not dumpable, so that a child, which has no capabilities, can open neither its memory nor its streams, which nobody else
inside holds. Everything a run leaves behind is killed and removed before it is answered; where that fails, this server ends
and whoever started it starts another.
"""

import ctypes
import gc
import json
import os
import re
import select
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
    if os.getpid() == 1 and os.getppid() == 0 and os.uname().nodename == "sandbox":
        return
    sys.exit("worker.py runs only as the first process of a bubblewrap sandbox")


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
    return [int(name) for name in os.listdir("/proc") if name.isdigit() and int(name) != os.getpid()]


def held_bytes(process):
    """What it holds that is no file, shared memory included; of a child, also what it still shares with this server."""
    held = 0
    try:
        with open(f"/proc/{process}/status", encoding="utf-8", errors="replace") as status:
            for line in status:
                if line.startswith(("RssAnon:", "RssShmem:")):
                    held += int(line.split()[1]) << 10  # kB
    except (OSError, ValueError, IndexError):
        pass  # it has just ended
    return held


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
        reap_orphans(self.child)
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
        elif sum(map(held_bytes, processes)) - len(processes) * own_bytes > self.request["memory_bytes"]:
            self.end = "memory"

    def answer(self):
        kill_everything()
        _, status, usage = os.wait4(self.child, 0)
        wait_for_everything()
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
            "last": not remove_leftovers(),
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


def reap_orphans(child):
    """What ended without its parent is ours, as process 1; the run's own child is waited for at its end."""
    while ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT):
        if ended.si_pid == child:
            break
        os.waitpid(ended.si_pid, 0)


def kill_everything():
    """All but this server; atomic, so that no fork bomb outruns it."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass


def wait_for_everything():
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        pass


# --- what a run leaves behind

WRITABLE = ("/tmp", "/dev/shm")


def mount_points():
    with open("/proc/self/mountinfo", "rb") as mounts:
        names = [line.split()[4] for line in mounts]
    return [os.fsdecode(re.sub(rb"\\([0-7]{3})", lambda code: bytes([int(code[1], 8)]), name)) for name in names]


def remove_leftovers():
    """False when something stays."""
    try:
        mounts = mount_points()
        # A mount moves with a folder above it that is renamed.
        if mounts != own_mounts or holds_shared_objects():
            return False
        for top in WRITABLE:
            clean(top, top, mounts)
        os.makedirs(os.environ["HOME"])
    except OSError:
        return False
    return True


def holds_shared_objects():
    """Of System V, which outlive their processes; each list begins with a line of names."""
    for kind in ("shm", "sem", "msg"):
        with open(f"/proc/sysvipc/{kind}", "rb") as lines:
            if len(lines.readlines()) > 1:
                return True
    return False


def clean(folder, top, mounts):
    """Removes all but mount points and the folders that lead to them."""
    os.chmod(folder, 0o755)
    for entry in list(os.scandir(folder)):
        if not entry.is_dir(follow_symlinks=False):
            os.unlink(entry.path)
        elif entry.path in mounts:
            continue
        elif any(mount.startswith(entry.path + "/") for mount in mounts):
            clean(entry.path, top, mounts)
        else:
            remove_tree(entry.path, top)


def remove_tree(folder, top):
    """Folders within are moved to the top first, so that neither their depth nor the length of their paths counts."""
    prefix = f"{top}/{os.urandom(8).hex()}-"
    moved = 0
    waiting = [folder]
    while waiting:
        folder = waiting.pop()
        os.chmod(folder, 0o700)
        for entry in list(os.scandir(folder)):
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.path, 0o700)  # a folder that may not be written to may not be moved
                moved += 1
                os.rename(entry.path, f"{prefix}{moved}")
                waiting.append(f"{prefix}{moved}")
            else:
                os.unlink(entry.path)
        os.rmdir(folder)


def serve():
    global own_bytes, own_mounts
    requests, answers = take_channel()
    try:
        greeting = load_libraries()
    except Exception as error:  # whatever is wrong with the environment, its owner must read it
        write_frame(answers, {"error": f"{type(error).__name__}: {error}"})
        return
    if ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0:
        sys.exit("this server could not be closed to its children")
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    own_mounts = mount_points()
    if not remove_leftovers():
        sys.exit("the folders for temporary files could not be made ready")
    gc.collect()
    gc.freeze()
    own_bytes = held_bytes(os.getpid())
    write_frame(answers, greeting)
    while True:
        request = read_frame(requests)
        if "cancel" in request:
            continue  # its run has just been answered
        answer = Run(request, requests, [answers]).supervise()
        write_frame(answers, answer)
        if answer["last"]:
            return


own_bytes = 0
own_mounts = []

if __name__ == "__main__":
    refuse_outside_the_sandbox()
    import program

    sys.path.pop(0)  # our own folder: a program must not import from it
    serve()
