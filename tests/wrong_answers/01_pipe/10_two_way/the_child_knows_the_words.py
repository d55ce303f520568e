"""The child has a copy of the words from the fork, and answers without a question.

caught_by = "test_the_child_hears_each_word_and_answers"
words = ["the child did not read the word"]
"""

import os


def reply(questions, answers):
    while question := os.read(questions, 1024):
        os.write(answers, question.upper())
    os.close(questions)
    os.close(answers)


def converse(words):
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        for word in words:
            os.write(writer, word.upper())
        os._exit(0)
    os.close(writer)
    with open(reader, "rb") as heard:
        answers = [heard.read(len(word)) for word in words]
    os.waitpid(child, 0)
    return answers
