#pragma once
/// Types and attributes of variables in a file.

#include <cstdint>

#include "outputs/file/kit.hpp"
#include "outputs/file/writer.hpp"

namespace exarace::detail {

/// Type of numbers in memory (hid_t).
std::int64_t native_type(Element element);
/// Type of numbers in a file, the same on every machine (hid_t).
std::int64_t stored_type(Element element);

void write_attribute(Kit& kit, std::int64_t object, const Attribute& attribute);
/// Says which value means "none", in the type of the variable.
void write_fill(Kit& kit, std::int64_t variable, Element element, const Storage& storage);

}  // namespace exarace::detail
