"""The explorer in a real browser: its figures are those of the program, and anybody can work it."""

import csv
import io
import shutil
import statistics
import time
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "build-web/explore.html"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
FLAGS += ["--disable-sync", "--no-first-run"]
WAIT = 300_000  # [ms] a loaded machine is no failure
DRAWN = "Boolean(document.documentElement.dataset.drawn) || !document.getElementById('fault').hidden"
PHONE, DESK = (360, 780), (1400, 900)


@pytest.fixture(scope="module")
def chromium():
    playwright = pytest.importorskip("playwright.sync_api")
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not browser:
        pytest.skip("no chromium on the path")
    assert PAGE.is_file(), "there is no explorer: call ./dev web"
    with playwright.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser, args=FLAGS)
        yield opened
        opened.close()


def until(page, condition):
    """Waits; wait_for_function would need what the page's own rules forbid, to make code of texts."""
    for _ in range(WAIT // 20):
        if page.evaluate(condition):
            return
        time.sleep(0.02)
    raise AssertionError(f"never came true: {condition}")


@pytest.fixture
def visit(chromium):
    """Opens the explorer at a size, with settings in the link; waits for the first curves."""
    pages = []

    def open_page(link="", size=DESK, **options):
        page = chromium.new_page(viewport={"width": size[0], "height": size[1]}, accept_downloads=True, **options)
        pages.append(page)
        page.said, page.asked = [], []
        page.on("pageerror", lambda error: page.said.append(str(error)))
        page.on("console", lambda message: message.type == "error" and page.said.append(message.text))
        page.on("request", lambda request: page.asked.append(request.url))
        page.set_default_timeout(WAIT)
        page.goto(PAGE.as_uri() + (f"#{link}" if link else ""))
        until(page, DRAWN)
        assert page.text_content("#fault") == "", page.text_content("#fault")
        return page

    yield open_page
    for page in pages:
        page.close()


def settled(page, act):
    """Does something that asks for new curves and waits for them."""
    page.evaluate("delete document.documentElement.dataset.drawn")
    act()
    until(page, DRAWN)
    assert page.text_content("#fault") == ""


def taken(page, button):
    with page.expect_download() as download:
        page.click(button)
    return Path(download.value.path()).read_bytes()


def numbers(page):
    """The CSV as {metric: (yours, base)}, one number a step."""
    rows = list(csv.DictReader(io.StringIO(taken(page, "#take_csv").decode())))
    number = [float(row["yours"] or "nan") for row in rows], [float(row["base"] or "nan") for row in rows]
    out = {}
    for row, yours, base in zip(rows, *number, strict=True):
        mine, other = out.setdefault(row["metric"], ([], []))
        mine.append(yours)
        other.append(base)
    return {name: (np.array(mine), np.array(other)) for name, (mine, other) in out.items()}


def program(exarace, scenario, file):
    """The metrics of the page, worked out from a result of the program in its own way."""
    done = exarace("run", scenario, "-o", file, "--force", "--quiet")
    assert done.returncode == 0, done.stderr
    series = xr.open_dataset(file, group="series").astype(float)  # sums of numbers of seven digits
    foreign = (xr.open_dataset(file, group="final")["designers.parent"] != "cn").values

    def year(values):
        return values.rolling(time=12).sum().values

    owned = series["compute.owned"]
    return {
        "cn_owned": owned.sel(country="cn").values / 1e6,
        "us_owned": owned.sel(country="us").values / 1e6,
        "cn_per_us": 100 * owned.sel(country="cn").values / owned.sel(country="us").values,
        "cn_domestic": (owned - series["compute.foreign_in_china"]).sel(country="cn").values / 1e6,
        "gap": series["capability.gap"].rolling(time=12).mean().values,
        "sold_to_china": year(series["chips.sold_to_china"].isel(designer=foreign).sum("designer")) / 1e9,
        "diverted": year(series["chips.diverted"].sum("broker")) / 1e3,
        "chip_sales": year(series["chips.sold_value"].sum("designer")) / 1e9,
        "services": series["money.services"].values / 1e9,
        "capex": year(series["capex.ai"].sum("cloud")) / 1e9,
        "denied": year(series["policy.denied_new"].sum("instrument")) / 1e9,
        "rent_cn": series["compute.contract_rent"].sel(country="cn", compute_class="western").values,
        "power_us": series["power.used"].sel(country="us").values / 1e3,
        "power_cn": series["power.used"].sel(country="cn").values / 1e3,
        "frontier_us": series["capability.frontier_us"].values,
        "frontier_cn": series["capability.frontier_china"].values,
        "public_spending": year(series["money.public_spending"].sum("government")) / 1e9,
    }


def differences(shown, wanted):
    """Metrics whose numbers are not those of the program, with the first month in which they are not."""
    assert shown.keys() == wanted.keys()
    out = {}
    for name, values in wanted.items():
        near = np.isclose(shown[name], values, rtol=1e-6, atol=1e-9, equal_nan=True)
        if not near.all():
            out[name] = int(np.argmin(near))
    return out


def test_figures_are_those_of_the_program(visit, exarace, tmp_path):
    shown = numbers(visit())
    wanted = program(exarace, "baseline", tmp_path / "baseline.h5")
    assert differences({name: mine for name, (mine, _) in shown.items()}, wanted) == {}
    assert all(np.array_equal(mine, base, equal_nan=True) for mine, base in shown.values())


def test_figures_of_moved_levers_are_those_of_the_scenario_file(visit, exarace, tmp_path):
    page = visit("story=h20_open&tpp_min=2400&hbm_date=6&grid_us=-1&china_minerals=off&tier_price=150&october_2023_date=3")
    (tmp_path / "mine.toml").write_bytes(taken(page, "#take_toml"))
    shown = numbers(page)
    mine, base = ({name: sides[side] for name, sides in shown.items()} for side in (0, 1))
    assert differences(mine, program(exarace, tmp_path / "mine.toml", tmp_path / "a.h5")) == {}
    assert differences(base, program(exarace, "baseline", tmp_path / "b.h5")) == {}


def test_every_lever_moves_the_figures(visit):
    page = visit()
    page.evaluate("for (const box of document.querySelectorAll('details.group')) box.open = true")
    idle, slow = [], []
    for lever in page.query_selector_all(".lever"):
        entry = lever.query_selector("input")
        if entry.get_attribute("type") == "checkbox":
            settled(page, entry.click)
        else:
            low, high = entry.get_attribute("min"), entry.get_attribute("max")
            there = high if entry.input_value() == low else low
            settled(page, lambda entry=entry, there=there: entry.fill(there))
        slow.append(float(page.evaluate("document.documentElement.dataset.drawn")))
        if all(np.array_equal(mine, base, equal_nan=True) for mine, base in numbers(page).values()):
            idle.append(entry.get_attribute("id"))
        settled(page, lever.query_selector(".back").click)
    assert len(slow) >= 12 and idle == []
    print(f"\nfrom a moved lever to the drawn curve: {statistics.median(slow):.0f} ms in the middle, {max(slow):.0f} at most")


def test_every_story_opens(visit):
    page = visit()
    stories = page.evaluate("[...document.querySelectorAll('#story option')].map((option) => option.value)")
    assert stories[0] == "baseline" and len(stories) >= 15
    for story in stories[1:]:
        settled(page, lambda story=story: page.select_option("#story", story))
        assert page.text_content("#about")
        assert page.said == []


def test_nothing_is_asked_from_elsewhere(visit):
    page = visit("tpp_min=2400")
    assert [url for url in page.asked if not url.startswith(("blob:", "data:", PAGE.as_uri()))] == []
    assert page.said == []


def test_the_band_fills_in_and_can_be_stopped(visit):
    page = visit("hbm=off")
    until(page, "Number(document.documentElement.dataset.done) >= 6")
    assert " to " in page.text_content("#figure_cn_owned .finding")
    page.click("#stop")
    done = page.evaluate("document.documentElement.dataset.done")
    time.sleep(3)
    assert page.evaluate("document.documentElement.dataset.done") == done
    header = taken(page, "#take_csv").decode().splitlines()[0]
    assert "difference_p10" in header


def test_a_link_holds_the_settings(visit):
    page = visit()
    page.evaluate("for (const box of document.querySelectorAll('details.group')) box.open = true")
    settled(page, lambda: page.select_option("#story", "taiwan_disruption"))
    settled(page, lambda: page.fill("#lever_tpp_min", "2400"))
    settled(page, lambda: page.uncheck("#lever_hbm"))
    link, said = page.evaluate("location.hash.slice(1)"), page.text_content("#setting")
    again = visit(link)
    assert again.text_content("#setting") == said
    assert again.input_value("#lever_tpp_min") == "2400" and not again.is_checked("#lever_hbm")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_it_can_be_worked_by_keys_alone(visit, size):
    page = visit(size=size)
    for _ in range(8):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "lever_october_2022":
            break
    assert page.evaluate("document.activeElement.id") == "lever_october_2022"
    settled(page, lambda: page.keyboard.press("Space"))
    assert "off" in page.text_content("#setting")
    while page.evaluate("document.activeElement.id") != "lever_tpp_min":
        page.keyboard.press("Tab")
    settled(page, lambda: page.keyboard.press("ArrowLeft"))
    assert "4,700" in page.text_content("#setting")
    while page.evaluate("document.activeElement.className") != "stage":
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.querySelector('.figure .reading').textContent").startswith("November 2030: yours ")


def test_tables_hold_what_the_curves_show(visit):
    page = visit("hbm=off")
    shown = numbers(page)["cn_owned"]
    page.click("#figure_cn_owned .table summary")
    until(page, "Boolean(document.querySelector('#figure_cn_owned tbody tr'))")
    cells = page.evaluate(
        "[...document.querySelectorAll('#figure_cn_owned tbody tr:last-child > *')].map((cell) => cell.textContent)"
    )
    assert cells[0] == "2030-12"
    if len(cells) == 4:  # before the band
        assert float(cells[1].replace(",", "")) == pytest.approx(shown[0][-1], rel=6e-3)
        assert float(cells[2].replace(",", "")) == pytest.approx(shown[1][-1], rel=6e-3)
    assert page.get_attribute("#figure_cn_owned .stage", "aria-labelledby")


@pytest.mark.parametrize("size", [PHONE, DESK])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_texts_and_curves_stand_out(visit, size, scheme):
    page = visit("hbm=off", size=size, color_scheme=scheme)
    page.evaluate("for (const box of document.querySelectorAll('details')) box.open = true")
    assert page.evaluate(CONTRAST) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_picture_can_be_taken(visit, tmp_path):
    image = pytest.importorskip("PIL.Image")
    made = image.open(io.BytesIO(taken(visit("hbm=off"), "#take_png")))
    assert made.width >= 2000 and len(set(made.convert("L").resize((64, 64)).getdata())) > 8


def test_times_are_told(chromium):
    """From the address to the first curve, in a fresh page."""
    times = []
    for size in (PHONE, DESK):
        page = chromium.new_page(viewport={"width": size[0], "height": size[1]})
        page.set_default_timeout(WAIT)
        start = time.monotonic()
        page.goto(PAGE.as_uri())
        until(page, DRAWN)
        times.append(time.monotonic() - start)
        page.close()
    print(f"\nfirst curve after {times[0]:.2f} s at 360 px, {times[1]:.2f} s at 1400 px")


# Every visible text against the ground that is painted behind it, and the colours of curves: what falls short.
CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map((v) => {
      const c = v / 255;
      return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const ground = (node) => {
    for (; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (!/, 0\\)$/.test(colour) && colour !== 'transparent') return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const short = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode.parentElement;
    if (!walk.currentNode.textContent.trim() || !node.checkVisibility() || node.closest('script, style, select')) continue;
    const found = ratio(getComputedStyle(node).color, ground(node));
    if (found < 4.5) short.push(`${node.tagName} ${walk.currentNode.textContent.slice(0, 30)}: ${found.toFixed(1)}`);
  }
  const probe = document.createElement('i');
  document.body.append(probe);
  for (const name of ['--mine', '--base', '--change']) {
    probe.style.color = `var(${name})`;
    const found = ratio(getComputedStyle(probe).color, ground(document.body));
    if (found < 3) short.push(`${name}: ${found.toFixed(1)}`);
  }
  probe.remove();
  return short;
}"""
