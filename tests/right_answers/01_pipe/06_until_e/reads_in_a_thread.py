"""A thread reads everything; the pieces are cut when it is done."""

import threading


def pieces_until(reader, delimiter):
    chunks = []

    def read():
        with open(reader, "rb", buffering=0) as pipe:
            chunks.extend(iter(lambda: pipe.read(3), b""))

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    pieces = b"".join(chunks).decode().split(delimiter)
    return [piece + delimiter for piece in pieces[:-1]] + ([pieces[-1]] if pieces[-1] else [])
