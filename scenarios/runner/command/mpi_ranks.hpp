#pragma once
/// Ranks that share a sweep: the first hands out blocks, all play them. Only exarace-mpi holds this.

namespace exarace {

/// The program under mpirun or srun: the first rank does what the command line says, the others help it with a sweep.
int run_program_with_ranks(int count, char** arguments);

}  // namespace exarace
