"""A server of an exercise can be run as a person does: it serves, and prints how to talk to it."""

import ast
import contextlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading

import pytest

from tests.exercises.test_deletions import is_given
from tests.tools.inventory import can_be_judged, solution
from tests.tools.judge import PATH

SAID = {  # what a client says, and what it hears
    "02_echo": (b"hello\n", rb"hello\n"),
    "02_echo_many": (b"hello\n", rb"hello\n"),
    "03_lines": (b"heavy\n", rb"yvaeh\n"),
    "04_last_words": (b"please\n", rb"closed since .*\n"),
    "05_again": (b"", rb"goodbye\n"),
    "08_process_each": (b"hello\n", rb"process \d+\nHELLO\n"),
    "09_thread_each": (b"hello\n", rb"1: hello\n"),
    "09_no_more_numbers": (b"hello\n", rb"hello\n"),
    "11_prefork": (b"hello\n", rb"process \d+\nHELLO\n"),
    "11_time_to_go": (b"hello\n", rb"HELLO\n"),
    "12_relay": (b"hello\n", rb"hello\n"),
}


def given(file):
    """The text below `if __name__`; empty where there is nothing."""
    return "\n".join(ast.unparse(each) for each in ast.parse(file.read_text()).body if is_given(each))


SAID_TO_A_NAME = {
    "03_many_clients": (b"one\ntwo\nthree\n", rb"\['one', 'two', 'three'\]\n"),
    "04_door": (b"hello\n", rb"HELLO\n"),
    "06_stale": (b"", rb"this is \d+;.*\n"),
    "07_only_one": (b"", b""),
    "08_who_calls": (b"", rb"You are process \d+ of user \d+\.\n"),
    "10_doorman": (b"hello\n", rb"\d+ hello\n"),
}
SERVERS = [each for each in PATH if can_be_judged(each) and given(solution(each))]


def heard(port, words):
    """Say this as a client, end, and return all that comes back."""
    return answer_to(socket.create_connection(("127.0.0.1", port)), words)


def answer_to(sock, words):
    with sock:
        if words:  # a server that has said all it has to say may have closed already
            sock.sendall(words)
        sock.shutdown(socket.SHUT_WR)
        with sock.makefile("rb") as file:
            return file.read()


@pytest.mark.parametrize("exercise", SERVERS, ids=lambda exercise: exercise.label)
def test_what_a_person_runs_is_given(exercise):
    assert given(exercise.stub) == given(solution(exercise))


@pytest.mark.slow
@pytest.mark.parametrize(
    "exercise", [each for each in SERVERS if each.name in SAID], ids=lambda exercise: exercise.label
)
def test_a_server_says_how_to_talk_to_it(exercise, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        arguments = [str(other.getsockname()[1])] if exercise.name == "12_relay" else []
        command = [sys.executable, str(solution(exercise)), *arguments]
        program = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
        )
        with program, ended(program, exercise.name == "11_prefork"):
            told = re.search(rb"nc .*127\.0\.0\.1 (\d+)", program.stdout.readline())
            behind = threading.Thread(target=echo_behind, args=(other,))
            if arguments:
                behind.start()
            words, expected = SAID[exercise.name]
            assert re.fullmatch(expected, heard(int(told[1]), words))
            if arguments:
                behind.join()


@contextlib.contextmanager
def ended(program, has_children=False):
    """End a server, whatever has become of its test. has_children: it ends them itself at the end of its input."""
    try:
        yield
    finally:
        if program.stdin is not None:
            program.stdin.close()
        if not has_children:
            program.kill()


def echo_behind(listener):
    """Be the server behind a relay, for one client."""
    with listener.accept()[0] as conn:
        while piece := conn.recv(100):
            conn.sendall(piece)


def heard_at(told, words, program):
    """The same at a name: a FIFO, a socket file, or one that the program takes for itself."""
    path = re.search(rb"(>|nc -U) (/\S+)", told)
    if path is None:
        return b""
    if path[1] == b">":
        with open(path[2], "wb") as fifo:
            fifo.write(words)
        return program.stdout.readline()
    sock = socket.socket(socket.AF_UNIX)
    sock.connect(path[2])
    return answer_to(sock, words)


@pytest.mark.slow
@pytest.mark.parametrize(
    "exercise", [each for each in SERVERS if each.chapter == "03_named"], ids=lambda exercise: exercise.label
)
def test_a_server_with_a_name_says_how_to_talk_to_it(exercise):
    with tempfile.TemporaryDirectory() as folder:  # for a short path
        command = [sys.executable, str(solution(exercise))]
        environment = {**os.environ, "TMPDIR": folder}
        program = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
        with program, ended(program):
            words, expected = SAID_TO_A_NAME[exercise.name]
            assert re.fullmatch(expected, heard_at(program.stdout.readline(), words, program))
