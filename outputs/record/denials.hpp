#pragma once
/// What the law stopped, in names: for the tables of results.

#include <string>
#include <vector>

#include "sim/core/calendar.hpp"

namespace exarace {

struct World;

/// Money that was refused, a wish that is repeated counted once.
struct DenialRow {
  Date date;               ///< first day of the step in which it was asked for
  Date first_asked;        ///< when the wish began
  std::string buyer;       ///< "clouds/alibaba"
  std::string seller;      ///< "designers/nvidia"
  std::string good;        ///< "chips", "hbm", ...
  std::string sku;         ///< of chips and dies, else ""
  std::string instrument;  ///< id of the rule
  double units = 0;
  double value = 0;  ///< [USD]
};

/// All so far, oldest first.
std::vector<DenialRow> denials_of(const World& world);

}  // namespace exarace
