# `make run` and `make test` install all that they need. Both require Python 3.11 to 3.14 with venv, and make.
PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
export PORT
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# The file with SECRET_KEY. psyweb/settings.py reads the same file, so that each command finds the key.
KEY := "$${VAR_DIR:-var}/secret_key"

.PHONY: run doctor backup restore move-database secret-key test-setup test crash audit pictures bench-polls bench-pages bench-desk bench-grammar bench-search bench-checks guide-pictures messages editor lock format
.DEFAULT_GOAL := run

run: .venv/run.stamp secret-key
	@SECRET_KEY="$${SECRET_KEY:-$$(cat $(KEY))}" exec $(BIN)/python manage.py serve

# What is wrong with this installation, in plain words.
doctor: .venv/run.stamp secret-key
	@$(BIN)/python manage.py doctor

# A backup of the running site, and its way back (docs/operations.md):
# make backup ARGUMENTS="/srv/backups --keys /srv/keys --recipients recipients.txt"
# make restore ARGUMENTS="/srv/backups/psyweb-… --keys /srv/keys --identity identity.txt"
backup restore: .venv/run.stamp secret-key
	@$(BIN)/python manage.py $@ $(ARGUMENTS)

# From SQLite (DATABASE_URL) to PostgreSQL (MOVE_TO).
move-database: .venv/run.stamp secret-key
	@$(BIN)/python manage.py move_database

# Installs the tests' requirements. Then `.venv/bin/pytest tests/polls/test_voting.py` runs one file of the suite.
test-setup: .venv/test.stamp

test: .venv/test.stamp
	@exec $(BIN)/python -m tests.machinery.run $(ONLY)

# Kills the site and its database many times, for some minutes (docs/operations.md).
# ARGUMENTS="--kills 200 --rounds 4 --seed 7" shortens it.
crash: .venv/test.stamp
	@exec $(BIN)/python -m tests.crash $(ARGUMENTS)

# Measures the poll and writes benchmarks/results/polls.md. Takes 20 minutes. With ONLY="network verify" it runs some
# parts, and prints their results instead; the same holds for pages and desk.
bench-polls: .venv/test.stamp
	@exec $(BIN)/python -m benchmarks.polls $(ONLY)

# Takes the screenshots of the desk in docs/editors.md.
guide-pictures: .venv/test.stamp secret-key
	@mkdir -p docs/images
	@SECRET_KEY="$$(cat $(KEY))" GUIDE_PICTURES=docs/images \
	    exec $(BIN)/python -m pytest -m browser tests/browser/test_guide.py

# Runs Lighthouse with its phone profile, and fails below 100 in any category. Writes benchmarks/results/lighthouse.md.
audit: .venv/test.stamp
	@exec $(BIN)/python -m benchmarks.audit

# Takes screenshots of every kind of page at two widths, light and dark, in var/pictures/.
pictures: .venv/test.stamp
	@exec $(BIN)/python -m benchmarks.pages.pictures

# Measures the public pages and writes benchmarks/results/pages.md. Takes 10 minutes. ONLY="sqlite 10 100" runs one
# database with smaller libraries.
bench-pages: .venv/test.stamp
	@exec $(BIN)/python -m benchmarks.pages $(ONLY)

# Measures how well search ranks, over a folder of Markdown files: make bench-search CORPUS=folder. Takes 3 minutes, and
# writes benchmarks/results/search.md. ONLY="sqlite" prints one part instead.
bench-search: .venv/test.stamp
	@CORPUS="$(CORPUS)" exec $(BIN)/python -m benchmarks.search $(ONLY)

# Measures the desk's response times and writes benchmarks/results/desk.md. Takes 3 minutes.
bench-desk: .venv/test.stamp
	@exec $(BIN)/python -m benchmarks.desk $(ONLY)

# Counts the real articles in the folder CORPUS that the grammar takes as they are.
bench-grammar: .venv/test.stamp secret-key
	@SECRET_KEY="$$(cat $(KEY))" $(BIN)/python -m benchmarks.grammar "$(CORPUS)"

# Counts how often each warning on words fires on the real articles of the folder CORPUS, and how many are right.
bench-checks: .venv/test.stamp secret-key
	@SECRET_KEY="$$(cat $(KEY))" $(BIN)/python -m benchmarks.checks "$(CORPUS)"

# Collects the strings to translate in locale/en/LC_MESSAGES/django.po. Needs GNU gettext.
messages: .venv/run.stamp secret-key
	@mkdir -p locale
	@SECRET_KEY="$$(cat $(KEY))" $(BIN)/python manage.py makemessages --locale en --ignore var --ignore .venv --no-obsolete

# Bundles the parts of ProseMirror that the desk's editor stands on, with their licences. Needs Node; nothing else does.
EDITOR := articles/static/articles/vendor/prosemirror
editor:
	cd articles/editing/bundle && npm ci --ignore-scripts --no-audit --no-fund
	cd articles/editing/bundle && npx esbuild prosemirror.js --bundle --minify --format=esm --target=es2022 --legal-comments=none \
	    --outfile="$(CURDIR)/$(EDITOR)/prosemirror.js"
	cd articles/editing/bundle && node licences.mjs > "$(CURDIR)/$(EDITOR)/LICENSES" && rm -r node_modules

format: .venv/test.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Needs `uv`. The lock files are valid for Python 3.11 to 3.14.
lock:
	uv pip compile --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-find-links \
	    --custom-compile-command "make lock" pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --no-strip-extras --python-version 3.11 --generate-hashes --no-emit-find-links \
	    --custom-compile-command "make lock" --extra dev pyproject.toml -o requirements-dev.txt

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(None if sys.version_info >= (3, 11) else "PsyWeb needs Python 3.11 or newer.")'
	@echo "Making .venv"
	@$(PYTHON) -m venv .venv

.venv/run.stamp: requirements.txt | .venv/bin/pip
	@echo "Installing the pinned requirements (once)"
	@$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	@touch $@

.venv/test.stamp: requirements-dev.txt | .venv/bin/pip
	@echo "Installing the pinned requirements of the tests (once)"
	@$(BIN)/pip install --quiet --require-hashes -r requirements-dev.txt
	@touch $@ .venv/run.stamp

secret-key:
	@test -s $(KEY) || { mkdir -p "$${VAR_DIR:-var}" && umask 077 && \
	    $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))' > $(KEY).new && mv $(KEY).new $(KEY); }
