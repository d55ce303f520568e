import os


def test_the_one_who_answers_goes_on_until_the_end_of_file(answer):
    questions, ask = os.pipe()
    hear, answers = os.pipe()
    os.write(ask, b"one")
    os.close(ask)
    answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        assert everything.read() == b"ONE"


def test_all_that_is_asked_is_answered(answer):
    questions, ask = os.pipe()
    hear, answers = os.pipe()
    os.write(ask, b"dUSt" * 1000)
    os.close(ask)
    answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        came = everything.read()
    assert len(came) == 4000, f"4000 bytes were asked, reply wrote {len(came)}"
    assert came == b"DUST" * 1000


def test_the_one_who_answers_waits_for_a_question(answer, peer_once_asleep):
    questions, ask = os.pipe()
    hear, answers = os.pipe()
    with peer_once_asleep(os.write, ask, b"late"):
        os.close(ask)
        answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        assert everything.read() == b"LATE"


def test_one_question_one_answer(answer, hold):
    hold("exit")
    assert answer.converse([b"dust"]) == [b"DUST"]


def test_a_long_word(answer, hold):
    hold("exit")
    answers = answer.converse([b"x" * 1000])
    lengths = [len(each) for each in answers]
    assert lengths == [1000], f"the answer was to have 1000 letters, converse returned answers with {lengths}"
    assert answers == [b"X" * 1000]


def test_each_answer_belongs_to_its_question(answer, hold):
    hold("exit")
    hold("read")
    assert answer.converse([b"another", b"one", b"bites"]) == [b"ANOTHER", b"ONE", b"BITES"]


def test_words_may_be_alike(answer, hold):
    hold("exit")
    hold("read")
    assert answer.converse([b"one", b"one", b"ONE"]) == [b"ONE", b"ONE", b"ONE"]


def test_the_child_hears_each_word_and_answers(answer, evidence, hold):
    hold("exit")
    assert answer.converse([b"another"]) == [b"ANOTHER"]
    evidence(lambda did: did.forks, "The answer came back, but no process was made: a child was to give it.")
    evidence(
        lambda did: did.passed(to=did.children) >= len(b"another"),
        "The answer came back, but the child did not read the word: its parent was to send it.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= len(b"another"),
        "The answer came back, but not from the child.",
    )
    evidence(
        lambda did: did.said(b"ANOTHER", by=did.children),
        "The answer came back, but the child has written another: it was to write the word in capitals.",
    )


def test_the_answer_that_came_is_returned(answer, changed):
    is_made_up = changed(b"ANOTHER", b"gOODBYE")
    answers = answer.converse([b"another"] * 3)
    assert not is_made_up(b"".join(answers)), (
        f"each answer of the child was changed on its way, to gOODBYE, and converse returned {answers}: "
        "it was to return what it has read"
    )


def test_the_next_word_is_sent_when_the_answer_has_come(answer, evidence, hold):
    hold("exit")
    hold("read")
    words = [b"another", b"one", b"one", b"bites", b"the", b"dust", b"one"]
    assert answer.converse(words) == [word.upper() for word in words]
    evidence(
        lambda did: did.story("write").count("parent writes") >= len(words),
        "The parent sent several words before an answer came, or not all: it was to send each after the last answer.",
    )
    evidence(
        lambda did: did.own_forks < 3,
        "The words were answered by several children: one child was to answer all.",
    )
    evidence(
        lambda did: did.reads(by=did.children) > len(words),
        "The child has read all words and not asked for more: it was to read until the end of file.",
    )


def test_the_child_is_waited_for(answer, evidence, hold):
    hold("exit")
    assert answer.converse([b"dust"]) == [b"DUST"]
    evidence(
        lambda did: not did.killed,
        "The child was killed: it was to end by itself, when no question is left.",
    )
    evidence(
        lambda did: not did.only_looked,
        "The parent has only looked whether the child has exited (WNOHANG): it was to wait for that.",
    )


def test_a_conversation_without_words_ends_as_well(answer, hold):
    hold("exit")
    assert answer.converse([]) == []
