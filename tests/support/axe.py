"""Accessibility of a page that stands in a browser, as axe-core judges it."""

from typing import Any

from axe_selenium_python import Axe
from selenium.webdriver import Chrome


def faults_of(driver: Chrome) -> list[str]:
    """Check the page that *driver* shows; one line a fault, with what it blames."""
    axe = Axe(driver)
    axe.inject()
    found: list[dict[str, Any]] = axe.run()["violations"]
    return [
        f"{fault['id']}: {fault['help']} ({', '.join(map(_target, fault['nodes']))})"
        for fault in found
    ]


def _target(node: dict[str, Any]) -> str:
    return " ".join(map(str, node["target"]))
