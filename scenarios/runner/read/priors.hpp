#pragma once
/// Which numbers of a scenario are uncertain, and how: declared in fields() or beside the value.

#include <string>
#include <vector>

#include "scenarios/runner/read/catalogue.hpp"
#include "scenarios/runner/read/scenario.hpp"

namespace exarace {

/// A key that is drawn where a design or a calibration asks for what is uncertain.
struct UncertainKey {
  std::string
      key;  ///< as a factor or a change names it: "lines.smic_n7.defect_density", "times:countries.us.grid_growth"
  std::string unit;
  std::string about;
  Distribution shape;
  double value = 0;  ///< that the scenario has; 1 of a factor
  double low = 0;    ///< least valid number to draw
  double high = 0;   ///< greatest
  bool whole = false;
};

/// All keys with a prior, in the order of the catalogue. Throws ScenarioErrors where the scenario cannot be read.
std::vector<UncertainKey> uncertain_keys(const Catalogue& catalogue, const Scenario& scenario);

}  // namespace exarace
