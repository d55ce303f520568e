"""The sentence for an answer without a file, or without a function that its tests call, and which one may be meant."""

from __future__ import annotations


class AnswerMissing(Exception):
    """The answers tree has no file for this exercise, or the file lacks a function; the text says which."""


def lacks(file: str, wanted: str, functions: list[str]) -> str:
    """Say that a file has no function of this name, and which one may be meant. functions: those that it has."""
    import difflib  # here: it is slow to load, and few answers need it

    text = f"{file} has no `{wanted}`: its tests call it."
    near = difflib.get_close_matches(wanted, functions, 1)
    return f"{text} It has `{near[0]}`: is that the one, under another name?" if near else text
