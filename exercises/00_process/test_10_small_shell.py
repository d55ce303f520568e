import os
import sys

OUTLIVES = """
import os, select
try:
    select.select([os.pidfd_open(int(os.read(%d, 9)))], [], [])
except ProcessLookupError:
    pass  # it was asked for already
os._exit(3)
"""


def python(program):
    """A line that runs a program of Python: it is the last word, with escapes in place of blanks."""
    word = repr(program).replace(" ", "\\x20")
    return f"{os.path.realpath(sys.executable)} -I -S -c exec({word})"


def marked_pipe():
    """A pipe whose ends live on in programs."""
    ends = os.pipe()
    for end in ends:
        os.set_inheritable(end, True)
    return ends


def close(*ends):
    for end in ends:
        os.close(end)


def test_one_line_after_the_other(answer, evidence, hold):
    hold("exit")
    assert answer.shell(["true", "false", "test a = b", python("raise SystemExit(5)")]) == [0, 1, 1, 5]
    evidence(lambda did: did.forks >= 4, "The statuses are right, but there were not four processes.")
    evidence(
        lambda did: (
            {"true", "false", "test"}
            <= {os.path.basename(p) for each in did.processes for p in each.programs}
        ),
        "The statuses are right, but the programs were not run.",
    )
    evidence(
        lambda did: not did.only_looked,
        "The shell has only looked whether its programs have ended (WNOHANG): it was to wait for that.",
    )


def test_in_the_background_it_waits_for_a_later_line(answer):
    reader, writer = marked_pipe()
    waits = python(f"import os; os.close({writer}); raise SystemExit(os.read({reader}, 1)[0])")
    statuses = answer.shell([f"{waits} &", python(f"import os; os.write({writer}, bytes(1))")])
    close(reader, writer)
    assert statuses == [0, 0]


def test_each_status_is_that_of_its_own_program(answer):
    reader, writer = marked_pipe()
    ends_first = python(f"import os; os.write({writer}, b'%d' % os.getpid()); os._exit(7)")
    outlives_it = python(OUTLIVES % reader)
    statuses = answer.shell([f"{ends_first} &", outlives_it])
    close(reader, writer)
    assert statuses == [7, 3], (
        f"the program in the background had ended with 7 before the other one did with 3, and shell returned {statuses}"
    )


def test_wait_waits_for_all_that_still_run(answer, hold):
    hold("exit")
    reader, writer = marked_pipe()
    tells_its_number = python(f"import os; os.write({writer}, b'%d' % os.getpid())")
    looks_for_it = python(f"import os; raise SystemExit(os.path.exists(b'/proc/' + os.read({reader}, 9)))")
    statuses = answer.shell([f"{tells_its_number} &", "wait", looks_for_it])
    close(reader, writer)
    assert statuses == [0, 0], (
        "the last line was to come when the one in the background had ended and was waited for; "
        f"it exits with 1 if it finds that one, and shell returned {statuses}"
    )


def test_lines_without_words_do_nothing(answer):
    assert answer.shell(["", "   ", "true", "wait", "", "false"]) == [0, 1]
    assert answer.shell([]) == []


def test_ten_in_the_background_at_the_end(answer, hold):
    hold("exit")
    assert answer.shell(["false &"] * 10) == [1] * 10


def test_a_signal_is_told_as_128_and_its_number(answer):
    killed = python("import os; os.kill(os.getpid(), 9)")
    assert answer.shell([killed, f"{killed} &", "wait", "true"]) == [137, 137, 0]


def test_there_is_no_such_program(answer):
    assert answer.shell(["./no-such-program", "true", "no-such-program an argument &"]) == [127, 0, 127]


def test_words_are_passed_on_as_they_are(answer):
    lines = ["test * = *", "test $HOME = '$HOME'", "test  one   =\tone ", "test one& = one&"]
    assert answer.shell(lines) == [0, 1, 0, 0]
