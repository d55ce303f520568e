"""Whether a Ruby program may go on after a signal is read in its own files."""

import pytest

from kata.proof import ruby

SILENT = 'require "socket"\nreader, writer = IO.pipe\nwriter.send "x", 0\nputs reader.read\n'


def reckons(folder, *words):
    texts = list(ruby.texts(words, str(folder)))
    return any(text is None or ruby.NAMED.search(text) for text in texts)


def test_a_script_that_names_no_signal(tmp_path):
    (tmp_path / "silent.rb").write_text(SILENT)
    assert not reckons(tmp_path, "silent.rb", "an argument")
    assert not reckons(tmp_path, "-w", "silent.rb")
    assert not reckons(tmp_path, "-e", SILENT)


@pytest.mark.parametrize(
    "text",
    [
        'trap("TERM") { exit }',
        'Signal.trap("INT") { }',
        "begin\nread\nrescue Interrupt\nend",
        "begin\nread\nrescue Exception => e\nend",
        "begin\nread\nrescue *ERRORS\nend",
        "begin\nread\nensure\nreturn\nend",
        'eval "tr" + "ap"',
        'require "puma"',
        "require name",
        'require_relative "missing"',
    ],
)
def test_a_script_that_may_catch_one(tmp_path, text):
    (tmp_path / "script.rb").write_text(SILENT + text)
    assert reckons(tmp_path, "script.rb")


def test_the_files_that_it_requires_are_read_as_well(tmp_path):
    (tmp_path / "script.rb").write_text('require_relative "lib/other"\n' + SILENT)
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "other.rb").write_text('require_relative "../script"\n')
    assert not reckons(tmp_path, "script.rb")
    (tmp_path / "lib" / "other.rb").write_text('trap("INT") { }')
    assert reckons(tmp_path, "script.rb")


def test_what_cannot_be_read_may_be_anything(tmp_path):
    (tmp_path / "silent.rb").write_text(SILENT)
    assert reckons(tmp_path, "-rsomething", "silent.rb")
    assert reckons(tmp_path, "missing.rb")
    assert reckons(tmp_path)
    assert ruby.is_reckoned_with(0)
