"""Pictures that pages share with the gallery: ``.. gallery-picture:: start/p02_six_pictures 2``.

The alternative text is that which the picture's own file carries.
"""

from __future__ import annotations

from pathlib import Path

from docutils import nodes
from docutils.parsers.rst import directives
from PIL import Image
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from building.figures import FINENESS


class GalleryPicture(SphinxDirective):
    """The figure of that number on a page of the gallery, with its caption.

    ``:to:`` names the page that the picture leads to, instead of the one that it is from.
    """

    required_arguments = 2
    has_content = True
    option_spec = {"to": directives.unchanged}

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
            width = image.width // FINENESS
        target = self.options.get("to", f"gallery/{page}")
        if target not in self.env.found_docs:
            raise self.error(f"there is no page {target!r} for a picture to lead to")
        picture = nodes.image(uri=file, alt=words, classes=["nnviz-figure"])
        picture["width"] = f"{width}px"
        leads_to = self.env.app.builder.get_relative_uri(self.env.docname, target)
        link = nodes.reference("", "", picture, internal=True, refuri=leads_to)
        card = nodes.container("", nodes.paragraph("", "", link), classes=["picture-card"])
        card += self.parse_content_to_nodes()
        return [card]


def describe_thumbnails(app: Sphinx, doctree: nodes.document) -> None:
    """A thumbnail is called after the page that it leads to, whose title stands below it."""
    for image in doctree.findall(nodes.image):
        if "/thumb/" in image["uri"] and not image.get("alt"):
            image["alt"] = "Thumbnail: the link below leads to its page."


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("gallery-picture", GalleryPicture)
    app.connect("doctree-read", describe_thumbnails)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
