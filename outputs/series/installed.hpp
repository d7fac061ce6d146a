#pragma once
/// What is installed, added up for all series that ask for it in one walk through the fleet, which is long.

#include <vector>

namespace exarace {

struct World;

/// Installed chips in H100e.
struct Installed {
  std::vector<double> by_country;  ///< of the site
  std::vector<double> by_parent;   ///< country of the cloud's ultimate parent
  std::vector<double> by_cloud;
  std::vector<double> by_designer;
  std::vector<double>
      foreign_in_china;  ///< by country of a Chinese parent: chips of designers that have no Chinese one
};

/// Sums of a world. Valid until the next call in this thread.
const Installed& installed_in(const World& world);

/// While it lives, the world that it is given does not change, and is walked through once however many ask.
class StillWorld {
 public:
  explicit StillWorld(const World& world);
  StillWorld(const StillWorld&) = delete;
  StillWorld& operator=(const StillWorld&) = delete;
  ~StillWorld();
};

}  // namespace exarace
