"""The line that took the status of a child is told to whoever asks for it too late."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKS = """
import os, signal, sys
sys.path.insert(0, {root!r})
from kata.agent import lines, waited
lines.begin(lambda file: file == "<string>")
waited.begin()

def exits(status=3):
    child = os.fork()
    if child == 0:
        os._exit(status)
    return child

def take(*arguments):
    return os.waitpid(*arguments)

child = exits()
try:
    {asks}
except ChildProcessError as error:
    print(waited.taken(error))
"""


def told(asks):
    program = ASKS.format(root=str(ROOT), asks=asks)
    # `lines` takes code that was made of a text for a library's, unless it is the main program
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize(
    "asks",
    [
        "take(child, 0); os.waitpid(child, 0)",
        "take(child, 0); os.waitid(os.P_PID, child, os.WEXITED)",
        "os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT); take(-1, 0); os.wait4(child, 0)",
    ],
)
def test_the_line_that_took_it(asks):
    assert "'how': 'one'" in told(asks)
    assert "'function': 'take'" in told(asks)


def test_the_line_that_took_the_last_one():
    assert "'how': 'last'" in told("take(child, 0); os.wait()")


def test_a_child_that_was_never_there():
    assert told("take(child, 0); os.waitpid(1, 0)") == "None"


def test_a_process_that_ignores_sigchld():
    assert (
        told("signal.signal(signal.SIGCHLD, signal.SIG_IGN); os.waitpid(exits(), 0)") == "{'how': 'ignored'}"
    )
