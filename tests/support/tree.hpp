#pragma once
/// Where the sources and the program under test stand.

#include <string>

namespace exarace::test {

/// A path below the top of the source tree.
std::string in_source(const std::string& path);

/// The command line program of this build.
std::string program();

}  // namespace exarace::test
