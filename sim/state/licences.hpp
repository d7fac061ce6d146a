#pragma once
/// Applications for licences, what was granted, and how much of it is left.

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
    Good good;
    SkuId sku;    ///< chips, dies, hbm
    LineId line;  ///< tools and service
    AccountId seller;
    AccountId buyer;
    double asked;    ///< [units of the good]
    double balance;  ///< granted and not yet shipped
    double drawn;    ///< shipped under it
    Date filed;
    Date ready;    ///< earliest day of the ruling
    Date expires;  ///< of the licence, or of the time in which it may not be asked again
    LicenceState state;
  };
  std::vector<Row> rows;
  /// Chips shipped since the start by (sku, country of the buyer's ultimate parent).
  std::vector<double> shipped;
  /// Computing power under a quota by (instrument, country) since its effective day [H100e].
  std::vector<double> quota_used;
  /// The same by (instrument, account) in the last 12 months.
  std::vector<double> company_used;
};

}  // namespace exarace
