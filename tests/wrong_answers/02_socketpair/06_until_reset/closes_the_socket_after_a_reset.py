"""Thinks that a socket that was reset is of no use.

caught_by = "test_the_socket_stays_open_after_a_reset_as_well"
words = ["belongs to its caller"]
"""

SIZE = 1024


def until_reset(sock):
    got = b""
    try:
        while p := sock.recv(SIZE):
            got += p
    except ConnectionResetError:
        sock.close()
        return (got, "reset")
    return (got, "end")
