"""Build one page of the gallery by itself: `make page PAGE=gallery/how_to/p02_bias.py`.

Everything is as in the whole site (warnings are errors, figures are checked), except that links to
other pages lead nowhere. It goes to docs/_build/pages, and touches nothing of the site.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    """Build the page that the command line names, and return Sphinx's exit status."""
    script = Path(sys.argv[1]).resolve()
    place = HERE / "_build" / "pages" / script.stem
    source = place / "source"
    scripts = place / "scripts"
    shutil.rmtree(place, ignore_errors=True)
    scripts.mkdir(parents=True)
    source.mkdir()
    shutil.copy(script, scripts)
    (scripts / "GALLERY_HEADER.rst").write_text("Page\n====\n", encoding="utf-8")
    (source / "index.rst").write_text(
        "Index\n=====\n\n.. toctree::\n\n   page/index\n", encoding="utf-8"
    )
    settings = {
        "sphinx_gallery_conf.examples_dirs": str(scripts),
        "sphinx_gallery_conf.gallery_dirs": "page",
        "sphinx_gallery_conf.filename_pattern": re.escape(script.name) + "$",
        "suppress_warnings": "ref.ref,ref.doc",
        "autosummary_generate": "0",
    }
    defined = [part for key, value in settings.items() for part in ("-D", f"{key}={value}")]
    html = place / "html"
    done = subprocess.run(
        [sys.executable, "-m", "sphinx", "--quiet", "-W", "--keep-going", "-b", "html",
         "-c", str(HERE), *defined, str(source), str(html)]
    )  # fmt: skip
    sys.stdout.write(f"{html / 'page' / script.stem}.html\n")
    for image in sorted((source / "page" / "images").glob(f"sphx_glr_{script.stem}*.png")):
        sys.stdout.write(f"{image}\n")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
