import os

ALL = range(6)
LIVES = 2  # its place in the list: one that is asked in order comes to it early


def test_the_dead_are_asked_for_and_the_living_goes_on(answer, evidence, hold):
    hold("exit")
    children, writers = answer.start(len(ALL))
    for place in ALL:
        if place != LIVES:
            os.close(writers[place])
    dead = [child for place, child in enumerate(children) if place != LIVES]
    answer.until_ended(dead)
    found = sorted(answer.reap(), key=lambda pair: pair[1])
    codes = [code for _, code in found]
    assert codes == [0, 1, 3, 4, 5], (
        f"five children had exited, with the codes 0, 1, 3, 4, 5, and a sixth was alive; reap told of {codes}"
    )
    assert [number for number, _ in found] == dead, (
        f"the children that had exited are {dead}, and reap told of {[number for number, _ in found]}"
    )
    os.write(writers[LIVES], b"?")  # a broken pipe, if the child is not there any more
    os.close(writers[LIVES])
    answer.until_ended([children[LIVES]])
    assert [tuple(pair) for pair in answer.reap()] == [(children[LIVES], LIVES)]
    evidence(lambda did: not did.killed, "A child was killed: the one that was alive was to go on.")


def test_none_has_ended(answer, hold):
    hold("exit")
    children, writers = answer.start(1)
    found = answer.reap()
    assert found == [], f"the only child is alive, and reap told of {found}"
    os.close(*writers)
    answer.until_ended(children)
    assert [tuple(pair) for pair in answer.reap()] == [(children[0], 0)]


def test_there_is_no_child(answer):
    assert answer.reap() == []


def test_who_was_asked_for_is_gone(answer, hold):
    hold("exit")
    children, writers = answer.start(20)
    for writer in writers:
        os.close(writer)
    answer.until_ended(children)
    found = answer.reap()
    assert len(found) == 20, f"twenty children had exited, and reap told of {len(found)}"
    again = answer.reap()
    assert again == [], f"all children were asked for before, and reap told of {again}"
