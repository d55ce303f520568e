"""A filter refuses some calls and lets others through: each is tried in a process behind it."""

import errno
import json
import platform
import subprocess
import sys

import pytest

from kata.sandbox import seccomp
from tests.tools.judge import ROOT, environment

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in seccomp.MACHINES, reason="there is no filter for it"
)

BEHIND = """\
import ctypes, json, os, socket, sys
from kata.kernel import bpf
from kata.sandbox import seccomp
read = json.loads(sys.argv[1])
libc = ctypes.CDLL(None, use_errno=True)
rules = seccomp.program(**read["program"])
file, pair = os.open("/tmp", os.O_TMPFILE | os.O_RDWR, 0o600), socket.socketpair()
made = {"pipe": os.pipe()[1], "file": file, "socket": pair[0].fileno()}
bpf.install(rules)
ends = []
for number, *arguments in read["calls"]:
    done = libc.syscall(*[ctypes.c_long(made.get(each, each)) for each in (number, *arguments)])
    ends.append(ctypes.get_errno() if done < 0 else 0)
print(json.dumps(ends))
"""

COLUMN = int(platform.machine() == "aarch64")
ALONE = {"in_namespaces": True, "of_its_own": True}
SHARED = {"in_namespaces": True, "of_its_own": False}
BARE = {"in_namespaces": False, "of_its_own": True}
BARE_SHARED = {"in_namespaces": False, "of_its_own": False}
EVERY = [ALONE, SHARED, BARE, BARE_SHARED]
MEBIBYTE, NEWNET, AF_INET, PRIO_USER = 1 << 20, 0x40000000, 2, 2


def ends(program, *calls):
    """The errors of these calls, 0 for none, in a process behind this filter. calls: numbers, then arguments."""
    told = json.dumps(
        {"program": program, "calls": [[call[COLUMN], *arguments] for call, *arguments in calls]}
    )
    done = subprocess.run(
        [sys.executable, "-c", BEHIND, told],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("program", EVERY, ids=str)
def test_what_is_never_there(program):
    refused = [numbers for numbers in seccomp.FORBIDDEN.values() if numbers[COLUMN] is not None]
    assert set(ends(program, *[(numbers,) for numbers in refused])) == {errno.EPERM}
    unknown = [numbers for numbers in seccomp.UNKNOWN.values() if numbers[COLUMN] is not None]
    assert set(ends(program, *[(numbers,) for numbers in unknown])) == {errno.ENOSYS}


@pytest.mark.parametrize("program", EVERY, ids=str)
def test_namespaces_leases_and_hidden_room_on_a_disk(program):
    assert ends(
        program,
        (seccomp.CLONE, NEWNET, 0, 0, 0, 0),
        (seccomp.FCNTL, "file", seccomp.F_SETLEASE, 1),
        (seccomp.FCNTL, "file", seccomp.F_NOTIFY, 1),
        (seccomp.FALLOCATE, "file", 1, 0, MEBIBYTE),
        (seccomp.FALLOCATE, "file", 0, 0, MEBIBYTE),
    ) == [errno.EPERM, errno.EPERM, errno.EPERM, errno.EOPNOTSUPP, 0]


def test_pipes_grow_only_where_their_user_is_alone():
    grow, shrink = (("pipe", seccomp.F_SETPIPE_SZ, size) for size in (MEBIBYTE, 4096))
    assert ends(ALONE, (seccomp.FCNTL, *shrink), (seccomp.FCNTL, *grow)) == [0, 0]
    assert ends(SHARED, (seccomp.FCNTL, *shrink), (seccomp.FCNTL, *grow)) == [0, errno.EPERM]


def test_without_namespaces_nothing_leads_out():
    calls = [
        (seccomp.SOCKET, AF_INET, 1, 0),
        (seccomp.SOCKET, seccomp.AF_UNIX, 1, 0),
        (seccomp.CONNECT, "socket", 0, 0),
        (seccomp.SENDTO, "socket", 0, 0, 0, 1 << 40, 2),
        (seccomp.SENDTO, "socket", 0, 0, 0, 1, 2),
        (seccomp.SENDTO, "socket", 0, 0, 0, 0, 0),
    ]
    assert ends(BARE, *calls) == [errno.EACCES, 0, errno.EACCES, errno.EACCES, errno.EACCES, 0]
    assert errno.EACCES not in ends(ALONE, *calls)


def test_without_namespaces_nothing_of_the_same_user_is_touched():
    itself, others = [], []
    for numbers in (seccomp.PRLIMIT, *seccomp.SCHEDULING):
        itself.append((numbers, 0, 7, 0, 0))
        others.append((numbers, 1, 7, 0, 0))
    itself += [(seccomp.SETPRIORITY, seccomp.PRIO_PROCESS, 0, 5)]
    others += [(seccomp.SETPRIORITY, PRIO_USER, 0, 5), (seccomp.SETPRIORITY, seccomp.PRIO_PROCESS, 1, 5)]
    others += [(seccomp.IOPRIO_SET, 3, 0, 0), (seccomp.IOPRIO_SET, seccomp.IOPRIO_WHO_PROCESS, 1, 0)]
    assert errno.EPERM not in ends(BARE_SHARED, *itself)
    assert set(ends(BARE_SHARED, *others)) == {errno.EPERM}
    files = [numbers for numbers in seccomp.OF_THE_SAME_USER.values() if numbers[COLUMN] is not None]
    assert set(ends(BARE_SHARED, *[(numbers, -1, -1, -1, -1) for numbers in files])) == {errno.EPERM}
    assert errno.EPERM not in ends(BARE, *[(numbers, -1, -1, -1, -1) for numbers in files])
