"""Nothing that is shown can move the cursor."""

from kata.learn import view


def test_what_an_answer_prints_cannot_move_the_cursor():
    assert view.visible("a\x1b[2Jb\rc\td\x9b\n") == "a\\x1b[2Jb\\rc    d\\x9b\n"
