#!/bin/sh
# Copy to .git/hooks/pre-commit and make it executable. Judges the plans as they are staged.
exec lscb check --staged
