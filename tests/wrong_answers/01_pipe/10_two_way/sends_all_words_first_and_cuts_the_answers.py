"""Sends all words, and then cuts the answers by their lengths: the child never waits for its turn.

caught_by = "test_the_next_word_is_sent_when_the_answer_has_come"
words = ["The parent sent several words before an answer came"]
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
    os.close(question_writer)
    with open(answer_reader, "rb") as heard:
        answers = [heard.read(len(word)) for word in words]
    os.waitpid(child, 0)
    return answers
