"""File objects in a with statement, and a child that leaves with sys.exit."""

import os
import sys


def reply(questions, answers):
    with open(questions, "rb", buffering=0) as heard, open(answers, "wb") as out:
        for question in iter(lambda: heard.read(100), b""):
            out.write(question.upper())
            out.flush()


def converse(words):
    question_reader, question_writer = os.pipe()
    answer_reader, answer_writer = os.pipe()
    if (child := os.fork()) == 0:
        os.close(question_writer)
        os.close(answer_reader)
        reply(question_reader, answer_writer)
        sys.exit()
    os.close(question_reader)
    os.close(answer_writer)
    with open(question_writer, "wb", buffering=0) as out, open(answer_reader, "rb") as heard:
        answers = [heard.read(len(word)) for word in words if out.write(word)]
    os.waitpid(child, 0)
    return answers
