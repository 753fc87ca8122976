"""The manual: pages in Markdown, and below `extension` what makes the rest of them at a build."""
