"""The child knows how many words will come, and never reads to the end of file.

caught_by = "test_the_next_word_is_sent_when_the_answer_has_come"
words = ["not asked for more"]
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
    child = os.fork()
    if child == 0:
        for _ in words:
            os.write(aw, os.read(qr, 1024).upper())
        os._exit(0)
    out = []
    for w in words:
        os.write(qw, w)
        out.append(os.read(ar, 1024))
    os.waitpid(child, 0)
    for e in (qr, qw, ar, aw):
        os.close(e)
    return out
