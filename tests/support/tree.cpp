#include "tests/support/tree.hpp"

namespace exarace::test {

std::string in_source(const std::string& path) { return std::string(EXARACE_SOURCE "/") + path; }

std::string program() { return EXARACE_PROGRAM; }

}  // namespace exarace::test
