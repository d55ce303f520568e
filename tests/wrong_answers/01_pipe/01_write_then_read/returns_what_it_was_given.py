"""Returns the message, without a pipe.

caught_by = "test_it_goes_through_a_pipe"
words = ["no pipe was made"]
"""


def write_then_read(message):
    return message
