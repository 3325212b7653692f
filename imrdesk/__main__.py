"""python -m imrdesk: the command line."""

from imrdesk.cli import main

if __name__ == "__main__":
    main()
