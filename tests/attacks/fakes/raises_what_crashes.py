"""Sends an error whose text cannot be made: its places are far outside of its data.

status = ["graded", "crashed"]  # some Pythons crash
"""


def write_then_read(message):
    raise UnicodeDecodeError("utf-8", b"x", -(10**12), -(10**12) + 1, "no reason")
