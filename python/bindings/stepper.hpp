#pragma once
/// A run that Python takes step by step.

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "python/bindings/columns.hpp"
#include "python/bindings/outcome.hpp"
#include "python/bindings/policy.hpp"
#include "scenarios/runner/play/course.hpp"

namespace exarace::python {

/// Functions of Python by government.
using Decide = std::map<std::string, pybind11::object>;

class Stepper {
 public:
  Stepper(const Scenario& scenario, RunOptions options, const Decide& decide);
  /// Where a checkpoint stands; of `options` the threads and the command count.
  Stepper(const Checkpoint& checkpoint, RunOptions options, const Decide& decide);

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
  /// From here on under another scenario; returns the keys whose new values come too late.
  std::vector<std::string> branch(const Scenario& next);
  /// Everything that is needed to go on from here.
  Checkpoint checkpoint() const;
  /// Another run that stands where this one does.
  std::shared_ptr<Stepper> copy(const Decide& decide) const;
  /// What has been recorded so far.
  std::shared_ptr<Outcome> outcome() const;

  const World& world() const { return course_->world(); }
  const Scenario& scenario() const { return course_->scenario(); }
  const RunOptions& options() const { return course_->options(); }
  /// Names of the tables, in the order of scenario files.
  const std::vector<std::string>& names() const { return names_; }
  /// Table of that name. Throws Error while a step runs.
  TableView& table(const std::string& name);
  /// A line of the balance sheet of each row's account [US cents], or null if the table has no accounts.
  pybind11::object balance(const std::string& table, Item item);

 private:
  void check_idle() const;
  void check_further() const;
  void check_whole() const;
  void look_at_tables();
  void part();

  std::shared_ptr<const Policies> policies_;  ///< before the course, which calls them
  std::shared_ptr<Course> course_;
  std::vector<std::string> names_;
  std::map<std::string, TableView> tables_;
  std::unique_ptr<TableView> accounts_;
  std::atomic<bool> busy_{false};
  bool failed_ = false;
};

}  // namespace exarace::python
