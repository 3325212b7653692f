"""The ways out of damage that a person chooses from, what is said meanwhile, and what came of them."""

from collections.abc import Callable
from pathlib import Path

from .work import Progress

MENDING = {
    "restore": ("Putting back the backup", "It is checked once more first. The damaged files are kept."),
    "salvage": ("Saving what can be read", "Letter by letter, each one compared with its own history."),
    "anew": ("Beginning again from the letters", "They are read as if they were new."),
}


def _restore(folder: Path, _progress: Progress) -> str:
    from imrdesk import settings, workflow
    from imrdesk.desk import keeping

    done = keeping.restore_newest_good(folder, settings.load(), workflow.system_user())
    return f"The backup is in its place: {done.counts}. What was there is kept in {done.kept}."


def _salvage(folder: Path, _progress: Progress) -> str:
    from imrdesk import workflow
    from imrdesk.desk import keeping

    done = keeping.rescue(folder, workflow.system_user())
    names = f"{', '.join(done.lost[:5])}{' …' if len(done.lost) > 5 else ''}"
    lost = f" Not saved: {names}. {done.gap}" if done.lost else ""
    return f"Saved: {done.counts}.{lost} What was there is kept in {done.kept}."


def _begin_anew(folder: Path, progress: Progress) -> str:
    from imrdesk import workflow
    from imrdesk.desk import keeping

    user = workflow.system_user()
    files = keeping.begin_anew(folder, user)
    with workflow.Desk.open(folder) as desk:
        return desk.import_paths(files, user, progress).sentence()


MENDERS: dict[str, Callable[[Path, Progress], str]] = {
    "restore": _restore,
    "salvage": _salvage,
    "anew": _begin_anew,
}
