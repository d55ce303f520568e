"""No text that is shown can move the cursor."""

from kata.learn import text


def test_what_an_answer_prints_cannot_move_the_cursor():
    assert text.visible("a\x1b[2Jb\rc\td\x9b\n") == "a\\x1b[2Jb\\rc    d\\x9b\n"
