"""What Sphinx does for this manual beside its own work: the reference, the check of links, and `llms.txt`.

Rules: the reference is written before the pages are read, and again at each build; the rest looks at what was built and only warns.
"""

from __future__ import annotations

from typing import Any

from docs.extension import class_pages, links, llms


def setup(app: Any) -> dict[str, Any]:
    """Join Sphinx's build.

    Args:
        app: Sphinx's application.

    Returns:
        That pages may be read side by side.
    """
    app.connect("builder-inited", class_pages.write_all)
    app.connect("build-finished", links.check)
    app.connect("build-finished", llms.write)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
