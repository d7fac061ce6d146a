#pragma once
/// Many runs side by side for Python: what one of them leaves, and policies that are made anew for each.

#include <memory>
#include <mutex>
#include <vector>

#include "python/bindings/policy.hpp"
#include "scenarios/runner/play/batch.hpp"

namespace exarace::python {

/// Governments of the user in the runs of a batch: `make` (side, replicate) returns functions by government id, fresh
/// ones for each run. Python's objects live as long as this one, which must outlive the batch.
class BatchPolicies {
 public:
  explicit BatchPolicies(pybind11::object make) : make_(std::move(make)) {}
  ~BatchPolicies();
  BatchPolicies(const BatchPolicies&) = delete;
  BatchPolicies& operator=(const BatchPolicies&) = delete;

  /// For BatchOptions; takes the GIL. Nothing where there is nothing to make.
  std::function<std::map<std::string, GovernmentPolicy>(const BatchRun&)> factory();

 private:
  pybind11::object make_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Policies>> made_;
};

/// Draws as Python hands them over: keys, and the values of each.
using GivenDraws = std::pair<std::vector<std::string>, std::vector<std::vector<double>>>;

/// Options that runs of all batches share; `draws` fit all of the scenarios, or ScenarioError is thrown.
void set_batch(BatchOptions& options, const std::vector<Scenario>& scenarios, std::uint64_t replicates,
               std::optional<std::uint64_t> seed, int threads, bool audit, const std::vector<std::string>& record,
               GivenDraws draws);

}  // namespace exarace::python
