def test_what_goes_in_comes_out(answer):
    assert answer.write_then_read("Into the pipe I go...") == "Into the pipe I go..."


def test_a_pipe_keeps_lines_and_their_order(answer):
    assert answer.write_then_read("one\ntwo\n\nthree") == "one\ntwo\n\nthree"


def test_nothing_but_the_end_is_a_message_too(answer):
    assert answer.write_then_read("") == ""


def test_everything_is_read_not_only_a_first_piece(answer):
    message = "".join(f"{number:5}\n" for number in range(10000))
    returned = answer.write_then_read(message)
    assert len(returned) == len(message), f"{len(message)} characters went in, {len(returned)} came back"
    assert returned == message
