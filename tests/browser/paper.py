"""What a browser puts on paper: how many sheets, and what stands on each."""

import re
import shutil
import subprocess

import pytest
from playwright.sync_api import Page

READER = "pdftotext"
NUMBER = re.compile(r"第\d+页，共\d+页")


def printed(page: Page) -> bytes:
    """The page as a PDF on A4."""
    return page.pdf(format="A4", prefer_css_page_size=True)


def sheets(pdf: bytes) -> int:
    """How many sheets it takes."""
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def texts(pdf: bytes) -> list[str]:
    """What is to be read on each sheet, without any spaces."""
    return ["".join(found) for found in lines(pdf)]


def lines(pdf: bytes) -> list[list[str]]:
    """The lines of each sheet but its number, without spaces; skips where nothing reads them."""
    if shutil.which(READER) is None:
        pytest.skip(f"{READER} (poppler-utils) is not installed: the sheets cannot be read")
    done = subprocess.run([READER, "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")[:-1]
    found = [["".join(line.split()) for line in page.splitlines()] for page in pages]
    return [[line for line in page if line and not NUMBER.fullmatch(line)] for page in found]
