#pragma once
/// Wrong inputs in a folder, each beside the exact message that it must give.

#include <filesystem>
#include <functional>
#include <string>

namespace exarace::test {

/// Content of a file, "" where there is none.
std::string text_of(const std::filesystem::path& file);

/// A text with every `part` taken out: what depends on where the tests stand.
std::string without(std::string text, const std::string& part);

/// Compares message_of(file) with NAME.expected for every file of a folder (below the top of the sources) with that
/// ending, `least` or more. EXARACE_UPDATE=1 rewrites the messages.
void check_messages(const std::string& folder, const std::string& ending, std::size_t least,
                    const std::function<std::string(const std::filesystem::path&)>& message_of);

}  // namespace exarace::test
