"""Pages that compute name the hash of everything they load."""

import base64
import hashlib
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.errors import CalculatorError
from calculator.publish.integrity import integrity, with_integrity

FILES = {
    "assets/calculator/app-1/main.js": b'import { a } from "./part.js";\nrun(a);\n',
    "assets/calculator/app-1/part.js": b'import {\n b,\n} from "./deep.js";\nexport const a = b;\n',
    "assets/calculator/app-1/deep.js": b"export const b = 1;\n",
    "assets/calculator/app-1/worker.js": b'import { b } from "./deep.js";\n',
    "assets/calculator/app-1/unused.js": b"",
    "assets/calculator/rules.1.json": b"{}",
    "assets/calculator/rules.0.json": b"{ }",
}
PAGE = """<html><head><title>t</title>
</head><body>
<div id="calculator" data-rules="../../assets/calculator/rules.1.json"
 data-rules-2030="../../assets/calculator/rules.0.json"
 data-worker="../../assets/calculator/app-1/worker.js" data-title="x"></div>
<script type="module" src="../../assets/calculator/app-1/main.js"></script>
<script type="module" src="../../assets/other.js"></script>
</body></html>"""


def sha256(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()


def block(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="calc-hashes">(.*?)</script>', page)
    assert found
    data: dict[str, object] = json.loads(found[1])
    return data


def test_scripts_and_all_that_they_import_are_checked() -> None:
    page = with_integrity(PAGE, "x/y/", FILES)
    root = "../../assets/calculator/"
    main = FILES["assets/calculator/app-1/main.js"]
    assert f'src="{root}app-1/main.js" integrity="{sha256(main)}">' in page
    preloaded = dict(re.findall(r'<link rel="modulepreload" href="(.+?)" integrity="(.+?)">', page))
    names = ("main", "part", "deep")
    assert preloaded == {
        f"{root}app-1/{name}.js": sha256(FILES[f"assets/calculator/app-1/{name}.js"])
        for name in names
    }
    assert '<script type="module" src="../../assets/other.js"></script>' in page


def test_what_scripts_fetch_themselves_stands_in_a_block_of_data() -> None:
    data = block(with_integrity(PAGE, "x/y/", FILES))
    root = "../../assets/calculator/"
    names = ("app-1/deep.js", "app-1/worker.js", "rules.0.json", "rules.1.json")
    assert data["hashes"] == {
        root + name: sha256(FILES[f"assets/calculator/{name}"]) for name in names
    }
    assert data["worker"] == [f"{root}app-1/deep.js", f"{root}app-1/worker.js"]


def test_a_page_that_loads_none_of_them_stays_as_it_is() -> None:
    page = '<html><head></head><script type="module" src="assets/site.js"></script></html>'
    assert with_integrity(page, "", FILES) == page


def test_a_module_that_is_not_there_stops_the_build() -> None:
    files = {path: text for path, text in FILES.items() if not path.endswith("deep.js")}
    with pytest.raises(CalculatorError, match=r"app-1/deep\.js"):
        with_integrity(PAGE, "x/y/", files)


@given(st.binary())
def test_the_hash_is_of_the_content(content: bytes) -> None:
    assert integrity(content) == sha256(content)
