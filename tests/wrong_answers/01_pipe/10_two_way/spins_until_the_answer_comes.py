"""Asks for the answer again and again, without waiting.

caught_by = "test_the_next_word_is_sent_when_the_answer_has_come"
words = ["never sleeps: it spins"]
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
        os.close(qw)
        os.close(ar)
        reply(qr, aw)
        os._exit(0)
    os.close(qr)
    os.close(aw)
    os.set_blocking(ar, False)
    out = []
    for w in words:
        os.write(qw, w)
        while True:
            try:
                out.append(os.read(ar, 1024))
                break
            except BlockingIOError:
                pass
    os.close(qw)
    os.close(ar)
    os.waitpid(child, 0)
    return out
