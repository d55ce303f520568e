"""What a process remembers of the ends that it has closed, and of those that a function was given."""

import os
import socket

import pytest

from kata.agent import closings, errors, lines
from kata.agent.streams import has_ended
from tests.tools.children import in_a_child

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="os.fork")


def remembering(function):
    """What a function returns in a child that remembers what it closes."""

    def child():
        lines._is_own = lambda file: file == __file__
        closings.begin(lambda file: file == __file__)
        return function()

    return in_a_child(child)


def closing(fd):
    end, told = closings.closing_of(fd)
    return [end[1], told["function"], told["how"]]


def test_who_has_closed_an_end_is_remembered():
    def closes():
        reader, writer = os.pipe()
        os.close(reader)
        with open(writer, "w"):
            pass
        found = [closing(reader), closing(writer)]
        one, other = socket.socketpair()
        number = one.fileno()
        with one:
            pass
        found += [closing(number), closings.number_of(one) == number]
        other.close()
        return found

    assert remembering(closes) == [
        ["the read end of a pipe", "closes", "closed"],
        ["the write end of a pipe", "closes", "opened to write"],
        ["a socket", "closes", "closed"],
        True,
    ]


def test_a_number_that_is_open_again_was_closed_by_nobody():
    def closes():
        first = os.pipe()
        os.close(first[0])
        os.close(first[1])
        again = os.pipe()
        return [again == first, [closings.closing_of(fd) for fd in again if closings.end_of(fd)]]

    same, known = remembering(closes)
    assert same
    assert known == [None, None]


def test_a_function_that_was_given_an_end_is_known_while_that_is_open():
    def gives():
        reader, writer = os.pipe()
        closings.give("f", ["r", "number"], [reader, 900])
        closings.give("g", ["both"], [[reader, writer]])
        found = [closings.given(reader), closings.given(writer)]
        os.close(reader)
        return [*found, closings.given(reader)]

    assert remembering(gives) == [[["f", "r"], ["g", "both[0]"]], [["g", "both[1]"]], []]


def test_an_error_knows_what_its_line_can_name():
    def fails():
        reader, writer = os.pipe()
        os.close(writer)
        try:
            os.write(writer, os.read(reader, 1))
        except OSError as error:
            told = errors.raised(error)
        ends = {end["name"]: end for end in told["ends"]}
        return [told["kind"], told["function"], ends["writer"]["closed"]["how"], ends["reader"]["ended"]]

    assert remembering(fails) == ["OSError", "fails", "closed", True]


def test_the_end_of_a_stream_is_where_nothing_is_left_and_nobody_writes():
    def looks():
        reader, writer = os.pipe()
        one, other = socket.socketpair()
        found = [has_ended(reader), has_ended(writer), has_ended(one.fileno())]
        os.write(writer, b"x")
        other.send(b"x")
        os.close(writer)
        other.close()
        found += [has_ended(reader), has_ended(one.fileno())]
        os.read(reader, 1)
        one.recv(1)
        return [*found, has_ended(reader), has_ended(one.fileno())]

    assert in_a_child(looks) == [False, None, False, False, False, True, True]
