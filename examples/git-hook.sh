#!/bin/sh
# Copy to the file pre-commit in the folder that `git rev-parse --git-path hooks` names, and make it executable.
# Judges the plans as they are staged.
exec lscb check --staged
