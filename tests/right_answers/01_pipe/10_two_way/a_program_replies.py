"""A program replies: Popen with two pipes, and lines of text for the words."""

import os
import subprocess
import sys

PROGRAM = """
import os
while data := os.read(0, 2000):
    os.write(1, data.upper())
"""


def reply(questions, answers):
    while data := os.read(questions, 2000):
        os.write(answers, data.upper())
    os.close(answers)
    os.close(questions)


def converse(words):
    command = [sys.executable, "-S", "-c", PROGRAM]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0) as child:
        answers = []
        for word in words:
            child.stdin.write(word + b"\n")
            answers.append(child.stdout.readline().rstrip(b"\n"))
        child.stdin.close()
        child.wait()
    return answers
