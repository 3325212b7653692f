"""imrdesk: a review workstation for Independent Medical Review determinations."""

__version__ = "0.1.0"
