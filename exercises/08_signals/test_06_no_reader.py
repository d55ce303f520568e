import os
import signal

LONG = [b"%d\n" % number for number in range(1, 100_001)]  # more than a pipe holds


def programs(did):
    """The names of the programs that the processes of an answer became."""
    return [os.path.basename(each.programs[-1]) for each in did.processes if each.programs]


def test_a_program_that_writes_on_dies_quietly(answer, evidence):
    lines, code = answer.head(["seq", "100000"], 3)
    assert lines == LONG[:3]
    assert code == -signal.SIGPIPE, f"the program ended with {code}, not by SIGPIPE ({-signal.SIGPIPE}): " + (
        "it has written everything" if code == 0 else "was SIGPIPE ignored when it began?"
    )
    evidence(lambda did: "seq" in programs(did), "The lines are right, but the program `seq` was not run.")
    evidence(
        lambda did: not [number for _, number in did.signals if number],
        "A signal was sent to the program: it was to learn from the pipe that nobody reads any more.",
    )


def test_a_program_without_an_end_ends(answer):
    assert answer.head(["yes", "on and on"], 2) == ([b"on and on\n"] * 2, -signal.SIGPIPE)


def test_a_short_program_comes_to_its_end(answer):
    assert answer.head(["printf", "one\ntwo\nrest"], 10) == ([b"one\n", b"two\n", b"rest"], 0)


def test_a_long_line_is_one_line(answer):
    lines, code = answer.head(["printf", "%30000s\\n", "x"], 10)
    lengths = [len(line) for line in lines]
    assert lengths == [30_001], (
        f"one line of 30001 bytes was written, and head returned lines of these lengths: {lengths}"
    )
    assert code == 0


def test_the_exit_code_is_that_of_the_program(answer, hold):
    hold("exit")  # its output comes to an end before the program does
    assert answer.head(["sh", "-c", "echo one; exec >&-; exit 3"], 5) == ([b"one\n"], 3)


def test_another_signal_is_told_as_well(answer):
    assert answer.head(["sh", "-c", "echo one; kill -KILL $$"], 5) == ([b"one\n"], -signal.SIGKILL)


def test_a_quiet_program(answer):
    assert answer.head(["true"], 1) == ([], 0)


def test_afterwards_this_process_ignores_it(answer, process, evidence):
    answer.head(["seq", "100000"], 1)
    evidence(
        lambda _: process.ignores(signal.SIGPIPE),
        "head came back, and SIGPIPE is not ignored any more: the next broken pipe kills this process, too.",
    )
