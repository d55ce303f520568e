"""Each question to the kernel gets its own answer, not the rest of an earlier one."""

import contextlib
import os
import socket
import sys

import pytest

from kata.kernel import networks, unix_sockets

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")


def test_an_answer_that_was_not_heard_to_its_end_is_not_taken_for_the_next():
    with socket.socket(fileno=networks.into_this_network()) as network, contextlib.ExitStack() as stack:
        request = unix_sockets.REQUEST.pack(socket.AF_UNIX, 0, 0, 0xFFFFFFFF, 0, unix_sockets.SHOW, 0, 0)
        size = unix_sockets.HEADER.size + len(request)
        network.send(unix_sockets.HEADER.pack(size, 20, unix_sockets.NLM_F_REQUEST_DUMP, 1, 0) + request)
        pair = [stack.enter_context(each) for each in socket.socketpair()]
        assert {os.fstat(each.fileno()).st_ino for each in pair} <= unix_sockets.unix_sockets(network).keys()
