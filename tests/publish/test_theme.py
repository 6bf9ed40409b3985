"""What is added to the theme's pages."""

from calculator.publish import theme

PAGE = """<html><head>
<meta charset="utf-8">
<title>t</title><script>localStorage.x</script></head><body>
<a href="#top" class="md-skip"> Skip to content </a>
<div data-md-component="search" role="dialog"></div></body></html>"""


def test_what_readers_cannot_see_is_named() -> None:
    page = theme.with_names(PAGE)
    assert '<a href="#top" class="md-skip">跳到正文</a>' in page
    assert 'role="dialog" aria-label="站内搜索"' in page


def test_storage_is_guarded_before_any_other_script() -> None:
    head, _, rest = theme.mended(PAGE).partition("<title>")
    assert head.count("<script>") == 1
    assert "Object.defineProperty(window, name" in head
    assert rest.count("<script>") == 1
