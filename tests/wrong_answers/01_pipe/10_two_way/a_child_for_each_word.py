"""Forks a child for each word.

caught_by = "test_the_next_word_is_sent_when_the_answer_has_come"
words = ["several children"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    out = []
    for w in words:
        qr, qw = os.pipe()
        ar, aw = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(qw)
            os.close(ar)
            reply(qr, aw)
            os._exit(0)
        os.close(qr)
        os.close(aw)
        os.write(qw, w)
        os.close(qw)
        out.append(os.read(ar, 2000))
        os.close(ar)
        os.waitpid(child, 0)
    return out
