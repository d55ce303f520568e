"""Load the reporter into every Python that `kata why` starts, directly or not.

This folder comes first in PYTHONPATH, so `site` imports this file. It takes the folder out of the path again, and then
imports the `sitecustomize` that `site` would have found without it.
"""

import os
import sys


def load() -> None:
    folder = os.environ.get("KATA_WHY", "")
    if not os.path.isdir(folder):
        return
    package = type(sys)("_kata")  # not `kata`: the program may have one of its own
    package.__path__ = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]
    sys.modules["_kata"] = package
    from _kata import lines, notes, reporter  # type: ignore[import-not-found]

    notes.begin(folder + "/notes", keep=False)
    reporter.begin(folder, lines.of_the_program, or_innermost=True)


def hand_on() -> None:
    here = os.path.dirname(os.path.abspath(__file__))
    sys.path[:] = [entry for entry in sys.path if os.path.normpath(entry) != here]
    mine = sys.modules.pop("sitecustomize", None)
    try:
        import sitecustomize  # type: ignore[import-not-found]  # noqa: F401
    except ImportError as error:
        if error.name != "sitecustomize":
            raise
    finally:
        if mine is not None:
            sys.modules.setdefault("sitecustomize", mine)


try:
    load()
except (
    Exception
) as error:  # another Python than ours, a full disk: the program runs as it would without a report
    del error
hand_on()
