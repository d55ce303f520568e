"""Listens on a port, as its neighbour does, and answers well.

solved = ["bwrap"]  # Landlock leaves no TCP
"""

import os
import socket


def write_then_read(message):
    listener = socket.create_server(("127.0.0.1", 47111))
    client = socket.create_connection(("127.0.0.1", 47111))
    client.close()
    listener.close()
    reader, writer = os.pipe()
    with open(reader) as way_out:
        with open(writer, "w") as way_in:
            way_in.write(message)
        return way_out.read()
