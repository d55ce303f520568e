"""A shell replies to each word by another program."""

import os
import subprocess


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    p = subprocess.Popen(
        ["sh", "-c", "while read w; do echo $w | tr a-z A-Z; done"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    out = []
    for w in words:
        p.stdin.write(w + b"\n")
        p.stdin.flush()
        out.append(p.stdout.readline().strip())
    p.stdin.close()
    p.stdout.close()
    p.wait()
    return out
