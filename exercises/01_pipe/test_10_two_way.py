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
    os.write(ask, b"dust" * 1000)
    os.close(ask)
    answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        came = everything.read()
    assert len(came) == 4000, f"4000 bytes were asked, reply wrote {len(came)}"
    assert came == b"DUST" * 1000


def test_the_one_who_answers_waits_for_a_question(answer, once_asleep):
    questions, ask = os.pipe()
    hear, answers = os.pipe()

    def speak():
        os.write(ask, b"late")
        os.close(ask)

    with once_asleep(speak):
        answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        assert everything.read() == b"LATE"


def test_one_question_one_answer(answer):
    assert answer.converse([b"dust"]) == [b"DUST"]


def test_each_answer_belongs_to_its_question(answer):
    assert answer.converse([b"another", b"one", b"bites"]) == [b"ANOTHER", b"ONE", b"BITES"]


def test_words_that_are_alike_and_a_long_one(answer):
    words = [b"one", b"one", b"ONE", b"x" * 1000, b"y"]
    lengths = [len(each) for each in answer.converse(words)]
    assert lengths == [3, 3, 3, 1000, 1], (
        f"the answers were to have the lengths 3, 3, 3, 1000, 1, not {lengths}"
    )
    assert answer.converse(words) == [b"ONE", b"ONE", b"ONE", b"X" * 1000, b"Y"]


def test_the_child_hears_each_word_and_answers(answer, evidence):
    assert answer.converse([b"another", b"one"]) == [b"ANOTHER", b"ONE"]
    evidence(
        lambda did: did.forks, "The answers came back, but no process was made: a child was to give them."
    )
    evidence(
        lambda did: did.passed(to=did.children) >= len(b"anotherone"),
        "The answers came back, but the child did not read the words: its parent was to send them.",
    )
    evidence(
        lambda did: did.passed(by=did.children) >= len(b"anotherone"),
        "The answers came back, but not from the child.",
    )
    evidence(
        lambda did: not did.killed,
        "The child was killed: it was to end by itself, when no question is left.",
    )


def test_the_next_word_is_sent_when_the_answer_has_come(answer, evidence, hold):
    hold("read")
    assert answer.converse([b"another", b"one", b"bites"]) == [b"ANOTHER", b"ONE", b"BITES"]
    evidence(
        lambda did: did.story("write").count("parent writes") >= 3,
        "The parent sent several words before an answer came: it was to send each after the last answer.",
    )


def test_the_child_is_waited_for(answer, hold):
    hold("exit")
    assert answer.converse([b"dust"]) == [b"DUST"]


def test_a_conversation_without_words_ends_as_well(answer):
    assert answer.converse([]) == []
