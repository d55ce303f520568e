"""An empty line tells the child that no question is left."""

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
        with open(qr, "rb", 0) as q, open(aw, "wb", 0) as a:
            while (w := q.readline()) != b"\n":
                a.write(w.upper())
        os._exit(0)
    os.close(qr)
    os.close(aw)
    out = []
    with open(qw, "wb", 0) as q, open(ar, "rb") as a:
        for w in words:
            q.write(w + b"\n")
            out.append(a.readline()[:-1])
        q.write(b"\n")
        os.waitpid(pid, 0)
    return out
