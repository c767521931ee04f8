#!/bin/sh
# Copy to the file pre-commit in the folder that `git rev-parse --git-path hooks` names, and make it executable.
# Judges the plans that the commit changes, as they are staged; all where it changes lscb.toml. `--all` judges all each time,
# `--fail-on error` lets warnings pass.
exec lscb check --staged
