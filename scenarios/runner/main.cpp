#include "scenarios/runner/program.hpp"

int main(int count, char** arguments) { return exarace::run_program(count, arguments); }
