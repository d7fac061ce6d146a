#pragma once
/// A run that Python takes step by step.

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "outputs/record/recorder.hpp"
#include "python/bindings/columns.hpp"
#include "python/bindings/outcome.hpp"
#include "scenarios/runner/furnish/setup.hpp"
#include "scenarios/runner/play/summary.hpp"
#include "sim/step/transfers.hpp"

namespace exarace::python {

class Stepper {
 public:
  Stepper(std::shared_ptr<const Scenario> scenario, RunOptions options);

  /// One step, without the GIL. Throws AuditError; Error where there is no further step, where an earlier one failed or
  /// where another thread is in the middle of one.
  void step();
  /// Has money moved at the beginning of the next step, between accounts by name. Throws ScenarioError for what cannot
  /// be, Error where there is no further step.
  void pay(const std::string& payer, const std::string& payee, double usd, const std::string& purpose,
           const std::string& why);
  /// The same of chips, between clouds.
  void hand_over(const std::string& giver, const std::string& taker, const std::string& sku, std::int64_t units,
                 const std::string& why);
  /// What has been recorded so far.
  std::shared_ptr<Outcome> outcome() const;

  const World& world() const { return setup_->world; }
  /// Names of the tables, in the order of scenario files.
  const std::vector<std::string>& names() const { return names_; }
  /// Table of that name. Throws Error while a step runs.
  TableView& table(const std::string& name);
  /// A line of the balance sheet of each row's account [US cents], or null if the table has no accounts.
  pybind11::object balance(const std::string& table, Item item);

 private:
  void check_idle() const;
  void check_further() const;
  void wait(Transfer transfer);

  std::shared_ptr<const Scenario> scenario_;
  RunOptions options_;
  std::string started_;
  std::shared_ptr<Setup> setup_;
  Rules rules_;
  Recorder recorder_;
  Summary summary_;
  std::vector<std::string> names_;
  std::map<std::string, TableView> tables_;
  TableView accounts_;
  std::vector<Transfer> waiting_;  ///< transfers for the next step
  bool touched_ = false;           ///< something was moved from outside
  std::atomic<bool> busy_{false};
  bool failed_ = false;
};

}  // namespace exarace::python
