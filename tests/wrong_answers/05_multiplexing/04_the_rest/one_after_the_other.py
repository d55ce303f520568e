"""Feeds one after the other: the second has to wait for the first.

caught_by = "test_the_last_one_reads_first"
cause = "nobody-reads"
words = ["sendall"]
"""


def feed(socks, data):
    gone = []
    for place, sock in enumerate(socks):
        try:
            sock.sendall(data)
        except ConnectionError:
            gone.append(place)
    return gone
