"""The real window on a screen that is set larger: python tests/gui/scaled_window.py FOLDER, with QT_SCALE_FACTOR.

Takes a picture of each size into the folder, and prints what does not have the room it needs.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

from imrdesk import paths
from imrdesk.gui import theme as theming
from imrdesk.gui.app import application
from imrdesk.gui.jobs import Jobs
from imrdesk.gui.main_window import MainWindow
from imrdesk.gui.remembered import Remembered
from imrdesk.gui.screenshots import settle
from imrdesk.workflow import Desk

SIZES = (QSize(1280, 720), QSize(1366, 768), QSize(1920, 1080))
SMALLEST = QSize(910, 512)  # 1366 × 768 at 150 %
LETTER = "05_contradictions.pdf"


def cut(top: QWidget) -> list[str]:
    """Labels and buttons that are narrower or lower than their words."""
    found = []
    for one in top.findChildren(QWidget):
        if not one.isVisible() or not isinstance(one, QLabel | QAbstractButton) or not one.text():
            continue
        wraps = isinstance(one, QLabel) and one.wordWrap()
        wanted = one.minimumSizeHint() if isinstance(one, QAbstractButton) else one.sizeHint()
        height = one.heightForWidth(one.width()) if wraps else wanted.height()
        if height > one.height() + 1 or (wanted.width() > one.width() and not wraps):
            found.append(f"{type(one).__name__} “{one.text()[:40]}”")
    return found


def main(folder: Path) -> None:
    """Open the letter in each size, and say what was found."""
    app = application()
    told: dict[str, object] = {}
    for scheme in theming.SCHEMES:
        theme = theming.install(app, scheme)
        with Desk.open(folder / "workspace") as desk:
            report = desk.import_paths([paths.resource("samples", LETTER)], "Ana")
            jobs = Jobs()
            window = MainWindow(theme, jobs, Remembered(folder / scheme))
            window.show()
            window.set_desk(desk)
            window.open_letter(report.items[0].record_id or "")
            for size in (*SIZES, SMALLEST):
                window.resize(size)
                settle(jobs)
                name = f"{size.width()}x{size.height()}-{scheme}"
                picture = window.grab()
                picture.save(str(folder / f"{name}.png"))
                told[name] = {"pixels": [picture.width(), picture.height()], "cut": cut(window)}
            window.panels.close_letters()
            jobs.stop()
            window.hide()
            window.deleteLater()
    print(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
