"""The other side of an exercise, played by its tests."""

import array
import os
import socket
from collections.abc import Callable

import pytest


@pytest.fixture
def drip(peer: Callable[..., object]) -> Callable[[bytes], int]:
    """`drip(data)` returns the read end of a pipe that gives the data a byte at a time, then the end of file.

    In a pipe with O_DIRECT (pipe(2)) the kernel keeps the bytes apart: each read gets one, however late it is.
    Where there is no such pipe, the bytes are written one by one, and a read may get several.
    """

    def start(data: bytes) -> int:
        reader, writer = os.pipe2(os.O_DIRECT) if hasattr(os, "pipe2") else os.pipe()

        def write() -> None:
            os.close(reader)
            for byte in data:
                os.write(writer, bytes([byte]))

        peer(write)
        os.close(writer)
        return reader

    return start


@pytest.fixture
def drip_stream(peer: Callable[..., object]) -> Callable[[bytes], socket.socket]:
    """`drip_stream(data)` returns a stream socket that gives the data a byte at a time, then the end of file.

    A descriptor is sent with each byte, and no read goes beyond such a byte (unix(7)): each read gets one, however
    late it is.
    """

    def start(data: bytes) -> socket.socket:
        ours, theirs = socket.socketpair()

        def write() -> None:
            ours.close()
            with open(os.devnull) as nothing:
                carried = array.array("i", [nothing.fileno()])
                for byte in data:
                    theirs.sendmsg([bytes([byte])], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, carried)])

        peer(write)
        theirs.close()
        return ours

    return start
