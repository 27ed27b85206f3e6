# One command runs what CI runs: make check
PY ?= uv run

.PHONY: check format lint types test slow nightly wheel pin gl bench

check: lint types test slow wheel

format:
	$(PY) ruff format .
	$(PY) ruff check --fix .

lint:
	$(PY) ruff format --check .
	$(PY) ruff check .

types:
	$(PY) mypy -p cliffhanger

test:
	$(PY) pytest

# The longest first, so that no core waits for one in the end.
slow:
	$(PY) pytest -m slow --no-loadscope-reorder

# Tens of minutes: other languages and windows than those that `slow` proves the same with.
nightly:
	$(PY) pytest -m nightly --no-loadscope-reorder

wheel:
	$(PY) pytest -q tests/test_wheel.py

# Pin every version that was tried together: constraints.txt (hashes, no addresses) and [tool.uv] in pyproject.toml.
pin:
	$(PY) python .ci/pin.py

# Rebuild the OpenGL stand-ins (needs gcc and gcc-aarch64-linux-gnu).
gl:
	cd tools/picture/gl && for a in x86_64 aarch64; do \
	  $$a-linux-gnu-gcc -shared -fPIC -nostdlib -Os -s -Wl,--build-id=none -Wl,-soname,libGL.so.1 -o libGL-$$a.so stub.c; \
	  echo 'typedef int none;' | $$a-linux-gnu-gcc -x c -shared -fPIC -nostdlib -Os -s -Wl,--build-id=none -Wl,-soname,libEGL.so.1 -o libEGL-$$a.so -; \
	done

bench:
	$(PY) python benchmarks/render.py
