"""How a sheet of a workbook is printed: A4, fitted to its columns, rows as high as their words."""

import math
from collections.abc import Iterable, Sequence
from itertools import accumulate

A4 = 9  # the number that workbooks have for it
# So much width, in characters, is still read easily on one page lying down, or standing.
WIDE, NARROW = 225, 120
MARGINS = 'left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"'  # inches
FOOTER = "&amp;C第 &amp;P 页，共 &amp;N 页"
# Of a row, in points; a spreadsheet opens none that is higher.
LINE_HEIGHT, HIGHEST = 16, 400
# From here on, characters take two of what a width counts; wrapping leaves some room at each end.
FIRST_WIDE, MARGIN = "\u2000", 1


def set_up(widths: Sequence[float], title: str) -> str:
    """The elements of a sheet that say how it is printed; the title is ready to stand in one."""
    lying = "landscape" if sum(widths) > NARROW else "portrait"
    head = f"&amp;L{title.replace('&amp;', '&amp;&amp;')}&amp;R&amp;A"
    return (
        f'<printOptions gridLines="1"/><pageMargins {MARGINS}/><pageSetup paperSize="{A4}"'
        f' orientation="{lying}" fitToWidth="{pages_wide(widths)}" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>{head}</oddHeader><oddFooter>{FOOTER}</oddFooter></headerFooter>"
    )


def pages_wide(widths: Sequence[float]) -> int:
    """How many pages stand side by side."""
    return max(1, math.ceil(sum(widths) / WIDE))


def columns_of_first_page(widths: Sequence[float]) -> int:
    """How many columns surely stand on the first of them."""
    room = sum(widths) / pages_wide(widths)
    return max(1, sum(up_to <= room for up_to in accumulate(widths)))


def height(cells: Iterable[tuple[str, float]]) -> int:
    """How high a row is whose texts wrap in columns of these widths: not every spreadsheet finds
    that out by itself."""
    return min(HIGHEST, LINE_HEIGHT * max((_lines(*cell) for cell in cells), default=1))


def _lines(text: str, width: float) -> int:
    widths = (sum(2 if sign >= FIRST_WIDE else 1 for sign in line) for line in text.split("\n"))
    return sum(max(1, math.ceil(one / (width - MARGIN))) for one in widths)
