"""Lines of /proc/PID/task/TID/syscall, as the kernel writes them."""

import os
import socket
import sys
from pathlib import Path

import pytest

from kata.facts import Socket
from kata.kernel.syscalls import as_int, decode, numbered
from kata.kernel.unix_sockets import parse, unix_sockets

X86, ARM = numbered("x86_64"), numbered("aarch64")
REST = "0x7ffd0 0x7f4d1"  # stack pointer, program counter


@pytest.mark.parametrize(
    ("rows", "line", "name", "fd", "endless"),
    [
        (X86, f"0 0x6 0x7f 0x1 0x0 0x0 0x0 {REST}", "read", 6, True),
        (ARM, f"63 0x6 0x7f 0x1 0x0 0x0 0x0 {REST}", "read", 6, True),
        (X86, f"1 0xffffffff00000005 0x7f 0x1 0x0 0x0 0x0 {REST}", "write", 5, True),
        (X86, f"45 0x3 0x7f 0x64 0x0 0x0 0x0 {REST}", "recvfrom", 3, True),
        (ARM, f"207 0x3 0x7f 0x64 0x0 0x0 0x0 {REST}", "recvfrom", 3, True),
        (X86, f"61 0xffffffff 0x7f 0x0 0x0 0x0 0x0 {REST}", "wait4", None, True),
        (X86, f"7 0x7f 0x1 0xffffffff 0x0 0x0 0x0 {REST}", "poll", None, True),
        (X86, f"7 0x7f 0x1 0x3e8 0x0 0x0 0x0 {REST}", "poll", None, False),
        (ARM, f"73 0x7f 0x1 0x0 0x0 0x0 0x0 {REST}", "ppoll", None, True),
        (ARM, f"73 0x7f 0x1 0x7ffd 0x0 0x0 0x0 {REST}", "ppoll", None, False),
        (X86, f"270 0x4 0x7f 0x0 0x0 0x0 0x0 {REST}", "pselect6", None, True),
        (X86, f"232 0x4 0x7f 0x1 0xffffffff 0x0 0x0 {REST}", "epoll_wait", None, True),
        (X86, f"202 0x7f 0x189 0x0 0x0 0x0 0x0 {REST}", "futex", None, True),
        (X86, f"202 0x7f 0x189 0x0 0x7ffd 0x0 0x0 {REST}", "futex", None, False),
        (X86, f"202 0x7f 0x81 0x0 0x0 0x0 0x0 {REST}", "futex", None, False),
        (X86, f"230 0x1 0x1 0x7ffd 0x0 0x0 0x0 {REST}", "clock_nanosleep", None, False),
        (ARM, f"101 0x0 0x0 0x0 0x0 0x0 0x0 {REST}", "nanosleep", None, False),
        (X86, f"72 0x3 0x7 0x7f 0x0 0x0 0x0 {REST}", "fcntl", 3, True),
        (X86, f"72 0x3 0x2 0x7f 0x0 0x0 0x0 {REST}", "fcntl", 3, False),
    ],
)
def test_a_line_of_the_kernel(rows, line, name, fd, endless):
    call = decode(line, rows)
    assert call is not None
    assert (call.name, call.fd, call.endless) == (name, fd, endless)


@pytest.mark.parametrize("line", ["running", "-1 0x7ffd0 0x7f4d1", f"219 0x0 0x0 0x0 0x0 0x0 0x0 {REST}", ""])
def test_what_is_not_in_the_table_is_no_call(line):
    assert decode(line, X86) is None


def test_a_machine_that_is_not_in_the_table_has_no_calls():
    assert numbered("riscv64") == {}


def test_an_int_in_a_slot_of_64_bits():
    assert [as_int(0xFFFFFFFF), as_int(0xDEADBEEF00000005), as_int(0x7FFFFFFF)] == [-1, 5, 2**31 - 1]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_the_table_is_right_on_this_machine():
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(writer)
        os.read(reader, 1)
        os._exit(0)
    file = Path(f"/proc/{child}/syscall")
    while (call := decode(file.read_text())) is None or call.name != "read" or call.fd != reader:
        pass  # until it sleeps there; the limit of the test ends this if it never does
    assert call.endless
    os.close(writer)
    os.close(reader)
    os.waitpid(child, 0)


# Replies of the kernel to a dump of Unix sockets: a datagram socket with a peer, a listening one with a name.
PAIRED = bytes.fromhex("010200000a1b0000010000000000000008000200 0b1b0000".replace(" ", ""))
NAMED = bytes.fromhex("01010a000c1b000001000000000000000b000000002f74 6d702f7800".replace(" ", ""))


def test_a_reply_about_a_socket_with_a_peer():
    assert parse(PAIRED) == (Socket(0x1B0A, "datagram", 0x1B0B), ())


def test_a_reply_about_a_socket_with_a_name():
    assert parse(NAMED) == (
        Socket(0x1B0C, "stream", 0, named=True, listening=True, address="@/tmp/x"),
        (),
    )


@pytest.mark.skipif(sys.platform != "linux", reason="netlink")
def test_the_kernel_is_asked():
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    here, there = os.fstat(ours.fileno()).st_ino, os.fstat(theirs.fileno()).st_ino
    assert unix_sockets()[here] == Socket(here, "seqpacket", there)
    theirs.close()
    assert unix_sockets()[here] == Socket(here, "seqpacket", 0)
    ours.close()
