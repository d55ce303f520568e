import os
import signal
import sys


def status_of(function, options=0):
    """The wait status of a child that calls a function, with which it ends or stops."""
    child = os.fork()
    if child == 0:
        try:
            function()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, options)
    if not os.WIFSTOPPED(status):
        return status
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return status


def killed_by(number):
    return status_of(lambda: os.kill(os.getpid(), number))


def test_a_killed_process_has_no_code(answer):
    assert answer.describe(killed_by(signal.SIGKILL)) == "signal 9"


def test_an_exit_has_a_code(answer):
    assert answer.describe(status_of(lambda: os._exit(3))) == "exit 3"
    assert answer.describe(status_of(lambda: os._exit(0))) == "exit 0"
    assert answer.describe(status_of(lambda: os._exit(255))) == "exit 255"


def test_256_arrives_as_0(answer):
    assert answer.describe(status_of(lambda: os._exit(256))) == "exit 0"


def test_codes_that_look_like_signals(answer):
    assert answer.describe(status_of(lambda: os._exit(9))) == "exit 9"
    assert answer.describe(status_of(lambda: os._exit(127))) == "exit 127"
    assert answer.describe(status_of(lambda: os._exit(137))) == "exit 137"


def test_other_signals(answer):
    assert answer.describe(killed_by(signal.SIGTERM)) == "signal 15"
    assert answer.describe(killed_by(signal.SIGSEGV)) == "signal 11"


def test_a_core_dump_does_not_matter(answer):
    with_a_core_dump = 0x80 | signal.SIGABRT  # made by hand: no test may leave such a file
    assert answer.describe(with_a_core_dump) == "signal 6"


def test_a_stop_is_no_end(answer):
    stopped = status_of(lambda: os.kill(os.getpid(), signal.SIGSTOP), os.WUNTRACED)
    assert answer.describe(stopped) == f"stopped {int(signal.SIGSTOP)}"
    by_another = (
        int(signal.SIGTTIN) << 8 | 0x7F
    )  # as of a process in the background that reads from a terminal
    assert answer.describe(by_another) == f"stopped {int(signal.SIGTTIN)}"


def test_it_goes_on_again(answer):
    child = os.fork()
    if child == 0:
        try:
            os.kill(os.getpid(), signal.SIGSTOP)
            signal.pause()
        finally:
            os._exit(1)
    os.waitpid(child, os.WUNTRACED)
    os.kill(child, signal.SIGCONT)
    _, going_on = os.waitpid(child, os.WCONTINUED)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert answer.describe(going_on) == "continued"


def test_ctrl_c_is_a_death_by_a_signal(answer):
    command = [sys.executable, "-I", "-S", "-c", "raise KeyboardInterrupt"]
    errors = os.open(os.devnull, os.O_WRONLY)
    interrupted = os.posix_spawn(
        command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_DUP2, errors, 2)]
    )
    os.close(errors)
    _, status = os.waitpid(interrupted, 0)
    assert answer.describe(status) == "signal 2"
