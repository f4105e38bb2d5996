"""The table of notations, as the notations themselves write it: ``.. notation-table::``."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from nnviz.notation import NOTATIONS

N_LAYERS = 4
ROWS = {
    "input 0": lambda book: book.input(0),
    "weighted sum of neuron 4 in layer 1": lambda book: book.preactivation(1, 4, N_LAYERS),
    "activation of neuron 4 in layer 1": lambda book: book.activation(1, 4, N_LAYERS),
    "weight from input 0 to neuron 4": lambda book: book.weight(1, 0, 4, N_LAYERS),
    "bias of neuron 4 in layer 1": lambda book: book.bias(1, 4, N_LAYERS),
    "weight from neuron 3 of layer 2 to the output": lambda book: book.weight(3, 3, 0, N_LAYERS),
    "a single output": lambda book: book.output(0, 1),
    "output 0 of several": lambda book: book.output(0, 3),
}


class NotationTable(SphinxDirective):
    """A row for each quantity, a column for each book."""

    def run(self) -> list[nodes.Node]:
        lines = [".. list-table::", "   :header-rows: 1", ""]
        for first, cells in [
            ("quantity", [f'``"{name}"``' for name in NOTATIONS]),
            *((word, [f":math:`{say(book)}`" for book in NOTATIONS.values()])
              for word, say in ROWS.items()),
        ]:  # fmt: skip
            lines += [f"   * - {first}", *(f"     - {cell}" for cell in cells)]
        return self.parse_text_to_nodes("\n".join(lines))


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("notation-table", NotationTable)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
