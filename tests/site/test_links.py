"""The built pages, read as files: links lead somewhere, and pages hold what they promise."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import nbformat
import pytest

import nnviz
from tests.site.conftest import ROOT, SITE

pytestmark = pytest.mark.site

PAGES = sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)
SCRIPTS = sorted((ROOT / "gallery").rglob("*.py"))


class Reader(HTMLParser):
    """The links and ids of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids.update(filter(None, [values.get("id"), values.get("name")]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        source = values.get("src") or (values.get("href") if tag == "link" else None)
        if source:
            self.fetched.append(source)


@cache
def read(path: Path) -> Reader:
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def inside(path: Path, links: list[str]) -> Iterator[tuple[str, Path, str]]:
    """Of the links of a page those into the site, with their files and fragments."""
    for link in links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        file, fragment = urldefrag(link)
        place = unquote(urlsplit(file).path)
        yield link, (path.parent / place).resolve() if place else path, unquote(fragment)


def label(path: Path) -> str:
    return path.relative_to(SITE).as_posix()


def test_the_site_is_built() -> None:
    assert (SITE / "index.html").is_file(), "make docs comes first"


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_links_within_the_site_lead_somewhere(path: Path) -> None:
    for link, file, fragment in inside(path, read(path).links):
        assert file.is_file(), link
        if fragment and file.suffix == ".html":
            assert fragment in read(file).ids, link


@pytest.mark.parametrize("path", PAGES, ids=label)
def test_all_that_a_page_fetches_is_the_sites_own(path: Path) -> None:
    fetched = [source for source in read(path).fetched if not source.startswith("data:")]
    found = list(inside(path, fetched))
    assert len(found) == len(fetched)
    assert not [link for link, file, _ in found if not file.is_file()]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_gallery_page_has_its_downloads(script: Path) -> None:
    path = SITE / "gallery" / script.parent.name / f"{script.stem}.html"
    files = {file.suffix: file for _, file, _ in inside(path, read(path).links)}
    assert files[".py"].read_text("utf-8") == script.read_text("utf-8")
    notebook = nbformat.reads(files[".ipynb"].read_text("utf-8"), as_version=4)
    nbformat.validate(notebook)
    assert {cell.cell_type for cell in notebook.cells} == {"code", "markdown"}


@pytest.mark.parametrize("name", [name for name in nnviz.__all__ if name[0].islower()])
def test_a_function_and_its_examples_lead_to_each_other(name: str) -> None:
    path = SITE / "generated" / f"nnviz.{name}.html"
    linked = {file for _, file, _ in inside(path, read(path).links)}
    pages = {page for page in linked if "gallery" in page.parts and page.stem != "index"}
    assert pages
    back = f"../../generated/nnviz.{name}.html"
    assert all(any(link.startswith(back) for link in read(page).links) for page in pages)


def test_the_search_index_holds_every_public_name() -> None:
    index = (SITE / "searchindex.js").read_text("utf-8")
    titles = json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["titles"]
    assert set(nnviz.__all__) <= set(titles)
