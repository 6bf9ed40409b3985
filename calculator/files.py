"""Files on this machine: names for people, reading within limits, writing whole or not at all.

What the system says when something fails is said here in words for the person at the keyboard.
"""

import errno
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from calculator.errors import CalculatorError

# A page of answers takes some kilobytes, a result slip with all its reasons some hundred.
MOST_BYTES = 20_000_000
_FULL = "磁盘满了，请腾出空间再试"
_DENIED = "没有权限，或者正被别的程序打开（例如 Excel）；请关掉那个程序，或者换一个位置"
_BROKEN = "磁盘或网络盘读写出错，请检查以后再试"
_WHY = {
    errno.ENOENT: "没有这个文件或文件夹，请核对名字和位置",
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EBUSY: _DENIED,
    errno.ETXTBSY: _DENIED,
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径当中有一段是文件，不是文件夹，请核对位置",
    errno.EEXIST: "已经有同名的文件或文件夹，没有覆盖；请换一个名字",
    errno.ENOTEMPTY: "文件夹里还有东西",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: "文件超过了系统允许的大小",
    errno.EROFS: "这个位置只能读、不能写，请换一个位置",
    errno.ENAMETOOLONG: "名字太长，请改短",
    errno.EINVAL: "名字里有系统不允许的字符，请换一个名字",
    errno.EILSEQ: "名字里有系统不允许的字符，请换一个名字",
    errno.ELOOP: "链接绕成了圈，请改用原来的文件",
    errno.EMFILE: "打开的文件太多，请关掉一些程序再试",
    errno.ENFILE: "打开的文件太多，请关掉一些程序再试",
    errno.ENOMEM: "内存不够，请关掉一些程序再试",
    errno.EIO: _BROKEN,
    errno.ESTALE: _BROKEN,
}


class TooLargeError(OSError):
    """A file holds more than is read."""


def why(error: OSError) -> str:
    """What the system means, and how to mend it."""
    if isinstance(error, shutil.Error):
        return _not_copied(error.args[0])
    if isinstance(error, TooLargeError):
        return "文件太大，不是这里用的文件"
    return _WHY.get(error.errno or 0, f"系统不让读写（错误码 {error.errno}）")


def _not_copied(failed: list[tuple[str, str, str]]) -> str:
    source, _, said = failed[0]
    number = re.match(r"\[Errno (\d+)\]", said)
    reason = why(OSError(int(number[1]) if number else 0, ""))
    return f"有 {len(failed)} 个文件不能复制，第一个是 {name_of(source)}：{reason}"


def name_of(path: Path | str) -> str:
    """A path as people read it, also where its bytes are not UTF-8: archives made on Chinese
    Windows bring names in GBK."""
    raw = os.fsencode(Path(path).as_posix())
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeDecodeError):
            return raw.decode(encoding)
    return raw.decode("utf-8", "backslashreplace")


def read_within(path: Path, most: int = MOST_BYTES) -> bytes:
    """A file's content. Raises OSError, `TooLargeError` where it goes on after `most` bytes."""
    with path.open("rb") as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLargeError
    return content


def refuse_taken(path: Path) -> None:
    """Nothing is overwritten: said before anything is worked out."""
    if path.exists():
        raise CalculatorError(f"{name_of(path)}：已经有这个文件，没有覆盖；请换一个名字。")
    if not path.absolute().parent.is_dir():
        raise CalculatorError(f"{name_of(path)}：没有要存到的文件夹。")


@contextmanager
def whole(path: Path, *, replace: bool = False) -> Iterator[Path]:
    """A name to write to; what was written takes its place under `path` when all is on the disk.

    Whatever comes between, `path` is as it was. Without `replace` nothing is overwritten.
    """
    target = path.resolve() if replace else path  # a link stays one
    part = target.with_name(f".part-{os.getpid()}")
    try:
        yield part
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        if target.exists() and not replace:
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        if target.exists():
            shutil.copymode(target, part)
        part.replace(target)
    except OSError as error:
        error.filename = str(path)  # a full disk names none, others the part
        raise
    finally:
        part.unlink(missing_ok=True)


def write_whole(path: Path, content: bytes, *, replace: bool = False) -> None:
    """Write a file, or leave everything as it was and raise OSError."""
    with whole(path, replace=replace) as part:
        part.write_bytes(content)
