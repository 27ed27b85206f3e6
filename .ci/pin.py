"""Write constraints.txt (versions and hashes, no addresses) and mirror its versions into pyproject.toml.

``uv lock`` would write the addresses of whatever index it was run against; this does not.
"""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """\
# Every version that was tried together. Written by `make pin`.
# Install with: pip install --require-hashes -r constraints.txt
"""
COMPILE = [
    *("uv", "pip", "compile", "pyproject.toml", "--all-extras", "--group", "dev"),
    *("--universal", "--python-version", "3.11", "--upgrade", "--generate-hashes"),
    *("--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"),
]


def main() -> None:
    """Compile, write, mirror."""
    pyproject = ROOT / "pyproject.toml"
    text = pyproject.read_text("utf-8")
    free = re.sub(r"\n\[tool\.uv\]\n.*?(?=\n\[|\Z)", "\n", text, flags=re.DOTALL)
    pyproject.write_text(free, "utf-8")
    try:
        pinned = subprocess.run(COMPILE, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    except subprocess.CalledProcessError as error:
        pyproject.write_text(text, "utf-8")
        raise SystemExit(error.stderr) from error
    (ROOT / "constraints.txt").write_text(HEAD + pinned, "utf-8")
    versions = [line.rstrip(" \\") for line in pinned.splitlines() if re.match(r"[a-z0-9]", line)]
    rows = "".join(f'    "{version.replace(chr(34), chr(39))}",\n' for version in versions)
    table = f"[tool.uv]\n# Mirrored from constraints.txt by `make pin`.\nconstraint-dependencies = [\n{rows}]\n"
    pyproject.write_text(f"{free.rstrip()}\n\n{table}", "utf-8")


if __name__ == "__main__":
    main()
