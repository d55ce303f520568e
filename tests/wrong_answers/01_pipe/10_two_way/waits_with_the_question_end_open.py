"""The parent waits for the child, which waits for the end of the questions.

caught_by = "test_a_conversation_without_words_ends_as_well"
cause = "other-write-end"
words = ["The child waits for the end of pipe A", "the parent still holds its write end: `question_writer`"]
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
        answers.append(os.read(answer_reader, 1024))
    os.waitpid(child, 0)
    os.close(question_writer)
    os.close(answer_reader)
    return answers
