"""A generator reads five bytes at a time; an incremental decoder keeps half a letter for later."""

import codecs
import os


def chunks(fd):
    try:
        while chunk := os.read(fd, 5):
            yield chunk
    finally:
        os.close(fd)


def read_lines(reader):
    rest, lines = "", []
    for text in codecs.iterdecode(chunks(reader), "utf-8"):
        *whole, rest = (rest + text).split("\n")
        lines += [line + "\n" for line in whole]
    return lines + [rest] * bool(rest)
