"""No text that is shown can move the cursor."""

from kata.learn import text
from kata.runner.facts import Verdict


def test_what_an_answer_prints_cannot_move_the_cursor():
    assert text.visible("a\x1b[2Jb\rc\td\x9b\n") == "a\\x1b[2Jb\\rc    d\\x9b\n"


def test_what_the_machine_lacks_is_said_once():
    verdicts = [
        Verdict(f"03_named/0{n}", (), None, 0.0, shared="the kernel refuses namespaces") for n in (1, 2)
    ]
    (line,) = text.lacking([*verdicts, Verdict("01_pipe/01", (), None, 0.0)], 200)
    assert line.plain.startswith("Whoever waits at a port waits until the time limit")
    assert line.plain.endswith(": the kernel refuses namespaces.")
    assert text.lacking([Verdict("01_pipe/01", (), None, 0.0)], 200) == []
