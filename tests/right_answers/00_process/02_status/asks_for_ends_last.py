"""Stops and their end first, waitstatus_to_exitcode for the rest."""

import os


def describe(status):
    match os.WIFSTOPPED(status), os.WIFCONTINUED(status):
        case True, _:
            return "stopped %d" % os.WSTOPSIG(status)
        case _, True:
            return "continued"
    code = os.waitstatus_to_exitcode(status)
    return "signal %d" % -code if code < 0 else "exit %d" % code
