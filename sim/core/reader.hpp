#pragma once
/// Whoever reads a message is told in his own words what to do.

namespace exarace {

/// How people work with this process.
enum class Reader { command_line, python };

/// Reader of the messages of this process. The Python package sets it when it is imported.
inline Reader& reader() {
  static Reader all = Reader::command_line;
  return all;
}

/// The wording that fits: "--force" or "force=True".
inline const char* in_words(const char* command_line, const char* python) {
  return reader() == Reader::python ? python : command_line;
}

}  // namespace exarace
