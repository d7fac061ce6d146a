#ifdef EXARACE_WITH_MPI
#include "scenarios/runner/command/mpi_ranks.hpp"

int main(int count, char** arguments) { return exarace::run_program_with_ranks(count, arguments); }
#else
#include "scenarios/runner/command/program.hpp"

int main(int count, char** arguments) { return exarace::run_program(count, arguments); }
#endif
