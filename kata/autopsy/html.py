"""An autopsy as a page: HTML with the picture and the text."""

from __future__ import annotations

from collections.abc import Collection
from html import escape

from kata.autopsy import picture, text
from kata.autopsy.facts import Autopsy


def page(autopsy: Autopsy) -> str:
    """A page with the picture and the report as text: one file that needs no network."""
    return f"""<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{escape(autopsy.summary)}</title>
<style>
body {{ margin: 2em; background: #ffffff; color: #1f2328; font: 15px system-ui, sans-serif; }}
svg {{ max-width: 100%; height: auto; }}
pre {{ overflow-x: auto; font-size: 13px; }}
pre b {{ color: #b3001b; }}
@media screen and (prefers-color-scheme: dark) {{
  body {{ background: #0d1117; color: #e6edf3; }} pre b {{ color: #ff7b72; }}
}}
</style>
</head>
<body>
<h1>{escape(text.headline(autopsy))}</h1>
{picture.svg(autopsy)}
<pre>{marked(text.report(autopsy), text.blamed(autopsy))}</pre>
</body>
</html>
"""


def marked(report: str, blamed: Collection[int]) -> str:
    """A report inside a page; the lines with these numbers are bold."""
    rows = enumerate(map(escape, report.split("\n")))
    return "\n".join(f"<b>{row}</b>" if number in blamed else row for number, row in rows)
