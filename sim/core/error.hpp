#pragma once
/// Every failure that exarace reports: one root, one subclass per remedy.

#include <stdexcept>
#include <string>

namespace exarace {

/// Root of all errors; its text says where, what was found, what is allowed and what to do.
struct Error : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A scenario, a design, a key or a flag is wrong. Exit code 2.
struct ScenarioError : Error {
  using Error::Error;
};

/// An accounting identity broke: the fault is the model's, never the user's. Exit code 3.
struct AuditError : Error {
  using Error::Error;
};

/// A result could not be written or read. Exit code 4.
struct ResultError : Error {
  using Error::Error;
};

/// The run was stopped from outside (Ctrl-C, SIGTERM). Exit code 130.
struct Interrupted : Error {
  using Error::Error;
};

}  // namespace exarace
