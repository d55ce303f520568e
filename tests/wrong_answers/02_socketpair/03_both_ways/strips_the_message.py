"""Sends the message without the white space around it.

caught_by = "test_one_message_is_received_of_several_that_wait"
words = ["assert"]
"""

SIZE = 1024


def exchange(sock, message):
    sock.send(message.strip())
    return sock.recv(SIZE)
