def test_the_number_comes_from_the_child(answer, evidence, hold):
    hold("exit")
    counted = answer.count_in_child("a" * 300)
    assert counted == 300, (
        f"the text has 300 characters, and count_in_child returned {counted}; how did that number come to the parent?"
    )
    evidence(lambda did: did.forks, "The number is right, but no process was made: a child was to count.")
    evidence(
        lambda did: did.said(b"300", by=did.children),
        "The number is right, but no child has written it: the child was to write it in digits into a pipe.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= 3,
        "The number is right, but nobody has read it from the child.",
    )
    evidence(lambda did: not did.killed, "The child was killed: it was to exit by itself.")
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_the_number_that_came_is_returned(answer, changed):
    is_made_up = changed(b"300", b"299")
    counted = answer.count_in_child("a" * 300)
    assert not is_made_up(b"%d" % counted), (
        f"'300' was changed to '299' on its way, and count_in_child returned {counted}: "
        "it was to return what it has read"
    )


def test_there_is_nothing_to_count(answer, hold):
    hold("exit")
    assert answer.count_in_child("") == 0


def test_more_than_a_status_can_say(answer):
    assert answer.count_in_child("b" * 1_000_000) == 1_000_000


def test_a_character_may_have_several_bytes(answer):
    assert answer.count_in_child("\u00e9\u20ac\U0001f600") == 3


def test_lines_are_characters_as_well(answer):
    assert answer.count_in_child("one\ntwo\n\n") == 9
