"""Takes three seconds of silence for the end.

caught_by = "test_a_peer_that_is_silent_for_a_while_is_waited_for"
words = ["sleeps for a time of its own"]
"""


def until_reset(sock):
    received = b""
    sock.settimeout(3)
    try:
        while piece := sock.recv(1024):
            received += piece
    except ConnectionResetError:
        return received, "reset"
    except TimeoutError:
        return received, "end"
    finally:
        sock.settimeout(None)
    return received, "end"
