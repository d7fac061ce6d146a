#pragma once
/// Named dimensions as HDF5 stores them (Dimension Scale Specification 1.0). Written by hand rather than with HDF5's
/// high-level library, which rewrites the list of users of a dimension for every variable that it is attached to.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace exarace::detail {

/// Makes a variable the scale of a dimension of that name.
void make_scale(std::int64_t variable, const std::string& name);
/// Makes a variable the scale of a dimension that is only counted: netCDF then shows no variable.
void make_bare_scale(std::int64_t variable, std::size_t length);
/// Names the scales (variables of the same group) of a variable's axes.
void name_axes(std::int64_t group, std::int64_t variable, const std::vector<std::string>& scales);
/// Tells a scale which variables use it, and as which of their axes.
void name_users(std::int64_t group, std::int64_t scale, const std::vector<std::pair<std::string, int>>& users);

}  // namespace exarace::detail
