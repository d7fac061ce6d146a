# ruff: noqa: F405
# Spack package: the program, from sources; for the Python package `pip install .` in an environment with the same
# libraries. Not built where this was written. For Spack 1.0 and later: copy it into a repository of your own; the
# sources are the checkout in which you stand:
#
#   spack repo create mine mine && spack repo add mine/spack_repo/mine
#   mkdir -p mine/spack_repo/mine/packages/exarace && cp docs/recipes/package.py mine/spack_repo/mine/packages/exarace/
#   spack dev-build exarace@main

from spack.package import *  # noqa: F403
from spack_repo.builtin.build_systems.cmake import CMakePackage


class Exarace(CMakePackage):
    """Agent-based economic simulator of the US-China AI compute race."""

    license("Apache-2.0")

    version("main")

    variant("mpi", default=True, description="Build exarace-mpi")

    depends_on("cmake@3.22:", type="build")
    depends_on("cxx", type="build")
    depends_on("boost@1.74:")
    depends_on("eigen@3.4:3")  # 5 is another version to CMake
    depends_on("intel-tbb@2021:")  # from sources; intel-oneapi-tbb is a binary
    depends_on("hdf5@1.10:+hl~mpi")
    depends_on("openssl")
    depends_on("libdeflate")
    depends_on("tomlplusplus@3.3:")
    depends_on("cli11@2.1:")
    depends_on("fmt@9:")
    depends_on("spdlog@1.10:")
    depends_on("nlohmann-json@3.10:")
    depends_on("random123")
    depends_on("mpi", when="+mpi")

    def cmake_args(self):
        return [
            self.define_from_variant("EXARACE_MPI", "mpi"),
            self.define("EXARACE_TESTS", False),
            self.define("EXARACE_PYTHON", False),
        ]
