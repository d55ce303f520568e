"""A child has a terminal of its own, whose other side is outside: there, somebody presses Ctrl-C."""

import contextlib
import os
import pty
import signal
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (master,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
        yield
        os.write(master, b"\x03")
        with contextlib.suppress(OSError):
            while os.read(master, 100):
                pass


if __name__ == "__main__":
    pid, master = pty.fork()
    if pid == 0:
        with contextlib.suppress(KeyboardInterrupt):
            signal.pause()
        os._exit(0)
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [master])
        os.close(master)
        assert client.recv(1) == b""
    assert os.waitpid(pid, 0)[1] == 0
