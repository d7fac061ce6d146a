#include "outputs/series/catalogue.hpp"

#include <iterator>

namespace exarace {

const SeriesList& all_series() {
  static const SeriesList all = [] {
    SeriesList list;
    for (SeriesList topic :
         {chip_series(), compute_series(), money_series(), capability_series(), policy_series(), mechanism_series()})
      std::move(topic.begin(), topic.end(), std::back_inserter(list));
    check_names(list);
    return list;
  }();
  return all;
}

}  // namespace exarace
