#pragma once
/// Applications for licences of chips, what was granted, and how much of it is left. Licences for tools, stacks and
/// dies are many and small: the share that is granted stands for them.

#include <algorithm>
#include <cstdint>
#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/state/deals.hpp"
#include "sim/state/grid.hpp"

namespace exarace {

enum class LicenceState : unsigned char { filed, granted, refused, declined };

/// Applications in order of filing; balances are drawn at shipment.
struct Licences {
  struct Row {
    InstrumentId policy;  ///< licence policy under which it was filed
    SkuId sku;
    AccountId seller;
    AccountId buyer;
    double asked;    ///< [chips]
    double balance;  ///< granted and not yet shipped
    double drawn;    ///< shipped under it
    Date filed;
    Date ready;    ///< earliest day of the ruling
    Date expires;  ///< of the licence, or of the time in which it may not be asked again
    LicenceState state;
    std::uint64_t luck = 0;  ///< key of its draws
  };
  std::vector<Row> rows;
  std::vector<std::vector<std::uint32_t>> rows_of;  ///< by account of the buyer: indices into rows, in order of filing
  void add(const Row& row) {
    if (row.buyer.index >= rows_of.size()) rows_of.resize(row.buyer.index + 1);
    rows_of[row.buyer.index].push_back(static_cast<std::uint32_t>(rows.size()));
    rows.push_back(row);
  }
  /// Calls visit(row) for every application of a buyer, oldest first.
  template <class Books, class Visit>
  static void each_of(Books& books, AccountId buyer, Visit&& visit) {
    if (!buyer || buyer.index >= books.rows_of.size()) return;
    for (const std::uint32_t at : books.rows_of[buyer.index]) visit(books.rows[at]);
  }
  Grid<SkuId, CountryId, double> shipped;   ///< by country of the buyer's ultimate parent: chips since the start
  Grid<SkuId, InstrumentId, double> drawn;  ///< chips shipped under a licence policy
  Grid<InstrumentId, CountryId, double> quota_used;    ///< computing power under a quota [H100e]
  Grid<AccountId, InstrumentId, double> company_used;  ///< the same in this calendar year [H100e]
  std::vector<double> effort;  ///< by government: work of licensing staff not yet used [person-years]
};

/// Adds to a count that grows with the rows that it knows; its `at` reads it.
template <class A, class B>
void count(Grid<A, B, double>& counted, A a, B b, double amount) {
  if (a.index >= counted.rows() || b.index >= counted.columns)
    counted.widen(std::max<std::size_t>(counted.rows(), a.index + 1),
                  std::max<std::size_t>(counted.columns, b.index + 1));
  counted(a, b) += amount;
}

}  // namespace exarace
