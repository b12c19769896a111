"""The version, in the one place that the package, the build and ``--version`` read."""

__version__ = "0.1.0"
