#pragma once
/// Named dimensions as HDF5 stores them (Dimension Scale Specification 1.0). Written by hand rather than with HDF5's
/// high-level library, which rewrites the list of users of a dimension for every variable that it is attached to.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file/kit.hpp"

namespace exarace::detail {

/// Makes a variable the scale of a dimension of that name.
void make_scale(std::int64_t variable, const std::string& name);
/// Makes a variable the scale of a dimension that is only counted: netCDF then shows no variable.
void make_bare_scale(std::int64_t variable, std::size_t length);
/// Reference to an object (hobj_ref_t).
std::uint64_t refer_to(std::int64_t object);
/// Names the scales of a variable's axes.
void name_axes(Kit& kit, std::int64_t variable, std::vector<std::uint64_t> scales);
/// One use of a scale.
struct User {
  std::uint64_t variable;
  std::int32_t axis;
  std::int32_t padding = 0;  ///< a hole would put whatever was in memory into the file
};
/// Tells a scale which variables use it, and as which of their axes.
void name_users(std::int64_t scale, const std::vector<User>& users);

}  // namespace exarace::detail
