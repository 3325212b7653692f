"""python -m imrdesk: the command line."""


def main() -> None:
    """Run it. It is loaded here and not above, for the processes that read files look in this module too."""
    from imrdesk.cli import main as command

    command()


if __name__ == "__main__":
    main()
