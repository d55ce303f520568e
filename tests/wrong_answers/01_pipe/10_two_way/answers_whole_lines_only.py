"""Reads the words as lines, and none of them ends in a newline.

caught_by = "test_one_question_one_answer"
cause = "circular-wait"
words = ["neither of them sends any", "`words` waits until it has a whole line: what has come so far lies in its buffer"]
"""

import os


def reply(questions, answers):
    with open(questions, "rb") as words, open(answers, "wb", 0) as capitals:
        while word := words.readline():
            capitals.write(word.upper())


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
    answers = []
    for word in words:
        os.write(question_writer, word)
        answers.append(os.read(answer_reader, 1024))
    os.close(answer_reader)
    os.close(question_writer)
    os.waitpid(child, 0)
    return answers
