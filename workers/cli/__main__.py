"""``python -m workers.cli``."""

from workers.cli import main

if __name__ == "__main__":
    main(prog_name="tocsin")
