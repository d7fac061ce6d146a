#include "sim/state/accounts.hpp"

#include <algorithm>

namespace exarace {
namespace {

/// Whether a purpose moves money, now or as a bill. The others change values within one account, or write off.
constexpr bool is_paid(Flow flow) {
  switch (flow) {
    case Flow::prepayment_used:
    case Flow::cost_of_sales:
    case Flow::write_down:
    case Flow::depreciation:
    case Flow::capitalise:
    case Flow::disposal:
    case Flow::equity_revaluation:
    case Flow::loan_write_off:
    case Flow::asset_transfer:
    case Flow::payable_write_off:
    case Flow::advance_write_off: return false;
    default: return true;
  }
}

constexpr auto kPaid = [] {
  std::array<bool, kFlows> paid{};
  for (std::size_t flow = 0; flow < kFlows; ++flow) paid[flow] = is_paid(static_cast<Flow>(flow));
  return paid;
}();

}  // namespace

Money FlowTable::total(Flow flow) const {
  Money sum;
  const auto first = amounts.begin() + static_cast<std::ptrdiff_t>(index(flow, Sector{}, Sector{}));
  for (auto cell = first; cell != first + kSectors * kSectors; ++cell) sum += *cell;
  return sum;
}

std::array<Money, kSectors * kSectors> FlowTable::between_sectors() const {
  std::array<Money, kSectors * kSectors> sums{};
  const Money* of_flow = amounts.data();
  for (std::size_t flow = 0; flow < kFlows; ++flow, of_flow += sums.size())
    if (kPaid[flow])
      for (std::size_t pair = 0; pair < sums.size(); ++pair)
        if (of_flow[pair].cents != 0) sums[pair] += of_flow[pair];  // most are none
  return sums;
}

void FlowTable::clear() {
  std::fill(amounts.begin(), amounts.end(), Money{});
  std::fill(by_instrument.begin(), by_instrument.end(), Money{});
  turnover = outside = clipped = Money{};
}

Money Accounts::claim(ClaimKind kind, AccountId creditor, AccountId debtor) const {
  const auto& all = of(kind);
  const auto place = std::lower_bound(all.begin(), all.end(), Claim{creditor, debtor, {}}, Claim::before);
  return place != all.end() && place->creditor == creditor && place->debtor == debtor ? place->amount : Money{};
}

AccountId Accounts::add(std::string account_name, Sector of_sector, CountryId residence, CountryId of_parent) {
  const AccountId account{size()};
  name.push_back(std::move(account_name));
  sector.push_back(of_sector);
  country.push_back(residence);
  parent.push_back(of_parent);
  listed_firm.push_back(false);
  affiliate_share.push_back(0.0);
  for (auto& item : balance) item.push_back({});
  for (auto* column : {&saving, &revaluation, &sales, &outlays, &earnings, &profit, &profit_taxed, &credit_limit,
                       &credit_drawn, &arrears})
    column->push_back({});
  last_flow.push_back({});
  arrears_since.push_back(kNever);
  outlay_rate.push_back(0.0);
  earnings_rate.push_back(0.0);
  return account;
}

}  // namespace exarace
