"""A lock of the program's own is given back by somebody to whom it has passed the open file."""

import fcntl
import socket


def neighbour():
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        _, (journal,), _, _ = socket.recv_fds(connection, 1, 1)
        connection.close()
    yield
    fcntl.flock(journal, fcntl.LOCK_UN)


if __name__ == "__main__":
    journal, other = open("journal", "w"), open("journal", "w")
    fcntl.flock(journal, fcntl.LOCK_EX)
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        socket.send_fds(client, [b"."], [journal.fileno()])
        assert client.recv(1) == b""
    fcntl.flock(other, fcntl.LOCK_EX)
