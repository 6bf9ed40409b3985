"""YAML -> typed rules -> the data of rules.json, with every problem at its line."""

from calculator.loading.edition import Edition, edition_folders, load_all, load_each, load_edition
from calculator.loading.figures import Figure, render_figure
from calculator.loading.place import Place, PolicyError, Problem
from calculator.loading.prose import Link, Placeholder, pieces

__all__ = [
    "Edition", "Figure", "Link", "Place", "Placeholder", "PolicyError", "Problem",
    "edition_folders", "load_all", "load_each", "load_edition", "pieces", "render_figure",
]  # fmt: skip
