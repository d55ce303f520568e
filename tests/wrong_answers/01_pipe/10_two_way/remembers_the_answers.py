"""Asks for each word only once, and gives the answer again where the word comes again.

caught_by = "test_the_next_word_is_sent_when_the_answer_has_come"
words = ["or not all"]
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
    known = {}
    for word in words:
        if word not in known:
            os.write(question_writer, word)
            known[word] = os.read(answer_reader, 1024)
    os.close(question_writer)
    os.close(answer_reader)
    os.waitpid(child, 0)
    return [known[word] for word in words]
