"""Reads a piece at a time by a file object without a buffer, and keeps what came in a variable."""


def until_reset(sock):
    received = bytearray()
    with sock.makefile("rb", buffering=0) as file:
        try:
            while piece := file.read(4096):
                received += piece
        except ConnectionResetError:
            return bytes(received), "reset"
    return bytes(received), "end"
