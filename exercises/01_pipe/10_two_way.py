"""Two ways: a conversation takes a pipe for each direction, and an agreement on who speaks first.

The child answers each word with the same word in capitals. The parent sends the next word when the answer to
the last one has come. If both listen first, both listen for ever.

Run the tests before you change anything: three of them hang, and you are told why.

Read on: pipe(2), pipe(7)
"""

import os


def reply(questions: int, answers: int) -> None:
    """Read from one pipe until the end of file, and write what comes into the other, in capitals.

    questions: a read end. answers: a write end. Both are closed when the function returns.
    """
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words: list[bytes]) -> list[bytes]:
    """Fork a child that replies, send it the words one by one, each after the last answer, and wait for the child.

    words: of 1 to 1000 ASCII letters each. Returns the answers in their order.
    """
    question_reader, question_writer = os.pipe()
    answer_reader, answer_writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(question_writer)
        os.close(answer_reader)
        reply(question_reader, answer_writer)
        os._exit(0)
    os.close(question_reader)
    os.close(answer_writer)
    answers = []
    for word in words:
        # TODO: who speaks first?
        answers.append(os.read(answer_reader, 1024))
        os.write(question_writer, word)
    os.close(answer_reader)
    # TODO: how does the child learn that there is no further question?
    os.waitpid(child, 0)
    os.close(question_writer)
    return answers
