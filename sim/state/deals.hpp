#pragma once
/// What the law is asked about: may this item go from this seller to this buyer, at this place, for this use, today?

#include <cstdint>

#include "sim/core/id.hpp"
#include "sim/state/industry.hpp"

namespace exarace {

/// What changes hands.
enum class Good : unsigned char { chips, hbm, dies, tools, tool_service, compute, model, investment, minerals };

/// Where in its life a deal is judged. Only shipment and service bind.
enum class Stage : unsigned char { order, shipment, service };

/// A deal before the law. Fields that do not apply stay empty.
struct Deal {
  Good good = Good::chips;
  SkuId sku;            ///< chips, compute, dies: the SKU concerned
  int tool_class = -1;  ///< tools: see ToolClass
  LineId line;          ///< tools, service, hbm: the line that gets it or made it
  AccountId seller;
  AccountId buyer;
  AccountId user;            ///< who uses it in the end (renter, client of a front), when known to the seller
  CountryId place;           ///< where it will stand
  CountryId origin;          ///< where it ships from
  double units = 0;          ///< chips, stacks, dies, hours
  double value = 0;          ///< [USD]
  double training_flop = 0;  ///< model, investment, compute: size of the largest run concerned
  Stage stage = Stage::shipment;
};

/// The law's answer.
struct Verdict {
  enum class Answer : unsigned char { permitted, queued, denied };
  Answer answer = Answer::permitted;
  double share = 1.0;  ///< part of the deal that may go (quota, licence balance)
  double levy = 0.0;   ///< to the issuer's treasury, over the deal's value
  InstrumentId by;     ///< instrument that decided; none when nothing stood in the way
  AccountId levy_to;
};

}  // namespace exarace
