"""A map for everyone: its files hold nothing that is private, whatever the network holds."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pytest

from api.drawing import draw_map
from graph.errors import InputError
from graph.model.choices import PairStatus
from graph.model.fields import read_dictionary
from graph.model.public_view import PublicOrganisation, PublicTie, PublicView
from graph.model.registry import RECORD_TYPES
from graph.model.view import MapRole, MapTie
from graph.network import Network
from graph.samples import demo_network
from services.views.public_map import as_shown, build_public_view
from tests.unit.viz import made_up
from viz.encode import encode_map
from viz.map_files import ENDINGS, MapPrint, map_file
from viz.map_filter import MapFilter
