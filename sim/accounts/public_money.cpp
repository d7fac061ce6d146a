#include "sim/accounts/public_money.hpp"

#include <algorithm>

#include "sim/state/rule.hpp"

namespace exarace {

namespace {

/// How a payment of a budget line is booked.
Flow flow_of(BudgetPurpose purpose) {
  switch (purpose) {
    case BudgetPurpose::fab_subsidy:
    case BudgetPurpose::public_compute: return Flow::grant_for_capital;
    case BudgetPurpose::compute_voucher:
    case BudgetPurpose::power_subsidy: return Flow::subsidy;
    case BudgetPurpose::procurement: return Flow::procurement;
    case BudgetPurpose::guidance_fund: return Flow::equity_round;
    case BudgetPurpose::enforcement: return Flow::public_wages;
    case BudgetPurpose::diplomacy: return Flow::grant_for_capital;
  }
  return Flow::subsidy;
}

/// Pays one line to its recipients by their outlays of the last year; staff of enforcement are households.
void pay_line(const World& world, const BudgetLine& line, Movements& out) {
  const AccountId payer = world.governments.account[line.payer];
  const Flow flow = flow_of(line.purpose);
  std::vector<AccountId> recipients = line.recipients;
  if (recipients.empty() && line.purpose == BudgetPurpose::enforcement)
    recipients.push_back(world.countries.households[world.governments.country[line.payer]]);
  double all = 0;
  for (const AccountId recipient : recipients) all += world.accounts.outlay_rate[recipient];
  for (const AccountId recipient : recipients) {
    const double share =
        all > 0 ? world.accounts.outlay_rate[recipient] / all : 1.0 / static_cast<double>(recipients.size());
    out.pay(payer, recipient, from_usd(line.rate * world.years * share), flow, Means::deposits, line.by);
  }
}

}  // namespace

const Fields& PublicMoney::fields() {
  using T = PublicMoney;
  static const Fields all = {
      key("cover", &T::cover)
          .range(0, 1)
          .about("Part of the money that state-backed firms lack which the state pays.")
          .assumed(),
  };
  return all;
}

void PublicMoney::carry(const World& world, AccountId firm, CountryId parent, Movements& out) const {
  const AccountId payer = treasury_of(world, parent);
  const Accounts& accounts = world.accounts;
  const Money lacking = accounts.credit_drawn[firm] + accounts.arrears[firm] - accounts.cash(firm);
  if (payer && lacking.cents > 0) out.pay(payer, firm, from_usd(lacking.usd() * cover), Flow::grant_for_capital);
}

void PublicMoney::assess(World& world, Movements& out) const {
  const std::size_t first = out.rows.size();
  for (const BudgetLine& line : world.regimes.budgets) pay_line(world, line, out);
  for (const FabId fab : world.fabs.rows())
    if (world.fabs.state_backed[fab]) carry(world, world.fabs.account[fab], world.fabs.country[fab], out);
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.public_fund[cloud]) carry(world, world.clouds.account[cloud], world.clouds.parent[cloud], out);

  auto& governments = world.governments;
  for (const GovernmentId government : governments.rows()) {
    const AccountId account = governments.account[government];
    double spent = 0;
    for (std::size_t row = first; row < out.rows.size(); ++row)
      if (out.rows[row].from == account) spent += out.rows[row].amount.usd();
    governments.spent_on_ai[government] = spent;
    const AccountId bank = world.countries.bank[governments.country[government]];
    const Money spare = world.accounts.cash(account) - max({}, governments.treasury[government]) - from_usd(spent);
    if (spare.cents > 0)
      out.pay(account, bank, min(spare, world.accounts.claim(ClaimKind::bond, bank, account)), Flow::bond_repayment);
  }
}

}  // namespace exarace
