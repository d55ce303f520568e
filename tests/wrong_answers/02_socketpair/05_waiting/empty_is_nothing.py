"""Takes a message without bytes for no message.

caught_by = "test_an_empty_message_is_not_nothing"
words = ["returned b'nothing', expected b''"]
"""

import select


def receive_within(sock, seconds, otherwise):
    ready, _, _ = select.select([sock], [], [], seconds)
    return (ready and sock.recv(1024)) or otherwise
