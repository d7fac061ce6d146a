#include "python/bindings/stepper.hpp"

#include <pybind11/stl.h>

#include <algorithm>

#include "outputs/series/catalogue.hpp"
#include "outputs/series/tables.hpp"
#include "python/bindings/listener.hpp"
#include "scenarios/runner/furnish/furnish.hpp"
#include "sim/core/error.hpp"
#include "sim/core/rows.hpp"

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

}  // namespace

Stepper::Stepper(std::shared_ptr<const Scenario> scenario, RunOptions options)
    : scenario_(std::move(scenario)),
      options_(std::move(options)),
      started_(utc_now()),
      setup_(open_run(*scenario_, options_)),
      rules_{behaviours(setup_->minds), setup_->laws, options_.audit},
      recorder_(choose_series(all_series(), options_.record), world().calendar, axes_of(world())),
      accounts_(setup_->world.accounts, nullptr, setup_) {
  for_tables(world(), [this]<class T>(Dim, const char* name, const T& table) {
    names_.emplace_back(name);
    tables_.emplace(name, TableView(const_cast<T&>(table), &T::fields(), setup_));
  });
}

void Stepper::check_idle() const {
  if (busy_) throw Error("the simulation is in the middle of a step in another thread");
}

void Stepper::check_further() const {
  if (failed_) throw Error("an earlier step of this simulation failed; begin a new one");
  if (world().step >= world().calendar.steps()) throw Error("the simulation has reached its end");
}

void Stepper::wait(Transfer transfer) {
  check_idle();
  check_further();
  check_transfer(world(), transfer, waiting_);
  waiting_.push_back(std::move(transfer));
}

void Stepper::pay(const std::string& payer, const std::string& payee, double usd, const std::string& purpose,
                  const std::string& why) {
  const AccountId from = find_account(world(), "payer", payer), to = find_account(world(), "payee", payee);
  wait({from, to, from_usd(usd), find_purpose(purpose), SkuId::none(), 0, why});
}

void Stepper::hand_over(const std::string& giver, const std::string& taker, const std::string& sku, std::int64_t units,
                        const std::string& why) {
  const AccountId from = find_account(world(), "payer", giver), to = find_account(world(), "payee", taker);
  wait({from, to, {}, Flow::asset_transfer, find_sku(world(), sku), units, why});
}

void Stepper::step() {
  check_further();
  const Busy busy(busy_);
  for (auto& [name, table] : tables_) table.part();
  accounts_.part();
  failed_ = true;
  {
    const py::gil_scoped_release others_may_run;
    row_threads() = options_.threads > 0 ? options_.threads : processors();
    carry_out(setup_->world, waiting_);
    touched_ = touched_ || !waiting_.empty();
    waiting_.clear();
    exarace::step(setup_->world, rules_);
    recorder_.sample(world());
    summary_.look(world());
  }
  failed_ = false;
}

std::shared_ptr<Outcome> Stepper::outcome() const {
  check_idle();
  Recorder copy = recorder_;
  auto out = std::make_shared<Outcome>();
  out->content = content_of(*scenario_, options_, *setup_, std::move(copy).finish(), started_);
  out->content.provenance.user_code = touched_;
  out->run.seed = out->content.provenance.seed;
  out->run.steps = world().step;
  out->run.summary = summary_.numbers(world());
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
  if (in_order) return accounts_.view(py::dtype("i8"), line.data() + rows.front(), rows.size());
  std::vector<std::int64_t> cents;
  for (const std::size_t row : rows) cents.push_back(line[AccountId{row}].cents);
  return py::array_t<std::int64_t>(static_cast<py::ssize_t>(cents.size()), cents.data());
}

}  // namespace exarace::python
