import os


def test_the_one_who_answers_goes_on_until_the_end_of_file(answer):
    questions, ask = os.pipe()
    hear, answers = os.pipe()
    os.write(ask, b"one")
    os.close(ask)
    answer.reply(questions, answers)
    with open(hear, "rb") as everything:
        assert everything.read() == b"ONE"


def test_one_question_one_answer(answer):
    assert answer.converse([b"dust"]) == [b"DUST"]


def test_each_answer_belongs_to_its_question(answer):
    assert answer.converse([b"another", b"one", b"bites"]) == [b"ANOTHER", b"ONE", b"BITES"]


def test_a_conversation_without_words_ends_as_well(answer):
    assert answer.converse([]) == []
