"""The two widths that the site is looked at: a phone's and a desk's."""

import pytest

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 800}

# Decorates a test that runs at both widths; it takes `viewport`, or only `page`.
both_widths = pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["390px", "1280px"])
