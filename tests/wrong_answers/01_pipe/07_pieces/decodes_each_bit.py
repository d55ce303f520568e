"""Makes text of each bit before it is whole.

caught_by = "test_a_letter_is_split_over_two_reads"
words = ["UnicodeDecodeError"]
"""


def cut(rest, bit, delimiter):
    *whole, rest = (rest.decode() + bit.decode()).split(delimiter.decode())
    return whole, rest.encode()


def last(rest):
    return [rest.decode()] if rest else []
