#pragma once
/// The command line of the program.

namespace exarace {

/// Runs the command that the arguments name; returns an exit code and never throws.
int run_program(int count, char** arguments);

}  // namespace exarace
