"""How the documentation is built: `make docs`. Nothing is fetched from the network."""

from __future__ import annotations

import nnviz

project = "nnviz"
author = "nnviz developers"
copyright = "2026, nnviz developers"
release = version = nnviz.__version__

extensions = [
    "myst_parser",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx.ext.mathjax",
]
exclude_patterns = ["_build", "_templates"]
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

html_theme = "alabaster"
html_title = f"nnviz {release}"
html_theme_options = {
    "description": "Diagrams and charts of neural networks in matplotlib",
    "fixed_sidebar": True,
    "page_width": "1080px",
}
