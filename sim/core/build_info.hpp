#pragma once
/// What this program was built from, for the provenance of results. The values are written at build time
/// (cmake/build_info.cmake), so that a new commit recompiles one small file only.

namespace exarace {

/// Facts fixed when the program was compiled.
struct BuildInfo {
  const char* version;   ///< "0.1.0"
  const char* commit;    ///< git commit, behind a plus a digest of sources that differ from it; without git the digest
  const char* compiler;  ///< "GNU 12.2.0"
  const char* flags;     ///< compiler flags that can change numbers or speed
  const char* build_type;  ///< "Release"
};

/// The one BuildInfo of this program.
const BuildInfo& build_info();

}  // namespace exarace
