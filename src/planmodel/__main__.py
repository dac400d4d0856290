"""``python -m planmodel``: the command line."""

from planmodel.cli import entry

if __name__ == "__main__":
    entry()
