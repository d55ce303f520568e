import os

import pytest


def test_a_program_runs_and_its_code_comes_back(answer, evidence, hold):
    hold("exit")
    assert answer.run(["sh", "-c", "exit 3"]) == 3
    evidence(
        lambda did: did.forks,
        "The status is right, but no process was made: a child was to become the program.",
    )
    evidence(
        lambda did: "sh" in [os.path.basename(path) for each in did.processes for path in each.programs],
        "The status is right, but `sh` was not run.",
    )
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the program has ended (WNOHANG): it was to wait for that.",
    )


def test_success(answer, hold):
    hold("exit")
    assert answer.run(["true"]) == 0
    assert answer.run(["false"]) == 1


def test_arguments_are_passed_on_as_they_are(answer):
    for text in ("a  b", "*", "", "$HOME", "'", "\u00e9"):
        assert answer.run(["sh", "-c", '[ "$1" = "$2" ]', "sh", text, f"{text}"]) == 0
        assert answer.run(["test", text, "=", f"{text}?"]) == 1
    assert answer.run(["sh", "-c", "exit $#", "sh", "a  b", "*", ""]) == 3


def test_there_is_no_such_program(answer):
    assert answer.run(["no-such-program"]) == 127
    assert answer.run(["./no-such-program", "an argument"]) == 127


def test_it_is_there_and_cannot_be_run(answer):
    assert answer.run(["/"]) == 126
    assert answer.run([os.__file__]) == 126


@pytest.mark.parametrize("number", [9, 15], ids=["SIGKILL", "SIGTERM"])
def test_a_signal_is_told_as_128_and_its_number(number, answer, hold):
    hold("exit")
    assert answer.run(["sh", "-c", f"kill -{number} $$"]) == 128 + number


def test_text_in_a_buffer_is_written_once(answer):
    for argv, status in ((["true"], 0), (["./no-such-program"], 127), (["/"], 126)):
        reader, log = os.pipe()
        answer.run_with_a_log(argv, log)
        with open(reader) as lines:
            text = lines.read()
        assert text == f"running\n{status}\n", (
            f"when {argv} was run, the log was to say 'running' once, and {status}, not {text!r}"
        )
