"""The whole-thing calls, in :mod:`~provenance.library.calls`, and a folder of records.

The folder is :class:`provenance.Library`; it is not imported here, since most of what calls
:func:`read` needs none.
"""

from provenance.library.calls import (
    KINDS,
    Kind,
    dump,
    kind_of,
    load,
    read,
    read_bytes,
    read_stream,
    read_text,
)

__all__ = [
    "KINDS",
    "Kind",
    "dump",
    "kind_of",
    "load",
    "read",
    "read_bytes",
    "read_stream",
    "read_text",
]
