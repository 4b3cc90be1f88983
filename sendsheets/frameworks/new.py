"""A framework file to begin with: small, commented, and ready to generate from."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib.resources import files


def id_from(name: str) -> str:
    """An id for a framework, made from the name of its file; ``our-send-audit`` where none can be.

    Args:
        name: a file's name without its ending.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:40].strip("-")
    return made if re.fullmatch(r"[a-z][a-z0-9-]{2,39}", made) else "our-send-audit"


def template(identity: str, title: str = "") -> str:
    """The text of a new framework file.

    Args:
        identity: its id.
        title: its title; that of the template where none is given.
    """
    text = (files("sendsheets.frameworks") / "template.toml").read_text(encoding="utf-8")
    text = text.replace('id = "our-send-audit"', f"id = {json.dumps(identity)}", 1)
    if title:
        # JSON's escapes are TOML's as well, and other letters may stand as they are in both.
        written = json.dumps(title, ensure_ascii=False)
        text = text.replace('title = "Our SEND audit"', f"title = {written}")
    return text
