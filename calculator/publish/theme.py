"""What the theme's pages lack: names for what readers cannot see, patience without storage."""

_SEARCH = 'data-md-component="search" role="dialog"'
_SKIP = 'class="md-skip">'


# The theme reads storage without asking whether it may: where a browser refuses, its search and its
# menus would stop. Keeping still fails, so that whoever keeps answers learns of it.
_STORAGE = """<script>
for (const name of ["localStorage", "sessionStorage"]) {
  try {
    window[name].getItem(name); // some apps have null there
  } catch (refusal) {
    const refuse = () => { throw refusal; };
    const value = { getItem: () => null, setItem: refuse, removeItem: () => {} };
    Object.defineProperty(window, name, { value });
  }
}
</script>"""
_CHARSET = '<meta charset="utf-8">'


def mended(html: str) -> str:
    """A page of the theme with all that it lacks; it works where a browser refuses storage."""
    return with_names(html).replace(_CHARSET, f"{_CHARSET}\n{_STORAGE}", 1)


def with_names(html: str) -> str:
    """A page of the theme with its search dialog named and its first link worded."""
    named = html.replace(_SEARCH, f'{_SEARCH} aria-label="站内搜索"', 1)
    head, found, rest = named.partition(_SKIP)
    if not found:
        return named
    return f"{head}{found}跳到正文{rest[rest.index('</a>') :]}"
