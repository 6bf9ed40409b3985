"""`python -m calculator`."""

import sys

THE_WAY = (
    "请用项目自己的环境：先运行一次 python3 dev.py setup，以后用 .venv/bin/python -m calculator …"
    "（Windows 是 .venv\\Scripts\\python -m calculator …）。"
)

if sys.version_info < (3, 12):  # noqa: UP036 (any Python may be tried)
    sys.exit(f"这个 Python 太旧。{THE_WAY}")
try:
    from calculator.cli import main
except ModuleNotFoundError as error:
    if (error.name or "").startswith("calculator"):
        raise
    sys.exit(f"这个 Python 里没有 {error.name}。{THE_WAY}")

raise SystemExit(main())
