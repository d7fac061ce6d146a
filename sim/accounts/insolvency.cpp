#include "sim/accounts/insolvency.hpp"

#include <algorithm>
#include <utility>

#include "sim/core/whole.hpp"
#include "sim/ledger/goods/move.hpp"

namespace exarace {

namespace {

/// Whether the sector consists of firms that can fail.
bool can_fail(Sector sector) {
  return sector == Sector::designer || sector == Sector::fab || sector == Sector::toolmaker ||
         sector == Sector::cloud || sector == Sector::lab || sector == Sector::broker;
}

bool carried_by_state(const World& world, AccountId account) {
  for (const FabId fab : world.fabs.rows())
    if (world.fabs.account[fab] == account) return world.fabs.state_backed[fab];
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.account[cloud] == account) return world.clouds.public_fund[cloud];
  return false;
}

/// A designer that fails leaves the market: its list closes, its book lapses, and what it has in stock is scrapped.
/// What foundries and packagers still finish for it follows as stock without use.
void leave(World& world, DesignerId designer) {
  auto& designers = world.designers;
  auto& skus = world.skus;
  designers.defaulted[designer] = true;
  designers.variant_parent[designer] = SkuId::none();
  designers.written_down[designer] += world.accounts.of(Item::inventory, designers.account[designer]).usd();
  move(world, designer, Stacks::stock, Stacks::scrapped, designers.hbm_stock[designer]);
  for (const SkuId sku : skus.rows()) {
    if (skus.designer[sku] != designer) continue;
    skus.withdrawn[sku] = true;
    skus.on_sale[sku] = false;
    move(world, sku, Chips::maker_stock, Chips::written_off, skus.maker_stock[sku]);
    move(world, sku, Dies::stock, Dies::scrapped, skus.dies[sku]);
    for (const CloudId cloud : world.clouds.rows()) world.book(cloud, sku) = 0;
  }
}

/// Whether it failed before: what is still billed to it is written off, nothing else is left to happen.
bool has_left(const World& world, AccountId account) {
  for (const DesignerId designer : world.designers.rows())
    if (world.designers.account[designer] == account) return world.designers.defaulted[designer];
  return false;
}

/// Whether its plants go on when it fails, as the property of those to whom it owed.
bool goes_on(Sector sector) { return sector == Sector::fab || sector == Sector::toolmaker; }

const char* fate_of(Sector sector) {
  if (sector == Sector::designer) return " cannot pay its bills and leaves the market.";
  return goes_on(sector) ? " cannot pay its bills; its creditors take it over." : " cannot pay its bills.";
}

void mark(World& world, AccountId account) {
  for (const DesignerId designer : world.designers.rows())
    if (world.designers.account[designer] == account) leave(world, designer);
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.account[cloud] == account) world.clouds.defaulted[cloud] = true;
  for (const LabId lab : world.labs.rows())
    if (world.labs.account[lab] == account) world.labs.defaulted[lab] = true;
  const Money owed = world.accounts.of(Item::loans_owed, account) + world.accounts.of(Item::payables, account);
  world.events.add({world.today, "defaulted", world.accounts.name[account], "", "", 0, owed.usd(),
                    world.accounts.name[account] + fate_of(world.accounts.sector[account])});
}

/// One creditor of an insolvent account: what it is owed, how its share is paid and the rest written off.
struct Owed {
  AccountId creditor;
  Money amount;
  Flow payment;
  Flow write_off;
};

std::vector<Owed> creditors_of(const Accounts& accounts, AccountId account) {
  std::vector<Owed> all;
  for (const Claim& loan : accounts.of(ClaimKind::loan))
    if (loan.debtor == account) all.push_back({loan.creditor, loan.amount, Flow::loan_repayment, Flow::loan_write_off});
  for (const Claim& advance : accounts.of(ClaimKind::advance))
    if (advance.debtor == account)
      all.push_back({advance.creditor, advance.amount, Flow::refund, Flow::advance_write_off});
  return all;
}

/// What a creditor gave up.
struct Lost {
  AccountId creditor;
  Money amount;
};

/// Those who gave up claims own the firm in proportion, up to the worth of what it has left.
void hand_over(const Accounts& accounts, AccountId account, const std::vector<Lost>& lost, Movements& out) {
  double all = 0, worth = 0;
  for (const Lost& one : lost) all += one.amount.usd();
  for (const Item item : {Item::inventory, Item::fixed_capital, Item::receivables})
    worth += accounts.of(item, account).usd();
  const double share = all > 0 ? std::min(1.0, worth / all) : 0.0;
  for (const Lost& one : lost)
    out.pay(account, one.creditor, from_usd(one.amount.usd() * share), Flow::equity_revaluation);
}

}  // namespace

const Fields& Insolvency::fields() {
  using T = Insolvency;
  static const Fields all = {
      key("patience", &T::patience)
          .unit("day")
          .range(0, 1000)
          .about("Age of the oldest unpaid bill that makes a firm insolvent.")
          .assumed(),
  };
  return all;
}

std::vector<AccountId> Insolvency::assess(World& world) const {
  const Accounts& accounts = world.accounts;
  const Date limit{world.today.days - static_cast<int>(patience)};
  std::vector<AccountId> failed;
  for (const AccountId account : accounts.rows()) {
    if (accounts.arrears[account].cents <= 0 || accounts.arrears_since[account] >= limit) continue;
    if (!can_fail(accounts.sector[account]) || carried_by_state(world, account)) continue;
    if (!has_left(world, account)) mark(world, account);
    failed.push_back(account);
  }
  return failed;
}

void wind_up(const World& world, AccountId account, Movements& out) {
  const Accounts& accounts = world.accounts;
  if (accounts.sector[account] == Sector::designer)
    out.note(account, accounts.of(Item::inventory, account), Flow::write_down);
  std::vector<Lost> lost;
  for (const Payable& bill : accounts.payables) {
    if (bill.payer != account) continue;
    out.pay(bill.payee, account, bill.amount, Flow::payable_write_off);
    lost.push_back({bill.payee, bill.amount});
  }
  const std::vector<Owed> lenders = creditors_of(accounts, account);
  Money owed;
  for (const Owed& lender : lenders) owed += lender.amount;
  const double share = owed.cents > 0 ? std::min(1.0, accounts.cash(account).usd() / owed.usd()) : 0.0;
  for (const Owed& lender : lenders) {
    const Money paid{whole_up_to(lender.amount.cents, static_cast<double>(lender.amount.cents) * share)};
    out.pay(account, lender.creditor, paid, lender.payment);
    out.pay(lender.creditor, account, lender.amount - paid, lender.write_off);
    lost.push_back({lender.creditor, lender.amount - paid});
  }
  for (const Claim& stake : accounts.of(ClaimKind::equity))
    if (stake.debtor == account) out.pay(account, stake.creditor, -stake.amount, Flow::equity_revaluation);
  if (goes_on(accounts.sector[account])) hand_over(accounts, account, lost, out);
}

}  // namespace exarace
