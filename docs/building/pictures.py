"""Pictures that pages share with the gallery: ``.. gallery-picture:: start/pictures 2``.

The alternative text is that which the picture's own file carries.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective


class GalleryPicture(SphinxDirective):
    """The figure of that number on a page of the gallery; it leads to the page."""

    required_arguments = 2
    option_spec = {"width": directives.length_or_percentage_or_unitless, "to": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        page, number = self.arguments
        folder, _, name = page.rpartition("/")
        file = f"gallery/{folder}/images/sphx_glr_{name}_{int(number):03d}.png"
        path = Path(self.env.srcdir, file)
        if not path.is_file():
            raise self.error(f"no figure {number} on the gallery page {page!r}: {path} is missing")
        self.env.note_dependency(file)
        with Image.open(path) as image:
            words = image.info.get("Description", "")
            width = self.options.get("width", f"{image.width // 2}px")
        lines = [f".. image:: /{file}", f"   :alt: {words}", f"   :width: {width}"]
        lines.append("   :class: nnviz-figure")
        if "to" in self.options:
            lines.append(f"   :target: {self.options['to']}")
        return self.parse_text_to_nodes("\n".join(lines))


def describe_thumbnails(app: Sphinx, doctree: nodes.document) -> None:
    """A thumbnail is called after the page that it leads to, whose title stands below it."""
    for image in doctree.findall(nodes.image):
        if "/thumb/" in image["uri"] and not image.get("alt"):
            image["alt"] = "Thumbnail: the link below leads to its page."


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("gallery-picture", GalleryPicture)
    app.connect("doctree-read", describe_thumbnails)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
