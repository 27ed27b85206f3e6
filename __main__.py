"""Run the command line: ``python -m cliffhanger``."""

from .studio.cli import main

if __name__ == "__main__":
    main()
