#pragma once
/// Text of files and names on its way to a terminal.

#include <string>
#include <string_view>

namespace exarace {

/// The text with control characters spelled out (\x1b), but for ends of lines and tabs: a name must not move the
/// cursor, change colours or retitle the window of whoever reads it.
std::string printable(std::string_view text);

}  // namespace exarace
