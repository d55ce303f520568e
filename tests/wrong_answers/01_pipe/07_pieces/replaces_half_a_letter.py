"""Gets rid of the error by replacing what cannot be decoded: the letter is lost.

caught_by = "test_a_letter_is_split_over_two_reads"
words = ["caf\ufffd"]
"""


def cut(rest, chunk, delimiter):
    *whole, rest = (rest.decode(errors="replace") + chunk.decode(errors="replace")).split(delimiter.decode())
    return whole, rest.encode()


def last(rest):
    return [rest.decode()] if rest else []
