"""The report in a real browser: it needs no network, raises no error, and draws."""

import shutil
import subprocess
import sys
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
def page(report):
    """The report opened without a network; `.said` holds errors, `.asked` what it wanted from elsewhere."""
    playwright = pytest.importorskip("playwright.sync_api")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        pytest.skip("no chromium on the path")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=browser, args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        page.said, page.asked = [], []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
        page.on("request", lambda request: request.url.startswith("http") and page.asked.append(request.url))
        page.set_default_timeout(300_000)  # a loaded machine is no failure
        page.goto(report.as_uri(), wait_until="load")
        page.wait_for_selector(".js-plotly-plot .main-svg")
        yield page
        chromium.close()


def test_the_report_asks_nothing_from_elsewhere(page):
    assert page.asked == []


def test_the_report_raises_no_error(page):
    assert page.said == []


def test_every_chart_draws_lines_inside_the_page(page):
    charts = page.query_selector_all(".js-plotly-plot")
    assert charts
    for chart in charts:
        box = chart.bounding_box()
        assert box["width"] > 300 and box["height"] > 150 and box["x"] + box["width"] <= 1280
        assert chart.query_selector_all(".trace path, .bars path, .heatmaplayer image")


def test_the_report_fits_a_narrow_screen(page):
    page.set_viewport_size({"width": 480, "height": 800})
    # Charts are laid out again one after the other; a slow machine takes its time.
    page.wait_for_function("document.documentElement.scrollWidth <= 481", timeout=120_000)
