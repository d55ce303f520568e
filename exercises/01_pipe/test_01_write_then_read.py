def test_what_goes_in_comes_out(answer):
    assert answer.write_then_read("Into the pipe I go...") == "Into the pipe I go..."


def test_it_goes_through_a_pipe(answer, evidence):
    message = "Into the pipe I go..."
    assert answer.write_then_read(message) == message
    evidence(lambda did: did.pipes, "The message came back, but no pipe was made.")
    evidence(
        lambda did: did.through("pipe") >= len(message),
        "The message came back, but not through the pipe: it was to be written into it and read out of it.",
    )
    evidence(
        lambda did: did.reads() > did.reads(by=did.children),
        "The message came back, but only a child has read it, and did not send it on.",
    )


def test_the_message_that_was_read_comes_back(answer, changed):
    is_made_up = changed(b"Into the pipe", b"iNTO A TUNNEL")
    returned = answer.write_then_read(" ".join(["Into the", "pipe"]))
    assert not is_made_up(returned.encode()), (
        f"the message was changed on its way, to 'iNTO A TUNNEL', and write_then_read returned {returned!r}: "
        "it was to return what it has read"
    )


def test_a_pipe_keeps_lines_and_their_order(answer):
    assert answer.write_then_read("one\ntwo\n\nthree") == "one\ntwo\n\nthree"


def test_nothing_but_the_end_is_a_message_too(answer):
    assert answer.write_then_read("") == ""


def test_nothing_is_changed_on_the_way(answer):
    for message in ("  one\ttwo \n", " edge ", "\n\n", "déjà vu, 日本", "a\x00b\x0bc\x85d\u2028e"):
        assert answer.write_then_read(message) == message


def test_everything_is_read_not_only_a_first_piece(answer):
    message = "".join(f"{number:5}\n" for number in range(10000))
    returned = answer.write_then_read(message)
    assert len(returned) == len(message), f"{len(message)} characters went in, {len(returned)} came back"
    assert returned == message


def test_letters_of_three_bytes_are_not_cut(answer):
    message = "日" * 20000
    returned = answer.write_then_read(message)
    assert len(returned) == len(message), f"{len(message)} letters went in, {len(returned)} came back"
    assert returned == message
