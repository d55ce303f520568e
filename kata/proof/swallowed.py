"""Whether a text in Python may swallow an exception without naming it: then Ctrl-C may be the way to go on.

An `__exit__` that returns something true does, and a `finally` that is left by a jump, or that ends the program itself.
Either may also raise another exception in its stead. An `__exit__` that is no plain function may do anything.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ast

EXITS = ("__exit__", "__aexit__")
ENDS = ("_exit", "exit", "quit")  # of os and sys; and each call whose name begins with exec


def swallows(text: str) -> bool:
    """Whether a text may swallow any exception; True for one that cannot be parsed."""
    if not any(word in text for word in (*EXITS, "finally")):
        return False
    import ast  # few programs need it

    try:
        return any(map(_swallows, ast.walk(ast.parse(text))))
    except (SyntaxError, ValueError, RecursionError):
        return True


def _swallows(node: ast.AST) -> bool:
    import ast

    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return node.name in EXITS and any(_says_true(each) or _raises(each) for each in ast.walk(node))
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        return node.id in EXITS
    if isinstance(node, ast.Constant):
        return node.value in EXITS
    return any(_leaves(each) for last in getattr(node, "finalbody", ()) for each in ast.walk(last))


def _raises(node: ast.AST) -> bool:
    import ast

    return isinstance(node, ast.Raise) and node.exc is not None


def _says_true(node: ast.AST) -> bool:
    import ast

    if not isinstance(node, ast.Return) or node.value is None:
        return False
    return not isinstance(node.value, ast.Constant) or bool(node.value.value)


def _leaves(node: ast.AST) -> bool:
    import ast

    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in ENDS or name.startswith("exec")
    return isinstance(node, (ast.Return, ast.Break, ast.Continue)) or _raises(node)
