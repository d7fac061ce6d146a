"""The report in a real browser: it needs no network, raises no error, and draws."""

import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def report(tmp_path_factory, exarace):
    """An HTML report of a short run."""
    folder = tmp_path_factory.mktemp("report")
    done = exarace("run", "baseline", "--set", "run.end=2022-07-01", "-o", folder / "short.h5")
    assert done.returncode == 0, done.stderr
    program = Path(sys.executable).with_name("exarace-report")
    done = subprocess.run([program, folder / "short.h5"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "short.html"


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        pytest.skip("no chromium on the path")
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="module", params=[360, 1280])
def page(report, chromium, request):
    """The report opened without a network; `.said` holds errors, `.asked` what it wanted from elsewhere."""
    page = chromium.new_page(viewport={"width": request.param, "height": 900})
    page.width, page.said, page.asked = request.param, [], []
    page.on("pageerror", lambda error: page.said.append(str(error)))
    page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
    page.on("request", lambda request: request.url.startswith("http") and page.asked.append(request.url))
    page.set_default_timeout(300_000)  # a loaded machine is no failure
    start = time.monotonic()
    page.goto(report.as_uri(), wait_until="load")
    page.wait_for_selector(".js-plotly-plot .main-svg")
    print(f"\nfirst chart after {time.monotonic() - start:.2f} s at {page.width} px")
    yield page
    page.close()


def test_charts_are_drawn_when_they_are_seen(page):
    drawn = len(page.query_selector_all(".js-plotly-plot"))
    charts = page.query_selector_all(".plot")
    assert 0 < drawn < len(charts)
    for chart in charts:
        chart.scroll_into_view_if_needed()
        page.wait_for_function("chart => chart.querySelector('.main-svg')", arg=chart)


def test_the_report_asks_nothing_from_elsewhere(page):
    assert page.asked == []


def test_the_report_raises_no_error(page):
    assert page.said == []


def test_every_chart_draws_lines_inside_the_page(page):
    charts = page.query_selector_all(".js-plotly-plot")
    assert len(charts) == len(page.query_selector_all(".plot"))
    for chart in charts:
        box = chart.bounding_box()
        assert box["width"] > 250 and box["height"] > 150 and box["x"] + box["width"] <= page.width
        assert chart.query_selector_all(".trace path, .bars path")


def test_a_table_stands_behind_every_chart(page):
    boxes = page.query_selector_all(".numbers")
    assert len(boxes) == len(page.query_selector_all(".plot"))
    for box in boxes:
        box.query_selector("summary").click()
        page.wait_for_function("box => box.querySelectorAll('tbody tr').length > 0", arg=box)
    first = boxes[0].query_selector("tbody tr:last-child td:nth-child(2)").text_content()
    assert float(first) > 0


def test_the_report_fits_its_screen(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.width


def test_the_report_is_small(report):
    assert report.stat().st_size < 3_000_000
