"""The child answers, and the parent makes the capitals once more.

caught_by = "test_the_answer_that_came_is_returned"
words = ["changed on its way, to gOODBYE"]
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
        os.write(question_writer, word)
        os.read(answer_reader, 1024)
        answers.append(word.upper())
    os.close(answer_reader)
    os.close(question_writer)
    os.waitpid(child, 0)
    return answers
