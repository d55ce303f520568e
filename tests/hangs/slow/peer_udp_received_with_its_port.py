"""A socket came from outside that shares its port, and somebody outside binds to that port once more."""

import socket


def bound(port):
    new = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    new.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    new.bind(("127.0.0.1", port))
    return new


def neighbour():
    with bound(0) as there:
        port = there.getsockname()[1]
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("meet")
            server.listen()
            open("to_program", "w").close()
            connection, _ = server.accept()
            with connection:
                socket.send_fds(connection, [b"."], [there.fileno()])
    with open("to_neighbour") as fifo:
        here = int(fifo.read())
    yield
    with bound(port) as other:
        other.sendto(b"late", ("127.0.0.1", here))


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (there,), _, _ = socket.recv_fds(client, 1, 2)
    there = socket.socket(fileno=there)
    here = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    here.bind(("127.0.0.1", 0))
    here.connect(there.getsockname())
    with open("to_neighbour", "w") as fifo:
        fifo.write(str(here.getsockname()[1]))
    assert here.recv(10) == b"late"
