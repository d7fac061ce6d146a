#pragma once
/// What a scenario lets grow without limit, until no book can hold it.

#include "sim/core/error.hpp"

namespace exarace {

/// An amount or a count is larger than the books hold. No identity broke: the remedy is the scenario's.
struct OutgrownError : AuditError {
  using AuditError::AuditError;
};

}  // namespace exarace
