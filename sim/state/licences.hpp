#pragma once
/// Applications for licences of chips, what was granted, and how much of it is left. Licences for tools, stacks and
/// dies are many and small: the share that is granted stands for them.

#include <cstdint>
#include <vector>

#include "sim/core/calendar.hpp"
#include "sim/state/deals.hpp"

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
  std::vector<double> shipped;       ///< by (sku, country of the buyer's ultimate parent): chips since the start
  std::vector<double> drawn;         ///< by (sku, licence policy): chips shipped under it
  std::vector<double> quota_used;    ///< by (instrument, country): computing power under a quota [H100e]
  std::vector<double> company_used;  ///< by (account, instrument): the same in this calendar year [H100e]
  std::vector<double> effort;        ///< by government: work of licensing staff not yet used [person-years]
};

/// Adds to a table that grows with its index; `value_at` reads it.
inline void count(std::vector<double>& table, std::size_t at, double amount) {
  if (at >= table.size()) table.resize(at + 1, 0.0);
  table[at] += amount;
}

}  // namespace exarace
