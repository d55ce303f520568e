"""Answers that meet their tests by a name."""

import os
import socket


def through_a_fifo(path, data):
    os.mkfifo(path)
    if os.fork() == 0:
        with open(path, "wb", 0) as file:
            file.write(data)
        os._exit(0)
    with open(path, "rb", 0) as file:
        got = file.read()
    os.wait()
    os.unlink(path)
    return got


def read_what_is_written(path):
    with open(path, "rb", 0) as file:
        return file.read()


def listen_at(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()
    return listener


def listen(family=socket.AF_INET):
    return socket.create_server(("::1" if family == socket.AF_INET6 else "127.0.0.1", 0), family=family)


def call(address):
    with socket.create_connection(address) as conn:
        conn.sendall(b"hello")
        conn.shutdown(socket.SHUT_WR)
        return conn.recv(100)


def open_to_read(path):
    return os.open(path, os.O_RDONLY)


def accept(listener):
    conn, _ = listener.accept()
    conn.close()


def hear_datagram(sock):
    return sock.recv(100)


def fill_backlog(path, count):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(1)
    callers = [socket.socket(socket.AF_UNIX) for _ in range(count)]
    for caller in callers:
        caller.connect(path)
    for each in (listener, *callers):
        each.close()


def abstract(name):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind("\0" + name)
    listener.listen()
    return listener


def call_often(path, count):
    for _ in range(count):
        socket.socket(socket.AF_UNIX).connect(path)


def lend_and_receive():
    """A connection in a message that nobody receives."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        caller = socket.create_connection(listener.getsockname())
        connection, _ = listener.accept()
    ours, theirs = socket.socketpair()
    socket.send_fds(ours, [b"here"], [connection.fileno()])
    connection.close()
    caller.recv(1)
    theirs.close()


def listen_call_and_receive(path):
    listener = listen_at(path)
    caller = socket.socket(socket.AF_UNIX)
    caller.connect(path)
    return caller.recv(100), listener
