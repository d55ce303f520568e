"""One loop for both directions, in which a send may wait: whoever does not read stops the other direction as well.

caught_by = "test_who_does_not_listen_is_heard"
cause = "nobody-reads"
words = ["waits for room"]
"""

import select
import socket

RESET = b"\1\0\0\0\0\0\0\0"


def pass_on(source, target):
    while piece := source.recv(65536):
        target.sendall(piece)
    target.shutdown(socket.SHUT_WR)


def relay(client, server):
    other = {client: server, server: client}
    talking = [client, server]
    with client, server:
        try:
            while talking:
                for sock in select.select(talking, [], [])[0]:
                    if piece := sock.recv(65536):
                        other[sock].sendall(piece)
                    else:
                        talking.remove(sock)
                        other[sock].shutdown(socket.SHUT_WR)
        except OSError:
            for sock in (client, server):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
