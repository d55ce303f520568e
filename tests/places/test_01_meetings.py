"""Tests whose processes meet by a name, in a folder and a network of their own."""

import contextlib
import os
import socket


def test_a_fifo_of_the_answer(answer, folder):
    assert answer.through_a_fifo(f"{folder}/meeting", b"x" * 100_000) == b"x" * 100_000
    assert os.listdir(folder) == []


def test_a_fifo_of_the_test(answer, folder, peer):
    path = f"{folder}/meeting"
    os.mkfifo(path)

    def write():
        with open(path, "wb", 0) as file:
            file.write(b"hello")

    writer = peer(write)
    assert answer.read_what_is_written(path) == b"hello"
    assert writer.wait() == 0


def test_a_socket_file(answer, folder):
    path = f"{folder}/door"
    listener = answer.listen_at(path)
    with listener, socket.socket(socket.AF_UNIX) as caller:
        caller.connect(path)
    os.unlink(path)


def test_a_port_of_the_answer(answer, network):
    for family in (socket.AF_INET, socket.AF_INET6):
        listener = answer.listen(family)
        with listener, socket.create_connection(listener.getsockname()[:2]):
            conn, _ = listener.accept()
            conn.close()


def test_a_port_of_the_test(answer, network, peer):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve():
            conn, _ = listener.accept()
            with conn:
                while data := conn.recv(100):
                    conn.sendall(data.upper())

        server = peer(serve)
        assert answer.call(listener.getsockname()) == b"HELLO"
        assert server.wait() == 0


def test_nobody_else_is_there(answer, network):
    with open("/proc/net/tcp") as tcp, open("/proc/net/unix") as unix:
        assert len(tcp.readlines()) == 1, "there is more than a heading"
        assert not any("/" in line or "@" in line for line in unix), "there are sockets with names"


def test_a_client_whose_kernel_calls_again(answer, network):
    """The second client finds no room; its kernel calls again a second later, whatever the client does."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listener, socket.socket() as late:
        first = socket.create_connection(listener.getsockname())
        late.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            late.connect(listener.getsockname())
        answer.accept(listener)
        answer.accept(listener)
        first.close()


def test_hangs_fifo(answer, folder):
    os.mkfifo(f"{folder}/meeting")
    answer.open_to_read(f"{folder}/meeting")


def test_hangs_fifo_half_open(answer, folder):
    os.mkfifo(f"{folder}/meeting")
    os.close(os.open(f"{folder}/meeting", os.O_RDWR))
    answer.open_to_read(f"{folder}/meeting")


def test_hangs_accept(answer, network):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        answer.accept(listener)


def test_hangs_accept_unix(answer, folder):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/door")
        listener.listen()
        answer.accept(listener)


def test_hangs_accept_abstract(answer, network):
    listener = answer.abstract("only one")
    with listener:
        answer.accept(listener)


def test_hangs_datagram(answer, network):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))
        answer.hear_datagram(sock)


def test_hangs_backlog(answer, folder):
    answer.fill_backlog(f"{folder}/door", 3)


def test_hangs_question(answer, network, peer):
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client,
    ):
        server.bind(("127.0.0.1", 0))

        def serve():
            server.recv(100)

        peer(serve)
        server.close()
        client.bind(("127.0.0.1", 0))
        answer.hear_datagram(client)


def test_hangs_backlog_of_a_peer(answer, folder, peer):
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(f"{folder}/door")
        listener.listen(0)
        held, _ = os.pipe()

        def wait():
            os.read(held, 1)

        peer(wait)
    answer.call_often(f"{folder}/door", 2)


def test_hangs_order(answer, folder, peer):
    paths = [f"{folder}/there", f"{folder}/back"]
    for path in paths:
        os.mkfifo(path)

    def open_the_other():
        os.open(paths[1], os.O_RDONLY)

    peer(open_the_other)
    answer.open_to_read(paths[0])


def test_hangs_lent(answer, network):
    answer.lend_and_receive()


def test_hangs_unaccepted(answer, folder):
    answer.listen_call_and_receive(f"{folder}/door")
