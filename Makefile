# make run   the program; where there is no screen, its main job on the bundled example
# make test  style, types and tests
# make mutate  which one-line mutations the tests miss (on demand)
# make bench speed and memory beside the usual libraries
# make dist  packages for computers without Python, in dist/ (Linux x86-64, Python 3.11)
# make dist-test  those packages in a fresh Debian 11 (root)
PYTHON  := .venv/bin/python
EXAMPLE := wanglan-wenlv-2024

.PHONY: run headless test mutate bench dist dist-test format clean

# a window where there is a screen to show it on, else the main job on the example
run:
	@scripts/setup.sh
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" = Darwin ]; then \
		$(PYTHON) main.py; else $(MAKE) --no-print-directory headless; fi

headless:
	@scripts/setup.sh
	@mkdir -p out
	@$(PYTHON) main.py export assets/examples/$(EXAMPLE).txt \
		--word out/$(EXAMPLE).docx --excel out/$(EXAMPLE).xlsx
	@echo "已写好 Word 文件：$(CURDIR)/out/$(EXAMPLE).docx"
	@echo "已写好 Excel 文件：$(CURDIR)/out/$(EXAMPLE).xlsx"

test:
	@scripts/setup.sh test
	@echo "—— 写法 ruff check"
	@$(PYTHON) -m ruff check .
	@echo "—— 格式 ruff format"
	@$(PYTHON) -m ruff format --check .
	@echo "—— 类型 mypy"
	@$(PYTHON) -m mypy
	@echo "—— 引用 import-linter"
	@.venv/bin/lint-imports
	@echo "—— 测试 pytest"
	@QT_QPA_PLATFORM=offscreen $(PYTHON) -m pytest -q -n auto

# on demand, an hour: what of a sample of one-line mutations the tests would not notice
mutate:
	@scripts/setup.sh test mutate
	@$(PYTHON) -m scripts.mutate

bench:
	@scripts/setup.sh bench
	@$(PYTHON) -m benchmarks

dist:
	@scripts/setup.sh
	@$(PYTHON) -m scripts.dist

dist-test:
	@scripts/setup.sh
	@scripts/dist/trial/run.sh

format:
	@scripts/setup.sh test
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .

# .venv stays: without a network it could not be made again
clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
