"""Looks at workbooks as they are printed: no sheet's letters are smaller than eight points.

letters.py PDF...
"""

import collections
import re
import subprocess
import sys

# pdftohtml tells sizes in pixels, of which a point has so many, without what is left of one: 8 points can be 11.
PIXELS = 1.5
SMALLEST = 11 / PIXELS


def main():
    faults, looked = [], 0
    for pdf in sys.argv[1:]:
        said = subprocess.run(["pdftohtml", "-xml", "-i", "-stdout", pdf], check=True, capture_output=True, text=True).stdout
        sizes = {}
        for number, page in enumerate(re.findall(r"<page .*?</page>", said, re.S), 1):
            sizes.update((font, int(size)) for font, size in re.findall(r'<fontspec id="(\d+)" size="(\d+)"', page))
            letters = collections.Counter()
            for font, text in re.findall(r'<text [^>]*font="(\d+)">(.*?)</text>', page, re.S):
                letters[sizes[font] / PIXELS] += len(re.sub("<.*?>", "", text).strip())
            looked += 1
            if letters and letters.most_common(1)[0][0] < SMALLEST:
                faults.append(f"{pdf}, page {number}: letters of {letters.most_common(1)[0][0]:.1f} points")
    print(f"{looked} pages of workbooks")
    for fault in faults:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults or not looked else 0)


main()
