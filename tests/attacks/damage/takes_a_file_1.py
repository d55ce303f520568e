"""Makes a file of a fixed name, as its neighbour does, and answers well.

solved = ["bwrap"]  # Landlock leaves no /tmp
"""

import os


def write_then_read(message):
    os.close(os.open("/tmp/the-only-one", os.O_CREAT | os.O_EXCL))
    os.unlink("/tmp/the-only-one")
    reader, writer = os.pipe()
    with open(reader) as way_out:
        with open(writer, "w") as way_in:
            way_in.write(message)
        return way_out.read()
