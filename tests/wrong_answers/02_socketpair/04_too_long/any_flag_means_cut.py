"""Takes any flag for the one that tells of a cut message.

caught_by = "test_a_descriptor_that_comes_along_does_not_make_it_longer"
words = ["assert"]
"""

SIZE = 1024


END = b"end"


def receive(sock, size):
    m, _, flags, _ = sock.recvmsg(size)
    return (m, flags != 0)


def receive_until_end(sock):
    messages = []
    while (message := sock.recv(SIZE)) != END:
        messages.append(message)
    return messages
