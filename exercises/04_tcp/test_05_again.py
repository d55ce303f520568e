import errno
import os
import socket
import sys
from pathlib import Path

import pytest


def lingering(port):
    """Whether the kernel keeps a connection of this port in TIME_WAIT: proc_pid_net(5)."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(int(row[1].partition(":")[2], 16) == port and row[3] == "06" for row in rows)


def served(listener):
    """Connect to the listener, and return both ends."""
    theirs = socket.create_connection(listener.getsockname())
    ours, _ = listener.accept()
    return ours, theirs


def listened(answer, port):
    """Listen at the port; the listener and 0, or None and the number of the error."""
    try:
        return answer.listen_on(port), 0
    except OSError as error:
        return None, error.errno


def again(answer, port):
    """Listen a second time at the port, and fail if that is refused."""
    listener, number = listened(answer, port)
    assert number != errno.EADDRINUSE, "nobody listens at this port any more, and yet it is taken"
    assert listener is not None, os.strerror(number)
    return listener


def test_any_port_that_is_free(answer, network):
    listener = answer.listen_on(0)
    with listener:
        host, port = listener.getsockname()
        assert (host, port != 0) == ("127.0.0.1", True), f"it listens at {host}, port {port}"
        assert listener.type == socket.SOCK_STREAM
        ours, theirs = served(listener)
    with ours, theirs:
        theirs.send(b"hello")
        assert ours.recv(100) == b"hello"


def test_the_port_that_was_asked_for(answer, network, still_waits):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with answer.listen_on(port) as listener:
        assert listener.getsockname()[1] == port
        still_waits(listener)


def test_the_server_hung_up_first(answer, network):
    listener = answer.listen_on(0)
    port = listener.getsockname()[1]
    ours, theirs = served(listener)
    ours.close()
    assert theirs.recv(1) == b""
    theirs.close()
    listener.close()
    if sys.platform == "linux":
        while not lingering(port):
            pass
    with again(answer, port) as second:
        assert second.getsockname()[1] == port, "that is another port"
        ours, theirs = served(second)
        ours.close()
        theirs.close()


def test_a_connection_of_the_old_server_is_still_open(answer, network):
    listener = answer.listen_on(0)
    port = listener.getsockname()[1]
    ours, theirs = served(listener)
    listener.close()
    with ours, theirs, again(answer, port) as second:
        assert second.getsockname()[1] == port, "that is another port"
        newcomer, caller = served(second)
        with newcomer, caller:
            theirs.send(b"still here")
            assert ours.recv(100) == b"still here"


def refused(answer, port):
    """Fail unless the answer does not listen at this port."""
    second, number = listened(answer, port)
    if second is not None:
        with second:
            where = second.getsockname()[1]
            pytest.fail(
                f"a server lives, and listens at port {port}; a second one was let in, at port {where}"
            )
    assert number == errno.EADDRINUSE, os.strerror(number)


def test_a_port_of_the_living_is_taken(answer, network):
    listener = answer.listen_on(0)
    with listener:
        refused(answer, listener.getsockname()[1])
        ours, theirs = served(listener)  # and is still theirs
        ours.close()
        theirs.close()


def test_a_port_of_somebody_else_is_taken(answer, network):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refused(answer, listener.getsockname()[1])
