"""The preview server answers as a static host does."""

import gzip
import http.client
import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli
import pytest

from calculator.publish import preview
from calculator.publish.precompress import precompress

HEADERS = """\
# all pages
/*
  X-Content-Type-Options: nosniff
  Link: </a>; rel=preload

/assets/*.js
  Cache-Control: max-age=31536000, immutable
  Link: </b>; rel=preload
/编制/*
  X-Page: yes
"""

Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    files = {
        "_headers": HEADERS,
        "404.html": "<p>没有这一页</p>",
        "index.html": "<p>首页</p>",
        "empty/file.whl": "",
        "assets/main.js": "1",
        "编制/一.html": "<p>一</p>",
    }
    for name, text in files.items():
        path = tmp_path / "我的 站点" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "我的 站点"


@pytest.fixture
def ask(site: Path) -> Iterator[Ask]:
    server = preview.make_server(site)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    def get(path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port)
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        answer.body = answer.read()  # type: ignore[attr-defined]
        connection.close()
        return answer

    yield get
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", {"X-Content-Type-Options": "nosniff", "Link": "</a>; rel=preload"}),
        (
            "/assets/main.js",
            {
                "X-Content-Type-Options": "nosniff",
                "Link": "</a>; rel=preload, </b>; rel=preload",
                "Cache-Control": "max-age=31536000, immutable",
            },
        ),
        ("/assets/main.json", {"X-Content-Type-Options": "nosniff", "Link": "</a>; rel=preload"}),
    ],
)
def test_headers_of_all_matching_rules_are_joined(path: str, expected: dict[str, str]) -> None:
    assert preview.headers_for(path, preview.parse_headers(HEADERS)) == expected


def test_a_dot_in_a_path_is_a_dot() -> None:
    rules = preview.parse_headers("/a.js\n  X: 1\n")
    assert preview.headers_for("/abjs", rules) == {}


def test_pages_carry_the_headers_of_the_site(ask: Ask) -> None:
    answer = ask("/")
    assert (answer.status, answer.body.decode()) == (200, "<p>首页</p>")  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_chinese_paths_are_found_and_matched(ask: Ask) -> None:
    answer = ask("/%E7%BC%96%E5%88%B6/%E4%B8%80.html?v=1")
    assert answer.status == 200
    assert answer.headers["X-Page"] == "yes"


def test_browsers_ask_again_unless_the_site_says_otherwise(ask: Ask) -> None:
    assert ask("/").headers["Cache-Control"] == "no-cache"
    assert ask("/assets/main.js").headers["Cache-Control"] == "max-age=31536000, immutable"
    again = ask("/", **{"If-Modified-Since": ask("/").headers["Last-Modified"]})
    assert again.status == 304


@pytest.mark.parametrize("path", ["/none.html", "/empty/", "/assets", "/../dev.py", "/_headers"])
def test_what_is_not_published_is_the_404_page(ask: Ask, path: str) -> None:
    answer = ask(path)
    if answer.status == 301:  # a folder without its slash
        answer = ask(answer.headers["Location"])
    assert answer.status == 404
    assert answer.body.decode() == "<p>没有这一页</p>"  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_head_has_no_body(ask: Ask) -> None:
    for path, status in (("/", 200), ("/none", 404)):
        answer = ask(path, "HEAD")
        assert (answer.status, answer.body) == (status, b"")  # type: ignore[attr-defined]
        assert int(answer.headers["Content-Length"]) > 0


@pytest.mark.parametrize("suffix", sorted(preview.TYPES))
def test_types_do_not_depend_on_the_machine(
    site: Path, ask: Ask, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    # Windows' registry may call scripts plain text, and then no browser runs them.
    monkeypatch.setattr("mimetypes.guess_type", lambda *_, **__: ("text/plain", None))
    (site / f"file{suffix}").touch()
    assert ask(f"/file{suffix}").headers["Content-Type"] == preview.TYPES[suffix]


def test_the_types_browsers_insist_on() -> None:
    assert preview.TYPES[".wasm"] == "application/wasm"
    assert preview.TYPES[".js"].startswith("text/javascript")
    assert preview.TYPES[".json"] == "application/json"


SCRIPT = b"export const words = 1;\n" * 200


@pytest.fixture
def packed_site(site: Path) -> Path:
    (site / "assets/main.js").write_bytes(SCRIPT)
    (site / "index.html").write_bytes(b"<p>words</p>" * 200)
    precompress(site)
    return site


@pytest.mark.usefixtures("packed_site")
@pytest.mark.parametrize(
    ("accepted", "encoding", "unpack"),
    [
        ("gzip, deflate, br", "br", brotli.decompress),
        ("gzip", "gzip", gzip.decompress),
        ("identity", None, bytes),
        ("br;q=0", None, bytes),
    ],
)
def test_a_packed_copy_is_sent_to_who_takes_it(
    ask: Ask, accepted: str, encoding: str | None, unpack: Callable[[bytes], bytes]
) -> None:
    answer = ask("/assets/main.js", **{"Accept-Encoding": accepted})
    body = answer.body  # type: ignore[attr-defined]
    assert answer.headers["Content-Encoding"] == encoding
    assert unpack(body) == SCRIPT
    assert int(answer.headers["Content-Length"]) == len(body)
    # Whoever stores the answer must not give it to a browser that takes something else.
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["Cache-Control"] == "max-age=31536000, immutable"


@pytest.mark.usefixtures("packed_site")
def test_folders_heads_and_unchanged_pages_are_packed_too(ask: Ask) -> None:
    page = ask("/", **{"Accept-Encoding": "gzip"})
    assert gzip.decompress(page.body) == b"<p>words</p>" * 200  # type: ignore[attr-defined]
    head = ask("/", "HEAD", **{"Accept-Encoding": "gzip"})
    assert head.headers["Content-Length"] == page.headers["Content-Length"]
    assert head.headers["Content-Encoding"] == "gzip"
    since = {"Accept-Encoding": "gzip", "If-Modified-Since": page.headers["Last-Modified"]}
    again = ask("/", **since)
    assert (again.status, again.headers["Vary"]) == (304, "Accept-Encoding")


@pytest.mark.usefixtures("packed_site")
def test_a_copy_asked_for_by_its_name_is_not_called_packed(ask: Ask) -> None:
    answer = ask("/assets/main.js.gz", **{"Accept-Encoding": "gzip, br"})
    assert answer.headers["Content-Encoding"] is None
    assert gzip.decompress(answer.body) == SCRIPT  # type: ignore[attr-defined]


@pytest.mark.usefixtures("packed_site")
@pytest.mark.parametrize("path", ["/none.js", "/assets/main.js/", "/assets/"])
def test_the_404_page_is_never_called_packed(ask: Ask, path: str) -> None:
    answer = ask(path, **{"Accept-Encoding": "gzip, br"})
    assert (answer.status, answer.headers["Content-Encoding"]) == (404, None)
    assert answer.body.decode() == "<p>没有这一页</p>"  # type: ignore[attr-defined]


def age(path: Path, seconds: int) -> None:
    path.touch()
    times = path.stat()
    os.utime(path, (times.st_atime - seconds, times.st_mtime - seconds))


@pytest.mark.parametrize("ending", [".br", ".gz"])
def test_a_copy_of_an_older_file_is_never_sent(packed_site: Path, ask: Ask, ending: str) -> None:
    file = packed_site / "assets/main.js"
    encoding = {".br": "br", ".gz": "gzip"}[ending]
    asked = {"Accept-Encoding": encoding}
    assert ask("/assets/main.js", **asked).headers["Content-Encoding"] == encoding
    age(file.with_name(file.name + ending), 60)
    answer = ask("/assets/main.js", **asked)
    assert answer.headers["Content-Encoding"] is None
    assert answer.body == file.read_bytes()  # type: ignore[attr-defined]


def test_a_taken_port_is_passed_over(site: Path) -> None:
    with preview.make_server(site) as first:
        port = first.server_port
        assert preview.is_taken(port)
        with preview.first_free_server(site, port) as second:
            assert port < second.server_port <= port + 99
            assert second.address == f"http://127.0.0.1:{second.server_port}"


def test_a_second_server_never_shares_a_port(site: Path) -> None:
    with preview.make_server(site) as first, pytest.raises(OSError, match=r"in use|10048"):
        preview.make_server(site, first.server_port)


def test_a_folder_that_is_not_there_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        preview.main(["/no/such/folder"])
    assert "没有文件夹“/no/such/folder”" in capsys.readouterr().err


def test_a_port_that_is_named_and_taken_is_said(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with preview.make_server(site) as first, pytest.raises(SystemExit, match="2"):
        preview.main([str(site), "--port", str(first.server_port)])
    assert f"端口 {first.server_port} 不能用" in capsys.readouterr().err
