"""All scripted scenes of a yard, each with the incidents that must come of it."""

from datasets.yard_script import YardScript
from datasets.yard_scripts_of_drivers import DRIVER_SCRIPTS
from datasets.yard_scripts_of_gear import GEAR_SCRIPTS
from datasets.yard_scripts_of_traffic import MISHAP_SCRIPTS, TRAFFIC_SCRIPTS
from datasets.yard_scripts_of_zones import ZONE_SCRIPTS

YARD_SCRIPTS: tuple[YardScript, ...] = (
    *GEAR_SCRIPTS,
    *ZONE_SCRIPTS,
    *TRAFFIC_SCRIPTS,
    *DRIVER_SCRIPTS,
    *MISHAP_SCRIPTS,
)
