"""The story as one HTML page that needs no network."""

from __future__ import annotations

import base64
import gzip
import html
import importlib.util
import json
from importlib import resources
from pathlib import Path
from string import Template
from typing import Any

from exarace.report.interactive import figure
from exarace.report.model import Chart
from exarace.report.story import Story


def page(story: Story) -> str:
    """The whole page."""
    figures: dict[str, Any] = {}
    charts = "\n".join(section(heading, chart, story, figures) for heading, chart in story.charts)
    links = "".join(f'<a href="#{chart.name}">{html.escape(heading)}</a>' for heading, chart in story.charts)
    links += '<a href="#driver">What is assumed</a>'
    template = Template(resources.files("exarace.report").joinpath("page.html").read_text(encoding="utf-8"))
    return template.substitute(
        title=html.escape(story.title),
        opening=paragraphs(story.opening),
        links=links,
        charts=charts,
        driver=paragraphs(story.driver),
        left_out=left_out(story.left_out),
        facts="".join(f"<tr><td>{html.escape(name)}</td><td>{html.escape(text)}</td></tr>" for name, text in story.facts),
        library=library(),
        figures=as_script(figures),
    )


def library() -> str:
    """The code that draws, packed: a third of its size, unpacked by the browser."""
    found = importlib.util.find_spec("plotly")  # plotly itself is not needed, and slow to import
    if found is None or found.origin is None:
        raise ImportError("the report needs the package plotly: pip install plotly")
    code = Path(found.origin).with_name("package_data") / "plotly.min.js"
    return base64.b64encode(gzip.compress(code.read_bytes(), 6)).decode("ascii")


def section(heading: str, chart: Chart, story: Story, figures: dict[str, Any]) -> str:
    """A chart with its words; its figures are put into `figures`."""
    holders = []
    for number, panel in enumerate(chart.panels, 1):
        name = f"{chart.name}-{number}"
        figures[name] = figure(panel, story.marks)
        height = figures[name]["layout"]["height"]
        label = html.escape(f"{chart.title}. {panel.title}".strip())
        heading_of = f"<h3>{html.escape(panel.title)}</h3>" if panel.title else ""
        holders.append(
            f'<div>{heading_of}<div id="{name}" class="plot" role="img" aria-label="{label}" style="height:{height}px"></div>'
            f'<details class="numbers" data-of="{name}"><summary>Table<span class="aside"> of {label}</span></summary></details>'
            "</div>"
        )
    made = "Series: " + ", ".join(chart.series) + "."
    if chart.sources:
        made += " Observations: " + ", ".join(chart.sources) + " (docs/sources.md)."
    return (
        f'<section id="{chart.name}"><p class="topic">{html.escape(heading)}</p><h2>{html.escape(chart.title)}</h2>'
        f'<p>{html.escape(chart.lead)}</p><div class="panels">{"".join(holders)}</div>'
        f'<p class="made">{html.escape(made)}</p></section>'
    )


def paragraphs(texts: list[str]) -> str:
    return "\n".join(f"<p>{html.escape(text)}</p>" for text in texts if text)


def left_out(lines: list[str]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
    return f'<section id="left_out"><p class="topic">Not drawn</p><ul>{items}</ul></section>'


def as_script(figures: dict[str, Any]) -> str:
    """JSON that may stand in a script element."""
    text = json.dumps(figures, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!--", "<\\!--")
