#pragma once
/// Is a result file whole, and is it what was written?

#include <string>
#include <vector>

namespace exarace {

/// One thing that is wrong with a file.
struct Finding {
  enum class Kind { missing, unreadable, truncated, damaged, incomplete, wrong_layout };
  Kind kind = Kind::unreadable;
  std::string text;  ///< one sentence, with the place inside the file where it is known
};

/// What is wrong with the bytes of a file that FileWriter made: missing, cut off, changed.
std::vector<Finding> verify_bytes(const std::string& path);

/// Everything wrong with a result file; empty if it is whole. Never throws for what a file contains.
std::vector<Finding> verify_file(const std::string& path);

}  // namespace exarace
