"""The child sends back what it gets, and its parent makes capitals of it.

caught_by = "test_the_child_hears_each_word_and_answers"
words = ["the child has written another"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    qr, qw = os.pipe()
    ar, aw = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(qw)
        os.close(ar)
        while q := os.read(qr, 1024):
            os.write(aw, q)
        os._exit(0)
    os.close(qr)
    os.close(aw)
    out = []
    for w in words:
        os.write(qw, w)
        out.append(os.read(ar, 1024).upper())
    os.close(qw)
    os.close(ar)
    os.waitpid(pid, 0)
    return out
