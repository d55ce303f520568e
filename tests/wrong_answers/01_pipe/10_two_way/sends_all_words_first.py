"""Sends all words, and then reads the answers: words that are not read at once run together.

caught_by = "test_each_answer_belongs_to_its_question"
cause = "circular-wait"
words = ["The child waits for data from the parent, and the parent waits for data from the child"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
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
    for word in words:
        os.write(question_writer, word)
    answers = [os.read(answer_reader, 1024) for _ in words]
    os.close(question_writer)
    os.close(answer_reader)
    os.waitpid(child, 0)
    return answers
