#pragma once
/// Objects of a file that somebody else may have written: nothing outside of it is opened, and nothing is believed that
/// its size contradicts.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file/handle.hpp"

namespace exarace::detail {

/// Opens what a path inside a file names. Links to other places and other files are refused. Throws ResultError.
Handle open_object(std::int64_t from, const std::string& path, const std::string& place);

/// Opens a variable; one whose numbers lie in other files (external or virtual storage) is refused. Throws ResultError.
Handle open_dataset(std::int64_t group, const std::string& name, const std::string& place);

/// Lengths of the axes of a data space.
std::vector<std::size_t> shape_of(std::int64_t space, const std::string& place);
/// Product of some lengths; throws ResultError where it does not fit into 48 bits.
std::size_t count_of(const std::vector<std::size_t>& shape);
/// The same for an attribute, which is small.
std::size_t checked_count(const std::vector<std::size_t>& shape, std::size_t element_size, const std::string& place);

/// Throws ResultError where a variable claims many more bytes than what is stored of it can hold.
void check_expansion(std::int64_t variable, const std::vector<std::size_t>& shape, std::size_t element_size,
                     const std::string& place);

/// Whether a type is that of lists of references to objects, as DIMENSION_LIST has them.
bool holds_references(std::int64_t type);

}  // namespace exarace::detail
