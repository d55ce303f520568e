"""Masks and shifts, in place of the functions of `os`."""


def describe(status):
    low, high = status & 0x7F, status >> 8 & 0xFF
    if status == 0xFFFF:
        return "continued"
    if status & 0xFF == 0x7F:
        return f"stopped {high}"
    return f"signal {low}" if low else f"exit {high}"
