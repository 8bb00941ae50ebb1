"""Virtual environments with pinned packages, kept outside the source tree."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements"


def python_of(name: str, folder: Path) -> str:
    """The interpreter of environment `name`, which is made on first use."""
    if name == "system":
        return sys.executable
    requirements = REQUIREMENTS / f"{name}.txt"
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    target = folder / f"{name}-{digest}"
    python, complete = target / "bin" / "python", target / "complete"
    if not complete.exists():
        print(f"  making environment {target}", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(target)], check=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", str(requirements)],
            check=True,
        )
        complete.touch()
    return str(python)


def versions(name: str, packages: list[str]) -> dict[str, str]:
    """The pinned versions of `packages` in environment `name`."""
    if name == "system":
        return {}
    pinned = {}
    for line in (REQUIREMENTS / f"{name}.txt").read_text().splitlines():
        package, equals, version = line.partition("==")
        if equals and package.lower() in packages:
            pinned[package] = version.split()[0]
    return pinned
