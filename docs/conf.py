"""How the documentation is built: `make docs`. Nothing is fetched from the network."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parent
# The parts of the build, and the legibility checker that all figures pass.
sys.path[:0] = [str(HERE), str(ROOT)]

import nnviz  # noqa: E402

project = "nnviz"
author = "nnviz developers"
copyright = "2026, nnviz developers"
release = version = nnviz.__version__

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
    "sphinx_gallery.gen_gallery",
    "building.mathjax",
    "building.functions_used",
    "building.notation",
    "building.pictures",
    "building.slides",
]
exclude_patterns = ["_build", "_templates", "building"]
source_suffix = {".rst": "restructuredtext", ".md": "markdown"}
myst_enable_extensions = ["dollarmath", "colon_fence", "deflist"]
myst_heading_anchors = 3

autosummary_generate = True
templates_path = ["_templates"]
# The docstrings say types in words; in signatures they would hide the parameters.
autodoc_typehints = "none"
autodoc_member_order = "bysource"
# Members are listed by the template of classes, each with a place that references can lead to.
numpydoc_show_class_members = False
numpydoc_xref_param_type = False

# Every reference to nnviz has to lead somewhere; other libraries' pages are not at hand.
nitpick_ignore_regex = [
    (r"py:.*", r"(matplotlib|mpl|networkx|nx|numpy|np|pandas|pd|scipy|sklearn)\..*"),
    (r"py:.*", r"(collections|dataclasses|os|pathlib|typing)\..*"),
]

# ------------------------------------------------------------------------------- gallery


def sources() -> str:
    """A digest of all that a figure of the gallery depends on, besides its script."""
    digest = hashlib.sha256()
    for folder in (ROOT / "nnviz", ROOT / "tests" / "legibility", HERE / "building"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".mplstyle"}:
                digest.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def remember_sources(app, exception):  # type: ignore[no-untyped-def]
    if exception is None and Path(app.srcdir) == HERE:
        DRAWN_FROM.parent.mkdir(parents=True, exist_ok=True)
        DRAWN_FROM.write_text(sources(), encoding="utf-8")


DRAWN_FROM = HERE / "gallery" / "drawn-from"
GALLERIES = [
    folder
    for folder in ("start", "course", "how_to")
    if (ROOT / "gallery" / folder / "GALLERY_HEADER.rst").is_file()
]
sphinx_gallery_conf = {
    "examples_dirs": [f"../gallery/{folder}" for folder in GALLERIES],
    "gallery_dirs": [f"gallery/{folder}" for folder in GALLERIES],
    "filename_pattern": r"\.py$",
    "within_subsection_order": "FileNameSortKey",
    "backreferences_dir": "generated/backreferences",
    "doc_module": ("nnviz",),
    "reference_url": {"nnviz": None},
    "image_scrapers": ("building.figures.scrape_figures",),
    "reset_modules": ("building.scripts.start_afresh",),
    "reset_modules_order": "both",
    # Displays and figures show as pictures; tables and animations as what they are.
    "capture_repr": ("_repr_html_",),
    # A script that stands unchanged is run again only if what draws its figures has changed.
    "run_stale_examples": not DRAWN_FROM.is_file() or DRAWN_FROM.read_text("utf-8") != sources(),
    "thumbnail_size": (560, 392),
    "download_all_examples": True,
    "show_signature": False,
    # The table of them fetches scripts from elsewhere.
    "write_computation_times": False,
    # How long a script took on the machine that built the site is nothing to a reader.
    "min_reported_time": 86_400,
}

# ---------------------------------------------------------------------------------- html

html_theme = "pydata_sphinx_theme"
html_title = f"nnviz {release}"
html_static_path = ["_static"]
html_favicon = "_static/icon.svg"
html_css_files = ["site.css"]
html_show_sourcelink = False
html_copy_source = False
html_context = {"default_mode": "auto"}
html_theme_options = {
    "logo": {"text": "nnviz"},
    "navbar_align": "left",
    "navbar_end": ["theme-switcher"],
    "show_nav_level": 2,
    "show_toc_level": 2,
    "secondary_sidebar_items": {"**": ["page-toc"], "index": []},
    "footer_start": ["copyright"],
    "footer_end": [],
    "header_links_before_dropdown": 8,
}
html_sidebars = {"index": [], "changelog": [], "install": []}
# Prompts of a session, and what it prints, stay out of what is copied.
copybutton_prompt_text = r">>> |\.\.\. "
copybutton_prompt_is_regexp = True


def setup(app):  # type: ignore[no-untyped-def]
    app.connect("build-finished", remember_sources)
