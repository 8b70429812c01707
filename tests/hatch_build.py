"""Hatch's hook for the wheel: in it the engine has the course inside, whatever documents there are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Course(BuildHookInterface[BuilderConfig]):
    """Adds the documents' folders; what is installed as editable finds them beside the engine."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "editable":
            return
        for tree in ("exercises", "graders", "reference"):
            for document in Path(self.root, tree).iterdir():
                if document.is_dir() and document.name not in ("sockgrade", "__pycache__"):
                    build_data["force_include"][str(document)] = f"sockgrade/course/{tree}/{document.name}"
