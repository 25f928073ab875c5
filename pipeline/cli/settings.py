"""The settings of a run: the file of --config, and what the command line says before it."""

import argparse
from dataclasses import replace

from pipeline import export
from pipeline.config import Config, RepairOptions, read_config


def settings(arguments: argparse.Namespace) -> Config:
    """The settings of the file named by --config, or the defaults; what the command line says goes before both."""
    config = read_config(arguments.config) if arguments.config else Config()
    said = {name: getattr(arguments, name, None) for name in ("excel", "xlsx", "plot", "language")}
    config = replace(config, export=replace(config.export, **{name: value for name, value in said.items() if value}))
    export.load_wording(config.export.language)  # an unknown language is said once, before the work
    return config


def with_options(config: Config, arguments: argparse.Namespace) -> Config:
    """The settings with what the command line turns on or off; it goes before the file."""
    images = config.images
    images = replace(images, overlay=images.overlay or arguments.overlay, steps=images.steps or arguments.keep_images)
    cleaning = replace(config.clean, enabled=config.clean.enabled and not arguments.no_clean)
    parsing = replace(config.parse, kpis=str(arguments.kpis.resolve())) if arguments.kpis else config.parse
    return replace(config, images=images, clean=cleaning, parse=parsing)


def repair_settings(arguments: argparse.Namespace) -> RepairOptions:
    """The settings of a repair, those of the command line over those of the file."""
    options = settings(arguments).repair
    if arguments.threshold is not None:
        options = replace(options, threshold=arguments.threshold)
    return replace(options, tones=arguments.tones) if arguments.tones else options
