"""The tour: drives the real widgets through a real booking and puts a picture of every window into a folder.

Keys and clicks go to the widgets as a person's would; everything is read from and written to the database.
"""

from medic_desk.tour.render import render_tour
from medic_desk.tour.tour import TourStuck, type_text

__all__ = ["TourStuck", "render_tour", "type_text"]
