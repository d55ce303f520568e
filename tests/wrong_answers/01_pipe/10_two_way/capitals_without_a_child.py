"""Gives the answers itself.

caught_by = "test_the_child_hears_each_word_and_answers"
words = ["no process was made"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    return [word.upper() for word in words]
