#pragma once
/// A page runs a model on one thread; ensembles use several workers.

inline int omp_get_num_procs() { return 1; }
