"""Walls for a machine without namespaces: rights that a process gives up for itself and all below it, landlock(7).

It can then open only the files that it has named, send signals only to processes below, and use no TCP port and no
abstract socket of others. Where Landlock knows no such right, a `seccomp` filter refuses the call.
"""

from __future__ import annotations

import ctypes
import os
import struct

from kata.kernel import bpf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446  # the same on every machine
VERSION, PATH_BENEATH = 1, 1
NEEDED = 6  # the ABI that knows of signals and abstract sockets, Linux 6.12
ALL_FILES = (1 << 16) - 1  # LANDLOCK_ACCESS_FS_*, all that ABI 6 knows
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, TRUNCATE = 1 << 0, 1 << 1, 1 << 2, 1 << 3, 1 << 14
READ = EXECUTE | READ_FILE | READ_DIR
OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE
DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
NET = 3  # LANDLOCK_ACCESS_NET_BIND_TCP and CONNECT_TCP
SCOPED = 3  # LANDLOCK_SCOPE_ABSTRACT_UNIX_SOCKET and SIGNAL

RULESET = struct.Struct("=QQQ")  # struct landlock_ruleset_attr: file system, network, scopes
BENEATH = struct.Struct("=Qi")  # struct landlock_path_beneath_attr, which is packed: rights, descriptor


def abi() -> int:
    """The version of Landlock in this kernel, 0 for none."""
    return max(int(ctypes.CDLL(None).syscall(CREATE_RULESET, None, 0, VERSION)), 0)


def enter(readable: Iterable[str], writable: Iterable[str], rules: bytes) -> None:
    """Limit this process to these files and folders, and by `rules`, a `seccomp` program, for good. Raises OSError."""
    libc = ctypes.CDLL(None, use_errno=True)
    wanted = RULESET.pack(ALL_FILES, NET, SCOPED)
    ruleset = _done(libc.syscall(CREATE_RULESET, wanted, len(wanted), 0))
    allowed = [(path, READ) for path in readable] + [(path, ALL_FILES) for path in writable]
    for path, access in [*allowed, *((device, OF_A_FILE & ~EXECUTE) for device in DEVICES)]:
        try:
            fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except PermissionError:  # no rule could allow it either
            continue
        rule = BENEATH.pack(access if os.path.isdir(path) else access & OF_A_FILE, fd)
        _done(libc.syscall(ADD_RULE, ruleset, PATH_BENEATH, rule, 0))
        os.close(fd)
    _done(libc.prctl(bpf.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    _done(libc.syscall(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)
    bpf.install(rules)


def _done(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
