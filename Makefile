# The two commands: `make run` serves the app, `make test` passes all tests. Both set up what they need.
PYTHON ?= python3
PORT ?= 8501
SEED ?= $(shell date +%s)
BIN := .venv/bin
export DENO_NO_UPDATE_CHECK := 1
# Where nothing compiled may be kept, each of many processes would compile all that it imports.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test checks tests explore bench picture clean

run: .venv/app
	$(BIN)/streamlit run app.py --server.port $(PORT)

test: .venv/dev
	$(BIN)/python -m tests.browser.find --install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/deno lint --quiet
	$(BIN)/deno fmt --quiet --check
	$(MAKE) --no-print-directory -j 2 checks tests  # the checks alone would keep one core busy for half a minute

checks: .venv/dev
	$(BIN)/deno test --quiet --no-check
	$(BIN)/deno check --quiet explainer tests
	$(BIN)/mypy

tests: .venv/dev  # the tests of a file share what they open; tests/conftest.py has the order of the files
	$(BIN)/python -m pytest -n 2 --dist loadfile --no-loadscope-reorder

explore: .venv/dev  # the property tests alone, with more and fresh examples; SEED=... make explore tries the same again
	$(BIN)/python -m pytest -n 2 -m hypothesis --hypothesis-profile=explore --hypothesis-seed=$(SEED)

bench: .venv/bench
	$(BIN)/python -m tests.browser.find --install
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.core
	OMP_NUM_THREADS=1 $(BIN)/python -m benchmarks.exercises
	$(BIN)/python -m benchmarks.live
	$(BIN)/python -m benchmarks.bounds
	$(BIN)/python -m benchmarks.first_load
	$(BIN)/python -m benchmarks.flood
	$(BIN)/python -m benchmarks.load --brief

picture: .venv/dev
	$(BIN)/python -m benchmarks.picture

clean:
	rm -rf .venv

.venv/pip:
	$(PYTHON) -m venv .venv
	touch $@

.venv/app: .venv/pip requirements.txt
	$(BIN)/pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $@

.venv/dev: .venv/pip requirements.txt requirements-dev.txt
	$(BIN)/python -m tests.install -r requirements-dev.txt
	touch $@

.venv/bench: .venv/dev requirements-bench.txt
	$(BIN)/python -m tests.install -r requirements-bench.txt
	touch $@
