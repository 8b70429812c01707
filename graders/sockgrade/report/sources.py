"""Where it is written what a check demands, as links: RFCs at rfc-editor.org, manual pages at man7.org."""

from __future__ import annotations

import re

_RFC = re.compile(r"RFC (\d+)(?:, ((?:\d+|[A-Z])(?:\.\d+)*))?")
_MANUAL = re.compile(r"([A-Za-z0-9_.+-]+)\((([1-8])[a-z]*)\)")


def link(source: str) -> tuple[str, str]:
    """The text of a source, and the address of the page: empty for what is neither an RFC nor a manual page."""
    if match := _RFC.fullmatch(source):
        number, section = match.groups()
        page = f"https://www.rfc-editor.org/rfc/rfc{number}"
        if not section:
            return source, page
        return source, f"{page}#{'section' if section[0].isdecimal() else 'appendix'}-{section}"
    if match := _MANUAL.fullmatch(source):
        name, section, folder = match.groups()
        return source, f"https://man7.org/linux/man-pages/man{folder}/{name}.{section}.html"
    return source, ""
