"""How Sphinx builds the manual: `python -m sphinx -W --keep-going -n -b html docs site`.

Rules: the pages stay Markdown that reads well as it is; the reference is made from the docstrings at each build and is never committed;
nothing is fetched from the net, at a build or by a reader's browser.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from docs.extension import theme  # noqa: E402  # found by the line above

project = "steam_nodes"
author = "the steam_nodes authors"
copyright = author  # noqa: A001  # Sphinx's own name for it
html_title = "steam_nodes"
language = "en"

extensions = ["myst_parser", "sphinx_copybutton", "docs.extension"]
exclude_patterns = ["**/README.md"]
myst_enable_extensions = ["attrs_block", "attrs_inline", "colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4
suppress_warnings = [
    "misc.highlighting_failure",  # Pygments knows no annotations of GDScript (`@export`)
    "ref.python",  # an enum that two classes have, as `DenyReason` of Steam and of SteamServer, links from a type to one of them
]
smartquotes_action = "D"  # dashes alone: a text in quotes is often a value, which readers copy
highlight_language = "text"
copybutton_exclude = ".linenos, .gp, .go"

add_module_names = False
python_use_unqualified_type_names = True
toc_object_entries_show_parents = "hide"
nitpick_ignore_regex = [("py:(class|exc|data)", ".*")]  # types in signatures: most are Python's, or the library's own

html_theme = "furo"
html_theme_options = {
    "light_css_variables": theme.LIGHT,
    "dark_css_variables": theme.DARK,
    "source_repository": "https://github.com/steam-nodes/steam_nodes/",
    "source_branch": "main",
    "source_directory": "docs/",
    "top_of_page_buttons": [],
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_logo = "_static/logo.svg"
html_favicon = "_static/logo.svg"
html_copy_source = False
html_show_sourcelink = False
html_show_sphinx = False
