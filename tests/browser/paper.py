"""What a browser puts on paper: how many sheets, and what stands on each."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page

READER = "pdftotext"


def printed(page: Page) -> bytes:
    """The page as a PDF on A4."""
    return page.pdf(format="A4", prefer_css_page_size=True)


def sheets(pdf: bytes) -> int:
    """How many sheets it takes."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def texts(pdf: bytes) -> list[str]:
    """What is to be read on each sheet, without any spaces; skips where nothing can read it."""
    if shutil.which(READER) is None:
        pytest.skip(f"{READER} (poppler-utils) is not installed: the sheets cannot be read")
    done = subprocess.run([READER, "-", "-"], input=pdf, capture_output=True, check=True)
    found = done.stdout.decode().split("\f")
    return ["".join(text.split()) for text in found[:-1]]
