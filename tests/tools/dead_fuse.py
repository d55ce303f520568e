"""A file system whose server stops to answer, with a file of it open: fuse(4), the kernel's fuse.h.

    python -m tests.tools.dead_fuse COMMAND…

The command gets a descriptor of the open file, number 9, and the folder as its last word; by then nobody answers any
more. Needs root, or /dev/fuse and a user namespace.
"""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import struct
import subprocess
import sys
import tempfile

CLONE_NEWNS = 0x20000
MS_REC_PRIVATE = 0x4000 | 0x40000
LOOKUP, GETATTR, OPEN, FLUSH, INIT = 1, 3, 14, 25, 26
HEAD = struct.Struct("IIQQIIII")
ROOT, FILE = 1, 2
OPEN_FILE = 9
A_PIECE = 1 << 17  # bytes; the kernel wants room for the largest request


def _attributes(node: int) -> bytes:
    mode = stat.S_IFDIR | 0o755 if node == ROOT else stat.S_IFREG | 0o644
    return struct.pack("6Q10I", node, 0, 0, 0, 0, 0, 0, 0, 0, mode, 1, 0, 0, 0, 4096, 0)


def answer(opcode: int, node: int) -> bytes | None:
    """The body of an answer, None for what is not known; no attribute is good for longer than the answer itself."""
    if opcode == INIT:
        return struct.pack("IIIIHHIIHHI7I", 7, 31, 0, 0, 0, 0, 4096, 0, 0, 0, 0, *[0] * 7)
    if opcode == LOOKUP:
        return struct.pack("QQQQII", FILE, 0, 0, 0, 0, 0) + _attributes(FILE)
    if opcode == GETATTR:
        return struct.pack("QII", 0, 0, 0) + _attributes(node)
    if opcode == OPEN:
        return struct.pack("QII", 0, 0, 0)
    return None


def serve(device: int) -> None:
    """Answer until a descriptor of a file has been closed, and then nothing any more: who is told once that this is
    not known here asks at no other close, so whoever has a copy can exit."""
    opcode = 0
    while opcode != FLUSH:
        _, opcode, unique, node, *_ = HEAD.unpack_from(os.read(device, A_PIECE))
        body = answer(opcode, node)
        error = 0 if body is not None else -38  # ENOSYS
        os.write(device, struct.pack("IiQ", 16 + len(body or b""), error, unique) + (body or b""))
    signal.pause()


def main() -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    device = os.open("/dev/fuse", os.O_RDWR)
    folder = tempfile.mkdtemp(prefix="kata-fuse-")
    words = f"fd={device},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}".encode()
    if (
        libc.unshare(CLONE_NEWNS)
        or libc.mount(b"none", b"/", None, MS_REC_PRIVATE, None)
        or libc.mount(b"none", folder.encode(), b"fuse", 0, words)
    ):
        os.rmdir(folder)
        raise OSError(ctypes.get_errno(), "the file system could not be mounted")
    server = os.fork()
    if not server:
        serve(device)
    try:
        file = os.open(f"{folder}/file", os.O_RDONLY)
        os.dup2(file, OPEN_FILE)
        os.close(file)
        os.close(device)
        return subprocess.run([*sys.argv[1:], folder], pass_fds=[OPEN_FILE], timeout=30).returncode
    finally:
        os.kill(server, signal.SIGKILL)  # with its last descriptor, the file system is aborted
        os.waitpid(server, 0)
        libc.umount2(folder.encode(), 2)  # MNT_DETACH
        os.rmdir(folder)


if __name__ == "__main__":
    sys.exit(main())
