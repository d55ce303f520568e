"""Counts what was asked for, without a child.

caught_by = "test_the_bytes_and_the_status_come_from_the_child"
words = ["no process was made"]
"""


def send_zeros(size, writer):
    with open(writer, "wb") as out:
        out.write(bytes(size))


def receive_from_child(size):
    return size, 7
