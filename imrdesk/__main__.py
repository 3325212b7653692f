"""python -m imrdesk: the command line, or at once the window where nothing else is asked for."""

import os
import sys

WINDOW = ([], ["gui"])  # what opens the window on the workspace used by default
COMPLETING = "_IMRDESK_COMPLETE"  # set by the shell that asks how a command may go on


def main() -> None:
    """Run it. Modules are loaded here and not above, for the processes that read files look in this module too."""
    if getattr(sys, "frozen", False):  # packed into one program, which is then its own workers' too
        from multiprocessing import freeze_support

        freeze_support()
    if sys.argv[1:] in WINDOW and COMPLETING not in os.environ:
        sys.exit(open_window())
    try:
        from imrdesk.cli import main as command
    except KeyboardInterrupt:  # before there is anything that could say so
        sys.exit(130)
    command(prog_name="imrdesk")


def open_window() -> int:
    """The window, without the modules of the other commands."""
    import gc

    gc.disable()  # what is loaded stays, and the window collects by itself: imrdesk.gui.garbage
    from imrdesk import log, paths
    from imrdesk.gui import app

    log.start(paths.home() / "logs")
    return app.run()


if __name__ == "__main__":
    main()
