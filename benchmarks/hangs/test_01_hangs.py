import ast
import os
from pathlib import Path

import pytest

PROGRAMS = [
    node.name
    for node in ast.parse(Path(__file__).with_name("01_hangs.py").read_text()).body
    if isinstance(node, ast.FunctionDef) and node.name not in ("blocks", "child_of")
][: int(os.environ.get("HANGS_PROGRAMS", "100"))]


@pytest.mark.parametrize("run", range(int(os.environ["HANGS_RUNS"])))
@pytest.mark.parametrize("program", PROGRAMS)
def test_hang(answer, program, run):
    getattr(answer, program)()
