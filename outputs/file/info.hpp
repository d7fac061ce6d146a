#pragma once
/// What a result file says about itself.

#include <string>

namespace exarace {

/// Provenance, span, series and tables of a result file, for people. Throws ResultError.
std::string describe_file(const std::string& path);
/// The same as a JSON object.
std::string describe_file_json(const std::string& path);

}  // namespace exarace
