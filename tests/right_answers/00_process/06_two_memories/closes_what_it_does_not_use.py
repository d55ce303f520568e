"""Both close the end that they do not use; file objects, and the end of the file."""

import os


def count_in_child(text):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        with open(writer, "w") as out:
            print(len(text), file=out)
        os._exit(0)
    os.close(writer)
    with open(reader) as source:
        number = int(source.read())
    os.wait()
    return number
