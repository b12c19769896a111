"""PyYAML, which is an extra: reading CSL-YAML and writing YAML need it, nothing else does."""

from __future__ import annotations

from typing import Any

from provenance.errors import ProvenanceError

__all__ = ["yaml_module"]


def yaml_module() -> Any:
    """Return PyYAML; raises :class:`ProvenanceError` that names the command which installs it."""
    try:
        import yaml
    except ImportError:
        raise ProvenanceError("YAML needs PyYAML: pip install PyYAML") from None
    return yaml
