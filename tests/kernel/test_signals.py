"""The signals that a process handles in its own way, and whether its program reckons with Ctrl-C."""

import os
import signal
import subprocess
import sys

import pytest

from kata.agent.asking import ASK, OWN_HANDLER, OWN_INTERRUPT
from kata.kernel import signals
from tests.tools.children import in_a_child

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc")

INT, CHLD, TERM, USR1 = signal.SIGINT, signal.SIGCHLD, signal.SIGTERM, signal.SIGUSR1


def own(*caught, blocked=(), program="program", **keywords):
    return signals.own({int(each) for each in caught}, set(blocked), program, **keywords)


def test_what_a_program_handles_anybody_may_send():
    assert own(USR1, TERM) == ((USR1, TERM), False)
    assert own(USR1, TERM, blocked=[USR1]) == ((TERM,), False)
    assert own(32, 33) == ((), False)
    assert own(signal.SIGABRT, signal.SIGTRAP) == ((signal.SIGTRAP, signal.SIGABRT), False)


def test_a_program_of_ones_own_may_have_the_name_of_a_known_one():
    assert signals.program("/usr/bin/sort") == "sort"
    assert signals.program("/home/me/sort") == "/home/me/sort"
    assert signals.program("/opt/python3.12") == "python3.12"
    assert signals.program("/home/me/bin/bash") == "bash"


def test_the_signals_of_the_c_library_are_seen():
    """Who changes its user in one of several threads tells all others by a signal: nptl(7)."""
    text = "import ctypes, os, threading; threading.Thread(target=input).start();"
    text += "ctypes.CDLL(None).setuid(os.getuid()); print(flush=True)"
    for changes, seen in ((text, True), ("print(flush=True); input()", False)):
        process = subprocess.Popen([sys.executable, "-c", changes], stdin=-1, stdout=-1)
        process.stdout.readline()
        assert signals.of_the_library(process.pid) == seen
        process.communicate(b"\n")


def test_faulthandler_is_no_handler_of_the_program():
    assert own(signal.SIGSEGV, signal.SIGABRT, ASK, program="python3") == ((), False)
    assert own(signal.SIGSEGV, ASK, OWN_HANDLER, program="python3") == ((OWN_HANDLER,), False)
    assert own(signal.SIGSEGV, program="python3") == ((signal.SIGSEGV,), False), "it shows nothing"
    assert own(signal.SIGTRAP, ASK, program="python3") == ((signal.SIGTRAP,), False)


def test_python_handles_ctrl_c_without_being_asked_to():
    assert own(INT, program="python3") == ((), True)
    assert own(INT, ASK, OWN_INTERRUPT, program="python3.11") == ((), True)
    assert own(INT, ASK, program="python3.11") == ((INT,), False), "its program has a handler"
    assert own(INT, USR1, program="python3") == ((USR1,), True)
    assert own(ASK, program="python3") == ((), False), "it ignores Ctrl-C"
    assert own(INT, program="other") == ((INT,), False)


def test_programs_that_handle_signals_only_to_end_in_order():
    assert own(INT, TERM, program="sort") == ((), False)
    assert own(INT, CHLD, program="bash") == ((), True)
    assert own(CHLD, USR1, program="bash") == ((USR1,), True), "it may be a trap"
    assert own(CHLD, program="dash") == ((), True)
    assert own(program="bash") == ((), False)
    assert own(INT, CHLD, program="dash") == ((), True)
    assert own(CHLD, program="python3", fork_server=True) == ((), False)
    assert own(CHLD, program="python3") == ((CHLD,), False)


def test_ruby_makes_exceptions_of_seven_signals():
    assert own(INT, TERM, USR1, CHLD, signal.SIGVTALRM, program="ruby3.1") == ((), True)
    assert own(INT, signal.SIGURG, program="ruby") == ((signal.SIGURG,), True)
    assert own(CHLD, program="ruby") == ((), False)


SHOWN = """
import signal, sys
sys.path.insert(0, {root!r})
from kata.agent import reporter
reporter.begin("", bool)
{text}
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize(
    ("text", "handled"),
    [
        ("", ((), True)),
        ("signal.signal(signal.SIGINT, lambda *_: None)", ((INT,), False)),
        ("signal.signal(2, print); signal.signal(2, signal.default_int_handler)", ((), True)),
        ("signal.signal(signal.SIGINT, signal.SIG_IGN)", ((), False)),
        ("signal.signal(signal.SIGTERM, print)", ((TERM,), True)),
        ("import faulthandler; faulthandler.enable()", ((), True)),
    ],
)
def test_a_program_shows_whether_it_has_a_handler_of_its_own(text, handled):
    script = SHOWN.format(root=os.getcwd(), text=text)
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        assert signals.handled(signals.masks(process.pid), "python3", False) == handled
        process.stdin.close()


def test_a_loop_of_asyncio_ends_by_ctrl_c_as_python_does(tmp_path):
    text = "import asyncio\nasync def f():\n print('ready', flush=True)\n await asyncio.sleep(60)\nasyncio.run(f())"
    script = SHOWN.format(root=os.getcwd(), text=text)
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "ready\n"
    assert signals.handled(signals.masks(process.pid), "python3", False) == ((), True)
    process.kill()
    process.wait()
    process.stdout.close()


def test_a_program_shows_a_handler_for_what_others_handle_without_meaning_it():
    script = SHOWN.format(root=os.getcwd(), text="signal.signal(signal.SIGABRT, print)")
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout.readline() == "ready\n"
        assert signals.handled(signals.masks(process.pid), "python3", False) == ((OWN_HANDLER,), True)
        process.stdin.close()


def test_a_blocked_signal_that_was_sent_is_pending_and_may_be_deadly():
    def tried(handler, *sent):
        for number in sent:
            signal.signal(number, handler)
        signal.pthread_sigmask(signal.SIG_BLOCK, sent)
        for number in sent:
            os.kill(os.getpid(), number)
        return [list(each) for each in signals.pending(signals.masks(os.getpid()))]

    two = [signal.SIGUSR1, signal.SIGTERM]
    assert in_a_child(lambda: tried(signal.SIG_DFL, *two)) == [[*two], [*two]]
    assert in_a_child(lambda: tried(lambda *_: None, *two)) == [[*two], []]
    assert in_a_child(lambda: tried(signal.SIG_IGN, *two)) == [[], []]
    assert in_a_child(lambda: tried(signal.SIG_DFL, signal.SIGCHLD, signal.SIGWINCH)) == [[], []]
    assert in_a_child(lambda: tried(lambda *_: None, signal.SIGCHLD)) == [[signal.SIGCHLD], []]
    assert in_a_child(lambda: tried(signal.SIG_DFL, signal.SIGTSTP)) == [[signal.SIGTSTP], []]
