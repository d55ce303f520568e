"""The parent waits for an answer before it has asked.

caught_by = "test_one_question_one_answer"
cause = "circular-wait"
words = ["The child waits for data from the parent", "neither of them sends any"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


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
        answers.append(os.read(answer_reader, 1024))
        os.write(question_writer, word)
    os.close(question_writer)
    os.close(answer_reader)
    os.waitpid(child, 0)
    return answers
