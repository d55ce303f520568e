"""The other side of an exercise, played by its tests."""

import contextlib
import ctypes
import fcntl
import os
import select
import socket
import struct
import sys
import termios
import time
from collections.abc import Callable

import pytest

A_MOMENT = 0.0001  # seconds between two looks at what is unread
SO_ATTACH_FILTER = 26  # socket(7)
# A filter of a TCP socket, socket(7): code, two distances, a value. It loses a segment without bytes behind its header,
# unless the flags say FIN, SYN or RST.
NO_BARE_ACKS = (
    (0x30, 0, 0, 13),  # load the flags
    (0x45, 6, 0, 0x07),  # jump over six if one of these is set
    (0x30, 0, 0, 12),  # load the length of the header, in words, in the upper half of a byte
    (0x74, 0, 0, 2),  # shift
    (0x54, 0, 0, 0x3C),  # and
    (0x07, 0, 0, 0),  # keep it in X
    (0x80, 0, 0, 0),  # load the length of all
    (0x1D, 1, 0, 0),  # jump over one if it is X
    (0x06, 0, 0, 0xFFFFFFFF),  # take it
    (0x06, 0, 0, 0),  # lose it
)
PACKETS = 16  # buffers of a pipe, each of which holds a packet: pipe(7)


@pytest.fixture
def drip(peer: Callable[..., object]) -> Callable[[bytes], int]:
    """`drip(data)` returns the read end of a pipe that gives the data a byte at a time, then the end of file.

    In a pipe with O_DIRECT (pipe(2)) the kernel keeps the bytes apart: each read gets one, however late it is; up to
    PACKETS of them are all there before the first read, so that nothing depends on who is faster. Where there is no
    such pipe, the bytes are written one by one, and a read may get several.
    """

    def start(data: bytes) -> int:
        reader, writer = os.pipe2(os.O_DIRECT) if hasattr(os, "pipe2") else os.pipe()
        if hasattr(os, "pipe2") and len(data) <= PACKETS:
            for byte in data:
                os.write(writer, bytes([byte]))
            os.close(writer)
            return reader

        def write() -> None:
            os.close(reader)
            for byte in data:
                os.write(writer, bytes([byte]))

        peer(write)
        os.close(writer)
        return reader

    return start


@pytest.fixture
def still_waits() -> Callable[[socket.socket | int], None]:
    """`still_waits(end)` fails unless a socket, or an end of a pipe, is open and waits like a new one: without a time
    limit, in Python and in the kernel, with as much room, and without O_NONBLOCK and O_ASYNC."""

    def check(end: socket.socket | int) -> None:
        fd = end if isinstance(end, int) else end.fileno()
        assert fd != -1, "the socket was closed, which belongs to its caller"
        if not isinstance(end, int):
            limit = end.gettimeout()
            assert limit is None, f"the socket has a time limit of {limit} s afterwards"
            for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
                limited = any(end.getsockopt(socket.SOL_SOCKET, option, 16))
                assert not limited, (
                    "the socket has a time limit in the kernel afterwards (SO_RCVTIMEO, SO_SNDTIMEO)"
                )
            with socket.socket(end.family, end.type) as new:
                for option in (socket.SO_SNDBUF, socket.SO_RCVLOWAT):
                    same = end.getsockopt(socket.SOL_SOCKET, option) == new.getsockopt(
                        socket.SOL_SOCKET, option
                    )
                    assert same, (
                        "the socket has other limits in the kernel afterwards (SO_SNDBUF, SO_RCVLOWAT)"
                    )
        assert not fcntl.fcntl(fd, fcntl.F_GETFL) & os.O_ASYNC, (
            "the kernel sends signals afterwards when something comes (O_ASYNC), to whoever has asked for them"
        )
        assert os.get_blocking(fd), (
            "reads and writes do not wait any more afterwards (O_NONBLOCK), in whoever has a copy of this descriptor"
        )

    return check


@pytest.fixture
def still_talk(
    still_waits: Callable[[socket.socket | int], None],
) -> Callable[[socket.socket, socket.socket], None]:
    """`still_talk(ours, theirs)` fails unless both sockets are open, in both directions, and `ours` waits as before;
    nothing may be left in them."""

    def check(ours: socket.socket, theirs: socket.socket) -> None:
        still_waits(ours)
        words = "the socket is open afterwards, and yet it cannot {} any more (shutdown)"
        try:
            ours.send(b"?")
            came = theirs.recv(100, socket.MSG_DONTWAIT)
        except OSError:
            came = b""
        assert came == b"?", words.format("send")
        # Whether it can receive is asked without a message, which a thread that still reads might take, or not.
        came = b""
        with contextlib.suppress(BlockingIOError):  # recv of a datagram socket does not tell of its end
            came = ours.recv(100, socket.MSG_DONTWAIT)
        assert came == b"", f"{came!r} was in the socket, and was to be received"
        assert not select.select([ours], [], [], 0)[0], words.format("receive")

    return check


def _unread(sock: socket.socket) -> int:
    """The bytes that a stream socket holds: FIONREAD in unix(7)."""
    return int.from_bytes(fcntl.ioctl(sock, termios.FIONREAD, bytes(4)), sys.byteorder)


@pytest.fixture
def drip_stream(peer: Callable[..., object]) -> Callable[..., socket.socket]:
    """`drip_stream(data)` returns a stream socket that gives the data a byte at a time, then the end of file.

    A byte is sent when the one before has been received: each read gets one, however late it is. With `listens=True` it
    first receives all until the end.
    """

    def start(data: bytes, listens: bool = False) -> socket.socket:
        ours, theirs = socket.socketpair()

        def write() -> None:
            while listens and theirs.recv(4096):
                pass
            for byte in data:
                theirs.send(bytes([byte]))
                while _unread(ours):
                    time.sleep(A_MOMENT)

        peer(write)
        theirs.close()
        return ours

    return start


def _received(sock: socket.socket) -> int:
    """The bytes that have come to a TCP socket since it was connected: tcpi_bytes_received of Linux's TCP_INFO."""
    return int.from_bytes(sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, 136)[128:136], sys.byteorder)


@pytest.fixture
def tcp_pair() -> Callable[[], tuple[socket.socket, socket.socket]]:
    """`ours, theirs = tcp_pair()` returns two TCP sockets that are connected to each other on 127.0.0.1.

    `ours` is the one that was accepted, and so that of a server.
    """

    def connect() -> tuple[socket.socket, socket.socket]:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            theirs = socket.create_connection(listener.getsockname())
            ours, _ = listener.accept()
        return ours, theirs

    return connect


@pytest.fixture
def drip_tcp(
    peer: Callable[..., object], tcp_pair: Callable[[], tuple[socket.socket, socket.socket]]
) -> Callable[[bytes], tuple[socket.socket, socket.socket]]:
    """`ours, theirs = drip_tcp(data)` returns two connected TCP sockets; a peer sends the data to `ours`, a byte at a
    time, and then the end of its direction. Whatever is sent back can be received out of `theirs`.

    A byte is sent when the one before has come and has been received: each read gets one, however late it is.
    """

    def start(data: bytes) -> tuple[socket.socket, socket.socket]:
        ours, theirs = tcp_pair()

        def write() -> None:
            for count, byte in enumerate(data, 1):
                theirs.send(bytes([byte]))
                while sys.platform == "linux" and _received(ours) < count:
                    time.sleep(A_MOMENT)
                while _unread(ours):
                    time.sleep(A_MOMENT)
            theirs.shutdown(socket.SHUT_WR)

        peer(write)
        return ours, theirs

    return start


@pytest.fixture
def bare_acks_lost() -> Callable[[socket.socket], None]:
    """`bare_acks_lost(sock)`: from now on, a connected TCP socket gets no acknowledgement but with bytes or with the
    end, so that small pieces behind the first one are kept back for a fifth of a second, or until bytes come."""

    def attach(sock: socket.socket) -> None:
        program = b"".join(struct.pack("HBBI", *each) for each in NO_BARE_ACKS)
        code = ctypes.create_string_buffer(program)
        sock.setsockopt(
            socket.SOL_SOCKET,
            SO_ATTACH_FILTER,
            struct.pack("HP", len(NO_BARE_ACKS), ctypes.addressof(code)),
        )

    return attach
