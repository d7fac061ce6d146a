#pragma once
/// Types, attributes and storage of variables in a file.

#include <cstdint>
#include <string>
#include <vector>

#include "outputs/file.hpp"

namespace exarace::detail {

/// Type of texts everywhere: UTF-8 of any length.
Handle text_type();
/// Type of numbers in memory (hid_t).
std::int64_t native_type(Element element);
/// Type of numbers in a file, the same on every machine (hid_t).
std::int64_t stored_type(Element element);

void write_attribute(std::int64_t object, const Attribute& attribute);
/// Says which value means "none", in the type of the variable.
void write_fill(std::int64_t variable, Element element, const Storage& storage);

/// Whether a block may be compressed: texts of any length cannot, and HDF5 keeps them elsewhere.
enum class Pack { yes, no };
/// How a block of that shape is laid out; an empty shape is a scalar.
Handle storage_list(const std::vector<std::size_t>& shape, std::size_t element_size, Pack pack);
/// Extent of a block. A dimension of length 0 is unlimited: netCDF has no other empty ones.
Handle space_of(const std::vector<std::size_t>& shape);

}  // namespace exarace::detail
