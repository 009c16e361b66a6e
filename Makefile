# `make help` lists the targets. Variables are given behind them: make move EXPORT=~/takeout.zip NEW=https://example.org
SHELL := /bin/bash
VENV ?= .venv
export PATH := $(abspath $(VENV)/bin):$(PATH)
export PYTHONDONTWRITEBYTECODE := 1

BUNDLED := tests/data/ludovicrousseau.xml
# All that a page may depend on; their checksums tell whether anything changed.
INPUTS = find conf.py requirements.txt posts pages themes plugins redirects files -type f -not -path '*/__pycache__/*' -print0 \
	| LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
PORT ?= 8000
JOBS ?= 2
# Nikola answers a conf.py that Python cannot read with a traceback; this says the line and what is wrong there.
READ_CONF := python plugins/settings/settings/conf_file.py conf.py
PIP := python -m pip install --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help
.PHONY: help site build check serve move test test-all bench pictures requirements clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

site: $(VENV)/site.stamp ## set up, import the bundled export, build on a clean output, check, say where to look
	@$(READ_CONF)
	@start=$$SECONDS; \
	if [ -f $(BUNDLED) ]; then nikola import_blogger $(BUNDLED) || exit; fi; \
	if [ -d output ] && [ "$$($(INPUTS))" = "$$(cat cache/inputs.sha256 2>/dev/null)" ]; then \
		nikola build --strict || exit; \
		if [ -z "$$(find output -newer cache/inputs.sha256 -type f -print -quit)" ]; then \
			echo "Nothing has changed since the last build: output/ is as it was. Look with: make serve"; exit; \
		fi; \
	else \
		rm -rf output cache .doit.db*; \
		nikola build --strict || exit; \
	fi; \
	nikola legacy --check || exit; \
	nikola check_site --summary || exit; \
	if [ -f $(BUNDLED) ]; then nikola receipt $(BUNDLED) || exit; fi; \
	$(INPUTS) > cache/inputs.sha256; \
	echo "Done in $$((SECONDS - start)) s. Look with: make serve"

build: $(VENV)/site.stamp ## build what changed
	@$(READ_CONF)
	@nikola build --strict

check: $(VENV)/site.stamp ## check the built site: nothing private in it, no link or legacy address that leads nowhere
	@$(READ_CONF)
	@nikola check_site --summary

serve: $(VENV)/site.stamp ## show the built site on this machine (PORT=8000)
	@$(READ_CONF)
	@nikola serve --address 127.0.0.1 --port $(PORT)

move: $(VENV)/site.stamp ## make a site of your own: EXPORT=path [OLD=https://name.blogspot.com] [NEW=https://example.org] [SITE=dir] [BLOG= TITLE= AUTHOR= LANGUAGE= TIMEZONE=]
	@# What is given on the command line is in the environment; but LANGUAGE may be there as part of the locale.
	@$(if $(filter command,$(origin LANGUAGE)),,unset LANGUAGE;) nikola move_blog --site="$${SITE:-../my-site}" \
		--old="$$OLD" --new="$$NEW" --blog="$$BLOG" --title="$$TITLE" --author="$$AUTHOR" \
		--language="$$LANGUAGE" --timezone="$$TIMEZONE" $${EXPORT:+"$$EXPORT"}

test: $(VENV)/test.stamp ## set up and run every test; of the real exports a third
	@python -m pytest -n $(JOBS)

test-all: $(VENV)/test.stamp ## the same with all real exports
	@ALL_EXPORTS=1 python -m pytest -n $(JOBS)

bench: $(VENV)/test.stamp ## times and memory as ratios to stock Nikola, to blogger2hugo and to a static page (SIZE=1000)
	@python tests/bench/bench.py $(or $(SIZE),1000)
	@python tests/bench/servers.py
	@PYTHONPATH=tests/bench python -m tests.quality.weight

pictures: $(VENV)/test.stamp ## renew the pictures of pages that the tests compare with: look at the difference before you commit
	@RENEW_PICTURES=1 python -m pytest tests/quality/test_pictures_of_pages.py

requirements: $(VENV)/test.stamp ## pin what requirements.in and tests/requirements.in name, by hash
	@python -m pip install --quiet pip-tools
	@for list in requirements tests/requirements; do \
		pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-header --no-emit-index-url \
			--no-emit-find-links --no-emit-trusted-host --output-file $$list.txt $$list.in || exit; \
	done

clean: ## remove what was built
	@rm -rf output cache .doit.db*

$(VENV)/site.stamp: requirements.txt
	@echo "Setting up $(VENV) …"
	@python3 -m venv $(VENV) 2>/dev/null || { apt-get update -q && apt-get install -y -q --no-install-recommends python3-venv && python3 -m venv $(VENV); }
	@$(PIP) -r requirements.txt
	@touch $@

$(VENV)/test.stamp: tests/requirements.txt tests/tools/package-lock.json tests/setup $(VENV)/site.stamp
	@$(PIP) -r tests/requirements.txt
	@tests/setup
	@touch $@
