"""Type is loaded once, and in silence."""

import subprocess
import sys

from cliffhanger.tools.picture.fonts import machine_fonts, typeface

PROGRAM = """
from cliffhanger.tools.picture.lettering import Lettering
from cliffhanger.tools.picture.props.lettering import font
import sys
font(20)
assert Lettering(20).width("a\\u6f22") > 0
print("complaint", file=sys.stderr)
"""


def test_nothing_is_said_to_a_user_but_what_is_meant() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stderr == "complaint\n"


def test_a_weight_is_loaded_once() -> None:
    assert typeface(700) is typeface(700)
    assert machine_fonts() is machine_fonts()
