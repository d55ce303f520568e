"""A call on a pipe waits for memory that is mapped from a file, and somebody brings late what is in it: fuse(4)."""

import ctypes
import errno
import mmap
import os
import struct
import threading

LIBC = ctypes.CDLL(None, use_errno=True)
LOOKUP, FORGET, GETATTR, OPEN, READ, INIT, INTERRUPT, FORGETS = 1, 2, 3, 14, 15, 26, 36, 42
ALLOWED = os.geteuid() == 0 and os.path.exists("/dev/fuse")
FOLDER, FILE = 1, 2


def facts(node):
    mode = 0o40755 if node == FOLDER else 0o100644
    return struct.pack("6Q10I", node, 4096, 8, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def serve(device, late):
    """Answer the kernel; a question for data waits for somebody to say so."""
    while True:
        question = os.read(device, 1 << 18)
        _, kind, number, node = struct.unpack_from("IIQQ", question)
        if kind in (FORGET, FORGETS, INTERRUPT):
            continue
        if kind == READ:
            late.wait()
        answers = {
            INIT: struct.pack("4IHHII9I", 7, 31, 65536, 0, 12, 9, 65536, 1, *[0] * 9),
            LOOKUP: struct.pack("4Q2I", FILE, 0, 1, 1, 0, 0) + facts(FILE),
            GETATTR: struct.pack("Q2I", 1, 0, 0) + facts(node),
            OPEN: bytes(16),
            READ: bytes(4096),
        }
        data, error = answers.get(kind, b""), 0 if kind in answers else -errno.ENOSYS
        os.write(device, struct.pack("IiQ", 16 + len(data), error, number) + data)


def neighbour():
    if not ALLOWED:
        yield
        return
    os.mkdir("mounted")
    folder, late = os.path.abspath("mounted"), threading.Event()
    assert LIBC.unshare(0x20000) == 0  # mounts of its own
    assert LIBC.mount(b"none", b"/", None, 0x44000, None) == 0  # all of them private
    device = os.open("/dev/fuse", os.O_RDWR)
    options = f"fd={device},rootmode=40000,user_id=0,group_id=0".encode()
    assert LIBC.mount(b"late", folder.encode(), b"fuse", 0, options) == 0
    threading.Thread(target=serve, args=(device, late), daemon=True).start()
    with open("to_program", "w") as fifo:
        fifo.write(f"/proc/{os.getpid()}/root{folder}/file")
    yield
    late.set()
    with open("to_program") as fifo:  # until the program has ended
        fifo.read()


if __name__ == "__main__" and ALLOWED:
    with open("to_program") as fifo:
        path = fifo.read()
    with open(path, "r+b", buffering=0) as file:
        memory = mmap.mmap(file.fileno(), 4096)
    reader, writer = os.pipe()
    os.write(writer, b"here")
    os.readv(reader, [memoryview(memory)[:4]])
    open("to_program", "w").close()
