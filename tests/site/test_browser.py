"""The built site in a real browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.site.conftest import SCREENSHOTS, SITE
from tests.site.test_links import PAGES, label

pytestmark = pytest.mark.site

LOOKED_AT = {
    "landing": "index.html",
    "network": "gallery/course/p08_a_fitted_network.html",
    "neuron maps": "gallery/how_to/p14_neuron_maps.html",
    "tutorial": "gallery/start/p01_tutorial.html",
}

IMAGES = """() => [...document.images].map(image => {
    const box = image.getBoundingClientRect();
    return {source: image.src, alt: image.getAttribute("alt"), loaded: image.naturalWidth,
            shown: image.checkVisibility(), width: box.width, height: box.height};
})"""
FORMULAS = """async () => {
    const written = document.querySelectorAll("span.math, div.math").length;
    if (written) await MathJax.startup.promise;
    return {written, rendered: document.querySelectorAll(".math mjx-container").length,
            wrong: document.querySelectorAll("mjx-merror, [data-mjx-error]").length};
}"""


class Watcher:
    """What goes wrong on a page while it loads."""

    def __init__(self, page: Any, address: str) -> None:
        self.wrong: list[str] = []
        page.on("console", self.console)
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("requestfailed", lambda asked: self.wrong.append(f"failed: {asked.url}"))
        page.on("response", self.response)
        page.on("request", lambda asked: self.request(asked.url, address))

    def console(self, message: Any) -> None:
        if message.type in {"error", "warning"}:
            self.wrong.append(f"console: {message.text}")

    def response(self, response: Any) -> None:
        if response.status >= 400:
            self.wrong.append(f"{response.status}: {response.url}")

    def request(self, url: str, address: str) -> None:
        if not url.startswith((f"{address}/", "data:", "blob:")):
            self.wrong.append(f"elsewhere: {url}")


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_a_page_loads(page: Any, address: str, path: Path) -> None:
    watcher = Watcher(page, address)
    page.goto(f"{address}/{label(path)}", wait_until="load")
    formulas = page.evaluate(FORMULAS)
    page.wait_for_load_state("networkidle")
    assert watcher.wrong == []
    assert formulas["rendered"] == formulas["written"]
    assert formulas["wrong"] == 0
    for image in page.evaluate(IMAGES):
        assert image["alt"], image
        assert image["loaded"], image
        if image["shown"]:
            assert image["width"] >= 8, image
            assert image["height"] >= 8, image


def test_there_are_formulas_and_figures() -> None:
    """The loop above would be content with pages that have none."""
    notation = (SITE / "notation.html").read_text("utf-8")
    assert notation.count('class="math ') > 20
    assert (SITE / "index.html").read_text("utf-8").count("<img") == 6


def test_search_finds_draw_backprop(page: Any, address: str) -> None:
    watcher = Watcher(page, address)
    page.goto(f"{address}/search.html?q=draw_backprop")
    page.wait_for_selector("#search-results li a[href*='generated/nnviz.draw_backprop.html']")
    assert watcher.wrong == []


def test_search_can_be_opened_on_a_page(page: Any, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.keyboard.press("Control+k")
    field = page.locator("dialog input[type=search], .search-button__search-container input")
    field.first.fill("plot_loss")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=plot_loss*")


def brightness(page: Any, selector: str) -> float:
    """Of the background of an element, from 0 to 255."""
    colour = page.evaluate(
        "selector => getComputedStyle(document.querySelector(selector)).backgroundColor", selector
    )
    numbers = [float(part) for part in colour.split("(")[1].rstrip(")").split(",")[:3]]
    return sum(numbers) / 3


def choose_theme(page: Any, mode: str) -> None:
    page.locator(".theme-switch-button:visible").click()
    page.locator(f"[data-mode={mode}]:visible, [data-bs-theme-value={mode}]:visible").first.click()
    page.wait_for_function("mode => document.documentElement.dataset.theme === mode", arg=mode)


@pytest.mark.parametrize("name", LOOKED_AT)
def test_the_dark_switch(page: Any, address: str, name: str) -> None:
    page.goto(f"{address}/{LOOKED_AT[name]}")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    for mode in ("light", "dark"):
        choose_theme(page, mode)
        assert (brightness(page, "body") < 60) is (mode == "dark")
        # A figure has the colours, and the paper, that it was drawn with.
        for figure in page.locator("img.nnviz-figure").all():
            look = "image => [getComputedStyle(image).filter, getComputedStyle(image).opacity]"
            assert figure.evaluate(look) == ["none", "1"]
        page.wait_for_load_state("networkidle")
        page.mouse.move(0, 0)
        file = SCREENSHOTS / f"{name.replace(' ', '-')}-{mode}.png"
        page.screenshot(path=file, full_page=True)
        assert file.stat().st_size > 20_000


@pytest.mark.parametrize("path", LOOKED_AT.values())
def test_a_phone_does_not_scroll_sideways(page: Any, address: str, path: str) -> None:
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{address}/{path}", wait_until="load")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{Path(path).stem}-phone.png", full_page=True)
