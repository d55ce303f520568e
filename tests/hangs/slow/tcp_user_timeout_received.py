"""A socket came from outside with a limit for what its peer does not acknowledge, and is polled."""

import select
import socket


def neighbour():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        client = socket.create_connection(listener.getsockname())
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 3000)
        peer, _ = listener.accept()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("meet")
        server.listen()
        open("to_program", "w").close()
        connection, _ = server.accept()
        with connection:
            socket.send_fds(connection, [b"."], [client.fileno(), peer.fileno()])
    client.close()
    peer.close()
    yield


if __name__ == "__main__":
    open("to_program").close()
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("meet")
        _, (full, silent), _, _ = socket.recv_fds(client, 1, 2)
    full, silent = socket.socket(fileno=full), socket.socket(fileno=silent)
    full.setblocking(False)
    try:
        while True:
            full.send(bytes(65536))
    except BlockingIOError:
        pass
    assert select.select([], [full], [])[1]
