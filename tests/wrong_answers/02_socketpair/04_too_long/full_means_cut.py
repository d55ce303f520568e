"""Takes every message that fills the room for one that was cut.

caught_by = "test_a_message_that_just_fits_is_not_cut"
words = ["(b'Heavy', True)"]
"""


def receive(sock, size):
    message = sock.recv(size)
    return message, len(message) == size


def receive_until_end(sock):
    messages = []
    while (message := sock.recv(1024)) != b"end":
        messages.append(message)
    return messages
