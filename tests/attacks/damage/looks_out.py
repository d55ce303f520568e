"""Looks for a network, a home, other users' files; and answers well where there is none.

solved = ["bwrap"]  # Landlock leaves no TCP
"""

import glob
import os
import socket


def write_then_read(message):
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
        try:
            out.connect(("192.0.2.1", 9))
            return "there is a network"
        except OSError:
            pass
    for path in ("/root", *glob.glob("/home/*"), "/etc", "/var", "/mnt"):
        try:
            found = [each.name for each in os.scandir(path) if each.is_file()]
        except OSError:
            continue
        if found not in ([], ["ld.so.cache"]):
            return f"there is {path}, with {found}"
    if any("KATA" in name or "TOKEN" in name for name in os.environ):
        return "there is an environment"
    reader, writer = os.pipe()
    with open(reader) as way_out:
        with open(writer, "w") as way_in:
            way_in.write(message)
        return way_out.read()
