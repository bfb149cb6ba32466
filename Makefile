# make demo   ten trucks through a rendered lane and a minute in a yard, with real cameras and processes
# make test   the tests                       make check  everything that CI runs
.PHONY: help setup setup-dev demo test check format lint types contracts build lock clean

help:
	@sed -n 's/^# //p' $(MAKEFILE_LIST)

setup:
	@./setup.sh

setup-dev:
	@./setup.sh dev

demo: setup
	@.venv/bin/quaygate demo $(ARGS)

test: setup-dev
	@.venv/bin/python -m pytest $(ARGS)

check: format lint types contracts test build

format: setup-dev
	@.venv/bin/ruff format --check .

lint: setup-dev
	@.venv/bin/ruff check .

types: setup-dev
	@.venv/bin/mypy

contracts: setup-dev
	@.venv/bin/lint-imports

build: setup-dev
	@.venv/bin/python -m build --no-isolation --wheel --outdir dist

# Needs uv; run after a change of pyproject.toml's dependencies.
lock:
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 pyproject.toml --group checkout -o requirements.lock
	uv pip compile -q --universal --generate-hashes --no-emit-index-url --no-header \
	    --python-version 3.11 pyproject.toml --group checkout --group test --group lint \
	    -c requirements.lock -o requirements-dev.lock

clean:
	rm -rf .venv build dist var
