"""The window of a child's terminal, which is outside, gets another size: SIGWINCH."""

import contextlib
import fcntl
import os
import pty
import signal
import socket
import struct
import termios


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (master,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
        yield
        fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("4H", 40, 80, 0, 0))
        with contextlib.suppress(OSError):
            while os.read(master, 100):
                pass


if __name__ == "__main__":
    pid, master = pty.fork()
    if pid == 0:
        signal.signal(signal.SIGWINCH, lambda number, frame: os._exit(0))
        signal.pause()
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [master])
        os.close(master)
        assert client.recv(1) == b""
    assert os.waitpid(pid, 0)[1] == 0
