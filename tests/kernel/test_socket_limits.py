"""The time limits of sockets, asked of the kernel."""

import os
import socket
import struct
import sys

import pytest

from kata.kernel import socket_limits

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="pidfd_getfd(2)")


def test_a_socket_with_a_limit():
    one, other = socket.socketpair()
    with one, other:
        assert not socket_limits.is_limited(os.getpid(), one.fileno())
        one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, struct.pack("ll", 5, 0))
        assert socket_limits.is_limited(os.getpid(), one.fileno())
        assert not socket_limits.is_limited(os.getpid(), other.fileno())


def test_a_socket_of_tcp_with_a_limit():
    with socket.socket() as tcp:
        assert not socket_limits.is_limited(os.getpid(), tcp.fileno())
        tcp.setsockopt(socket.IPPROTO_TCP, socket_limits.USER_TIMEOUT, 3000)
        assert socket_limits.is_limited(os.getpid(), tcp.fileno())


def test_what_may_not_be_asked_is_not_limited():
    assert not socket_limits.is_limited(2**22 + 1, 3)
