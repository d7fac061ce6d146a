#pragma once
/// A comparison as people read it, and as programs do.

#include <string>
#include <vector>

#include "outputs/file/effects.hpp"

namespace exarace {

/// The table by year, of totals and of the two that race; `output` is the file that keeps all, "" for none.
std::string effects_text(const Effects& effects, const std::string& output);
/// All of them as JSON: an object, or a list of several.
std::string effects_json(const std::vector<Effects>& effects, const std::vector<std::string>& outputs);

}  // namespace exarace
