"""Two ways: a pipe goes one way, so a conversation takes two of them, and an agreement who speaks first.

The child answers every question with its capitals. The parent asks one word after the other, each when the
answer to the last one has come. If both listen first, both listen for ever.

Run the tests before you change anything: one of them hangs, and you are told why.

Read on: pipe(2), pipe(7)
"""

import os


def reply(questions: int, answers: int) -> None:
    """Read from one pipe, and write what comes into the other in capitals, until the end of file.

    questions: a read end. answers: a write end. Both are closed when the function returns.
    """
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words: list[bytes]) -> list[bytes]:
    """Fork a child that replies, and ask it word by word, the next when the answer has come.

    words: none of them empty. Returns the answers. The child has exited then and was waited for.
    """
    question_reader, question_writer = os.pipe()
    answer_reader, answer_writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(question_writer)
        os.close(answer_reader)  # survives: the parent reads every answer, so the child need not see it go
        reply(question_reader, answer_writer)
        os._exit(0)
    os.close(question_reader)
    os.close(answer_writer)
    answers = []
    for word in words:
        os.write(question_writer, word)  # the child listens already, so it is for the parent to speak
        answers.append(os.read(answer_reader, 1024))
    os.close(answer_reader)
    os.close(question_writer)  # the end of file is the child's sign to go, so it comes before the waiting
    os.waitpid(child, 0)
    return answers
