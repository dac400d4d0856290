"""``python -m planmodel``: the command line."""

from planmodel.cli import main

if __name__ == "__main__":
    main()
