"""The pages of a class as Moodle takes them back: a zip for "Upload multiple feedback files in a zip"."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable

from sockgrade import __version__
from sockgrade.classroom.records import Grade
from sockgrade.commands.errors import Stop
from sockgrade.commands.pages import by_student
from sockgrade.evidence.text import visible
from sockgrade.report.html import to_html
from sockgrade.verdict import Result

_PAGE = "feedback.html"
#: What cannot be in a folder's name everywhere; and `_`, at which Moodle splits it.
_UNFIT = re.compile(r'[_/\\:*?"<>|]+')
#: Characters of a name: what is encoded takes up to four bytes for each, of the 255 that a folder's name can have.
_MAX_NAME = 50


def feedback_zip(grades: Iterable[Grade], began: str) -> bytes:
    """A zip with the page of everybody whose work was graded, the same for the same grades; `began`: of the run.

    `grades` are as for `write_pages`. Raises Stop if somebody has no number of Moodle's.
    """
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for first, programs in by_student(grades):
            if programs:
                page = to_html(Result(first.name, programs, __version__, began))
                archive.writestr(_entry(first.name, first.student), page)
    return target.getvalue()


def _entry(name: str, key: str) -> zipfile.ZipInfo:
    """In the folder that Moodle knows the student by (mod/assign/feedback/file/importziplib.php)."""
    if not (key.isascii() and key.isdigit()):
        raise Stop(
            f"{name} has no participant's number: Moodle takes feedback only for what was downloaded from there"
        )
    fit = " ".join(_UNFIT.sub(" ", visible(name)).split())[:_MAX_NAME].strip(" .~")
    folder = f"{fit or 'student'}_{key}_assignsubmission_file_"
    entry = zipfile.ZipInfo(f"{folder}/{_PAGE}")  # of 1980, as every one
    entry.create_system = 3  # Unix, wherever it is made
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry
