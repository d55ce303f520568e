"""Load an answer from its file; also in the process of an answer that runs apart, so this imports little."""

from __future__ import annotations

import os
import sys
from _frozen_importlib import ModuleSpec  # `importlib.machinery` imports `warnings`
from _frozen_importlib_external import SourceFileLoader
from types import FunctionType, ModuleType

from kata.agent.guard import guard, one_process_comes_back
from kata.agent.missing import AnswerMissing, lacks
from kata.agent.texts import take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def load(file: str | Path) -> ModuleType:
    """Run an answer and return its module, every function of it guarded.

    Raises AnswerMissing if there is no such file or it is not text, later if a test asks for a name that it lacks, and
    any exception that the file itself raises.
    """
    name = os.path.basename(file)
    text = take(file)
    if text is None:
        raise AnswerMissing(f"The file {name} is missing: there is no {file}.")
    try:
        code = compile(text, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        if getattr(error, "filename", None) is None:  # it is no text at all
            raise AnswerMissing(f"The file {name} cannot be read as Python: {error}.") from None
        raise
    module = _new_module(f"answer_{os.path.splitext(name)[0]}", str(file))
    sys.modules[module.__name__] = module
    with one_process_comes_back(name):
        exec(code, module.__dict__)
    answer = ModuleType(module.__name__, module.__doc__)
    answer.__file__ = str(file)
    for member, value in vars(module).items():
        if not member.startswith("__"):
            setattr(answer, member, guard(value) if isinstance(value, FunctionType) else value)

    def missing(wanted: str) -> None:
        if wanted.startswith("__"):
            raise AttributeError(wanted)
        raise AnswerMissing(lacks(name, wanted, [m for m, v in vars(answer).items() if callable(v)]))

    answer.__getattr__ = missing  # type: ignore[method-assign]
    return answer


def _new_module(name: str, file: str) -> ModuleType:
    """An empty module as the import system makes it; importlib.util takes as long to load as all the rest."""
    module = ModuleType(name)
    module.__loader__ = SourceFileLoader(name, file)
    module.__spec__ = ModuleSpec(name, module.__loader__, origin=file)
    module.__spec__.has_location = True
    module.__file__, module.__package__ = file, ""
    return module
