"""Draw the program's icon in every size that a system asks for, out of resources/icons/imrdesk.svg.

    python packaging/make_icons.py out/icons

Gives imrdesk-SIZE.png, imrdesk.ico (Windows) and imrdesk.icns (macOS).
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PIL import Image
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

DRAWING = Path(__file__).parents[1] / "resources" / "icons" / "imrdesk.svg"
SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
WINDOWS = ((16, 16), (24, 24), (32, 32), (48, 48), (64, 64), (128, 128), (256, 256))


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    _application = QGuiApplication([])
    renderer = QSvgRenderer(str(DRAWING))
    for size in SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter)
        painter.end()
        if not picture.save(str(folder / f"imrdesk-{size}.png")):
            sys.exit(f"cannot write into {folder}")
    with Image.open(folder / f"imrdesk-{SIZES[-1]}.png") as largest:
        largest.save(folder / "imrdesk.ico", sizes=WINDOWS)
        largest.save(folder / "imrdesk.icns")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
