"""Makes pictures small enough to be kept: so many colours as these papers have.

reduce.py PICTURE...
"""

import sys

from PIL import Image

for path in sys.argv[1:]:
    with Image.open(path) as picture:
        small = picture.convert("RGB").quantize(128, method=Image.Quantize.MAXCOVERAGE)
    small.save(path, optimize=True)
