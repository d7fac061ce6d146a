#include "python/bindings/stepper.hpp"

#include <pybind11/stl.h>

#include <algorithm>

#include "outputs/series/tables.hpp"
#include "python/bindings/listener.hpp"
#include "sim/core/error.hpp"
#include "sim/step/transfers.hpp"

namespace py = pybind11;

namespace exarace::python {
namespace {

/// Marks a step as running, for as long as it lives.
class Busy {
 public:
  explicit Busy(std::atomic<bool>& flag) : flag_(flag) {
    if (flag_.exchange(true)) throw Error("the simulation is in the middle of a step in another thread");
  }
  ~Busy() { flag_ = false; }

 private:
  std::atomic<bool>& flag_;
};

RunOptions with_policies(RunOptions options, const Policies& policies) {
  options.policies = policies.for_run();
  return options;
}

}  // namespace

Stepper::Stepper(const Scenario& scenario, RunOptions options, const Decide& decide)
    : policies_(std::make_shared<Policies>(decide)),
      course_(std::make_shared<Course>(scenario, with_policies(std::move(options), *policies_))) {
  look_at_tables();
}

Stepper::Stepper(const Checkpoint& checkpoint, RunOptions options, const Decide& decide)
    : policies_(std::make_shared<Policies>(decide)),
      course_(std::make_shared<Course>(checkpoint, with_policies(std::move(options), *policies_))) {
  look_at_tables();
}

void Stepper::look_at_tables() {
  names_.clear();
  tables_.clear();
  World& world = course_->open_world();
  for_tables(world, [this]<class T>(Dim, const char* name, const T& table) {
    names_.emplace_back(name);
    tables_.emplace(name, TableView(const_cast<T&>(table), &T::fields(), course_));
  });
  accounts_ = std::make_unique<TableView>(world.accounts, nullptr, course_);
}

void Stepper::part() {
  for (auto& [name, table] : tables_) table.part();
  accounts_->part();
}

void Stepper::check_idle() const {
  if (busy_) throw Error("the simulation is in the middle of a step in another thread");
}

void Stepper::check_whole() const {
  check_idle();
  if (failed_) throw Error("an earlier step of this simulation failed; begin a new one");
}

void Stepper::check_further() const {
  if (failed_) throw Error("an earlier step of this simulation failed; begin a new one");
  if (course_->ended()) throw Error("the simulation has reached its end");
}

void Stepper::pay(const std::string& payer, const std::string& payee, double usd, const std::string& purpose,
                  const std::string& why) {
  check_idle();
  check_further();
  const AccountId from = find_account(world(), "payer", payer), to = find_account(world(), "payee", payee);
  course_->wait({from, to, from_usd(usd), find_purpose(purpose), SkuId::none(), 0, why});
}

void Stepper::hand_over(const std::string& giver, const std::string& taker, const std::string& sku, std::int64_t units,
                        const std::string& why) {
  check_idle();
  check_further();
  const AccountId from = find_account(world(), "payer", giver), to = find_account(world(), "payee", taker);
  course_->wait({from, to, {}, Flow::asset_transfer, find_sku(world(), sku), units, why});
}

void Stepper::step() {
  check_further();
  const Busy busy(busy_);
  part();
  failed_ = true;
  {
    const py::gil_scoped_release others_may_run;
    course_->step();
  }
  failed_ = false;
}

std::vector<std::string> Stepper::branch(const Scenario& next) {
  check_whole();
  check_further();
  part();
  auto kept = course_->branch(next);
  look_at_tables();  // the world has moved
  return kept;
}

Checkpoint Stepper::checkpoint() const {
  check_whole();
  return course_->checkpoint();
}

std::shared_ptr<Stepper> Stepper::copy(const Decide& decide) const {
  check_whole();
  RunOptions options = course_->options();
  return std::make_shared<Stepper>(course_->checkpoint(), std::move(options), decide);
}

std::shared_ptr<Outcome> Stepper::outcome() const {
  check_idle();
  auto out = std::make_shared<Outcome>();
  out->content = course_->content();
  out->run = course_->result();
  return out;
}

TableView& Stepper::table(const std::string& name) {
  check_idle();
  return tables_.at(name);
}

py::object Stepper::balance(const std::string& name, Item item) {
  TableView& view = table(name);
  const Field* account = view.find("account");
  if (!account) return {};
  const auto rows = view.values(*account).cast<std::vector<std::size_t>>();
  const auto& line = world().accounts.balance[static_cast<std::size_t>(item)];
  const bool in_order =
      std::is_sorted(rows.begin(), rows.end()) && !rows.empty() && rows.back() - rows.front() + 1 == rows.size();
  if (in_order) return accounts_->view(py::dtype("i8"), line.data() + rows.front(), rows.size());
  std::vector<std::int64_t> cents;
  for (const std::size_t row : rows) cents.push_back(line[AccountId{row}].cents);
  return py::array_t<std::int64_t>(static_cast<py::ssize_t>(cents.size()), cents.data());
}

}  // namespace exarace::python
