#pragma once
/// What somebody outside the model moves between two of its accounts: money for a purpose, or chips.

#include <cstdint>
#include <string>
#include <vector>

#include "sim/state/world.hpp"

namespace exarace {

/// A transfer as it is asked for.
struct Transfer {
  AccountId from;
  AccountId to;
  Money amount;               ///< of a payment
  Flow flow = Flow::subsidy;  ///< its purpose
  SkuId sku;                  ///< of chips; none for a payment
  std::int64_t units = 0;
  std::string why;  ///< for the event; may be empty
};

/// Account of that name, "clouds/microsoft". Throws ScenarioError with the nearest name; `what` begins its text.
AccountId find_account(const World& world, const std::string& what, const std::string& name);
/// SKU of that id. Throws ScenarioError with the nearest id.
SkuId find_sku(const World& world, const std::string& id);
/// Purposes for which money can be moved from outside, by name: an expense of the payer and an income of the payee.
std::vector<std::string> transfer_purposes();
/// One of these. Throws ScenarioError with the nearest name.
Flow find_purpose(const std::string& name);

/// Throws ScenarioError for a transfer that cannot be meant, or that its giver cannot make once it has made those that
/// wait already: the payer must have the money or the credit (governments, banks and the outside world always do), the
/// giver of chips the chips.
void check_transfer(const World& world, const Transfer& transfer, const std::vector<Transfer>& waiting);

/// Makes transfers at the beginning of a step, before the ledger opens it: chips change hands at once and go to the new
/// owner's queue for power; money and the book value of chips become movements, which the step books first. Each is
/// told of in an event.
void carry_out(World& world, const std::vector<Transfer>& transfers);

}  // namespace exarace
