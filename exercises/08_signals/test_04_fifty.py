import signal

FIFTY = list(range(50))


def test_fifty_children_end_before_one_signal_comes(answer, evidence):
    early, late, _ = answer.burst(FIFTY)
    assert early == FIFTY, (
        f"fifty children had ended when SIGCHLD came, and the status of {len(FIFTY) - early.count(None)} was taken"
    )
    assert late == FIFTY
    evidence(lambda did: did.forks == 51, "The codes came back, but no child was started for each of them.")


def test_who_lives_on_is_not_waited_for(answer):
    early, late, _ = answer.burst([3, None, 4])
    assert early == [3, None, 4]
    assert late == [3, 0, 4], f"all have ended by now, and these codes are known: {late}"


def test_the_first_ones_may_live_on(answer):
    early, late, _ = answer.burst([None, None, 5, 6])
    assert early == [None, None, 5, 6]
    assert late == [0, 0, 5, 6], f"all have ended by now, and these codes are known: {late}"


def test_all_may_live_on(answer):
    early, late, _ = answer.burst([None, None])
    assert (early, late) == ([None, None], [0, 0])


def test_who_was_killed_has_the_number_of_the_signal(answer):
    early, _, _ = answer.burst([-9, 0, -15, 255])
    assert early == [-9, 0, -15, 255]


def test_children_of_others_keep_their_status(answer):
    _, _, stranger = answer.burst([1, 2])
    assert stranger == 7


def test_only_a_child_of_somebody_else_has_ended(answer):
    assert answer.burst([]) == ([], [], 7)


def test_afterwards_sigchld_is_what_it_was(answer, process):
    answer.burst([1])
    assert not process.catches(signal.SIGCHLD)
    assert not process.blocks(signal.SIGCHLD)
