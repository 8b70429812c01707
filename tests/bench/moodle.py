"""Writes a class of three hundred as Moodle packs it, to be graded for real, and its grading worksheet.

    python tests/bench/moodle.py FOLDER
    sockgrade class fsst/echo/server FOLDER/Echo-1234.zip --journal FOLDER/echo.journal
    sockgrade gradebook FOLDER/echo.journal --moodle FOLDER/Bewertungen.csv --moodle-feedback FOLDER/feedback.zip

They hand in the reference, the right and the wrong programs of fsst/echo/server that are a single Python file.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER = "fsst/echo/server"


def main() -> None:
    sys.path.append(str(ROOT / "tests/engine"))
    from classroom.moodle_class import sheet, write_download

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    files = [ROOT / f"reference/{SERVER}.py", *sorted((ROOT / f"tests/graders/{SERVER}").glob("*/*.py"))]
    programs = [file.read_text(encoding="utf-8") for file in files]
    write_download(folder / "Echo-1234.zip", "server", programs)
    (folder / "Bewertungen.csv").write_bytes(sheet())
    print(f"{folder}: Echo-1234.zip and Bewertungen.csv, with {len(programs)} programs in turn")


if __name__ == "__main__":
    main()
