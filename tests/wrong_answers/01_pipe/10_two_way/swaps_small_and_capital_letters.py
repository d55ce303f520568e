"""Capitals become small letters.

caught_by = "test_all_that_is_asked_is_answered"
words = ["assert"]
"""

import os


def reply(questions, answers):
    while q := os.read(questions, 1024):
        os.write(answers, q.swapcase())
    os.close(questions)
    os.close(answers)


def converse(words):
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
        os.write(question_writer, word)
        answers.append(os.read(answer_reader, 1024))
    os.close(answer_reader)
    os.close(question_writer)
    os.waitpid(child, 0)
    return answers
