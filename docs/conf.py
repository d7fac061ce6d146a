"""How the documentation site is built: `./dev site` writes it to build/site, without the network."""

import exarace

project = "exarace"
author = "The exarace contributors"
copyright = "2025-2026, the exarace contributors"
version = release = exarace.__version__

extensions = [
    "myst_nb",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "sphinx_copybutton",
]
exclude_patterns = ["_templates", "**/*.template.md", "mechanisms/template.md", "mechanisms/discussion.md", "constraints.txt"]
html_theme = "pydata_sphinx_theme"
html_title = "exarace"
html_theme_options = {"show_toc_level": 2, "navigation_with_keys": False, "show_prev_next": True}
html_show_sourcelink = False
html_static_path = ["_static"]
html_css_files = ["exarace.css"]
templates_path = ["_templates"]

myst_enable_extensions = ["colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 4
# Pages are read beside the code too: their links lead to files of the tree that are no pages of the site.
suppress_warnings = ["myst.xref_missing", "myst.header"]

nb_execution_mode = "force"  # a tutorial that no longer runs stops the build
nb_execution_timeout = 600
nb_execution_in_temp = True  # what a tutorial writes does not stay
nb_execution_raise_on_error = True
nb_execution_show_tb = True
nb_merge_streams = True
nb_output_stderr = "remove"  # progress bars

autosummary_generate = True
autodoc_typehints = "none"  # they stand in the docstrings
numpydoc_show_class_members = False  # the template lists them, each with all that is said of it
numpydoc_validation_checks: set[str] = set()

MADE_BY_USERS = {"Simulation", "Act"}
"""Classes that users call; objects of all others come from functions and methods."""


def without_signature(app, what, name, obj, options, signature, annotation):
    """Hides how objects are made that users do not make."""
    if what == "class" and name.rpartition(".")[2] not in MADE_BY_USERS:
        return "", None
    return None


def setup(app):
    app.connect("autodoc-process-signature", without_signature)
