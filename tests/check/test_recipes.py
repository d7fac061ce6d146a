"""Recipes for other installers, read as far as a machine without these can: grammar, names, what they copy and need."""

import ast
import re
import subprocess
import types
from pathlib import Path

import jinja2
import pytest
import tomllib
import yaml

ROOT = Path(__file__).resolve().parents[2]
RECIPES = ROOT / "docs/recipes"
FOUND = r"find_(?:package|path|library)\((\w+)"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
# What cmake looks for, as Spack and conda-forge call it; the C library and compilers bring OpenMP.
SPACK = {
    "Boost": "boost", "Eigen3": "eigen", "TBB": "intel-tbb", "HDF5": "hdf5", "OpenSSL": "openssl", "LIBDEFLATE_LIBRARY":
    "libdeflate", "LIBDEFLATE_INCLUDE_DIR": "libdeflate", "tomlplusplus": "tomlplusplus", "CLI11": "cli11", "fmt": "fmt",
    "spdlog": "spdlog", "nlohmann_json": "nlohmann-json", "RANDOM123_INCLUDE_DIR": "random123",
}  # fmt: skip
CONDA = {**SPACK, "Boost": "libboost-headers", "TBB": "tbb-devel", "nlohmann_json": "nlohmann_json"}


def wanted():
    """Returns what the program's own CMakeLists.txt looks for."""
    return set(re.findall(FOUND, (ROOT / "CMakeLists.txt").read_text())) - {"OpenMP"}


def logical_lines(path):
    """Returns lines of a recipe without comments, those that a backslash joins as one."""
    text = re.sub(r"\\\n\s*", "", path.read_text())
    return [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def test_the_dockerfile_has_known_words_and_stages():
    stages = []
    for line in logical_lines(RECIPES / "Dockerfile"):
        word, rest = line.split(maxsplit=1)
        assert word in {"FROM", "ENV", "COPY", "WORKDIR", "RUN", "ENTRYPOINT"}, line
        if word == "FROM":
            stages.append(rest.split(" AS ")[-1])
        if word == "COPY" and (stage := re.match(r"--from=(\S+)", rest)):
            assert stage[1] in stages, line
        if word == "RUN":
            subprocess.run(["bash", "-n", "-c", rest], check=True)
    assert len(stages) == 2


def test_the_apptainer_recipe_has_known_sections_and_shell():
    head, *sections = re.split(r"^%(\w+)\n", "\n".join(logical_lines(RECIPES / "exarace.def")) + "\n", flags=re.MULTILINE)
    assert dict(line.split(": ") for line in head.splitlines()) == {"Bootstrap": "docker", "From": "debian:12-slim"}
    for name, body in zip(sections[::2], sections[1::2], strict=True):
        assert name in {"files", "post", "environment", "runscript", "test"}
        if name != "files":
            subprocess.run(["sh", "-n", "-c", body], check=True)


def test_what_the_recipes_call_is_there():
    usage = subprocess.run([ROOT / "dev"], capture_output=True, text=True, check=True).stdout
    assert "install PREFIX" in usage
    for name in ("Dockerfile", "exarace.def"):
        assert "./dev install /usr/local" in (RECIPES / name).read_text()


def test_the_conda_recipe_needs_what_cmake_and_the_package_need():
    text = (RECIPES / "meta.yaml").read_text()
    shown = jinja2.Template(text, undefined=jinja2.StrictUndefined).render(
        environ={}, compiler=lambda language: f"{language}_compiler"
    )
    recipe = yaml.safe_load(shown)
    assert f"VERSION {recipe['package']['version']} " in (ROOT / "CMakeLists.txt").read_text()
    host = {need.split()[0] for need in recipe["requirements"]["host"]}
    brought = {source["folder"] for source in recipe["source"] if "folder" in source}
    assert {CONDA[name] for name in wanted()} <= host | brought
    assert all(f"/{folder}/" in text for folder in brought)
    conda_names = [re.sub(r"^matplotlib(?=>)", "matplotlib-base", need) for need in PROJECT["dependencies"]]
    assert {need.replace(">=", " >=") for need in conda_names} <= set(recipe["requirements"]["run"])
    options = set(re.findall(r"cmake\.define\.(EXARACE_\w+)", text))
    assert options <= set(re.findall(r"(?:option|set)\((EXARACE_\w+)", (ROOT / "CMakeLists.txt").read_text()))
    assert (ROOT / recipe["about"]["license_file"]).is_file()


@pytest.fixture
def spack_package():
    """The package's class and what it says of itself, with words of Spack that only note what they are told."""
    told: dict[str, list] = {"depends_on": [], "variant": [], "version": [], "license": []}
    names: dict[str, object] = {word: lambda *a, word=word, **k: told[word].append((a, k)) for word in told}
    names["CMakePackage"] = type("CMakePackage", (), {})
    tree = ast.parse((RECIPES / "package.py").read_text())
    tree.body = [node for node in tree.body if not isinstance(node, ast.ImportFrom)]
    exec(compile(tree, "package.py", "exec"), names)
    return names["Exarace"], told


def test_the_spack_recipe_fetches_what_its_words_stand_for():
    """Since Spack 1.0 `spack.package` holds words alone; classes come from where Spack's own packages have them."""
    tree = ast.parse((RECIPES / "package.py").read_text())
    fetched = {(node.module, name.name) for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert fetched == {("spack.package", "*"), ("spack_repo.builtin.build_systems.cmake", "CMakePackage")}


def test_the_spack_recipe_needs_what_cmake_needs(spack_package):
    package, told = spack_package
    needs = {re.split(r"[@:+~]", words[0])[0] for words, _ in told["depends_on"]}
    assert {SPACK[name] for name in wanted()} <= needs
    variants = {words[0] for words, _ in told["variant"]}
    assert {how["when"].lstrip("+") for _, how in told["depends_on"] if "when" in how} <= variants
    own = types.SimpleNamespace(
        define_from_variant=lambda name, variant: (name, variant), define=lambda name, value: (name, value)
    )
    options = {name for name, _ in package.cmake_args(own)}
    assert options <= set(re.findall(r"(?:option|set)\((EXARACE_\w+)", (ROOT / "CMakeLists.txt").read_text()))
