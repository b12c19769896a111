"""``python -m provenance``: the command line, also where no script was installed."""

from provenance.cli import main

if __name__ == "__main__":
    main()
