#pragma once
/// A series is a number, or one number per row of some tables, that is looked at after every step. It is declared once.

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace exarace {

struct World;

/// A dimension of a series beside time: the rows of a table, or a fixed list. `destination` is the country table once
/// more, for flows.
enum class Dim {
  country,
  destination,
  government,
  designer,
  toolmaker,
  fab,
  line,
  sku,
  cloud,
  lab,
  group,
  broker,
  investor,
  instrument,
  compute_class,  ///< western, chinese
  sector,         ///< of enterprises and consumers
  input,          ///< scarce inputs of packages
  tool_class,
  payer,  ///< sectors of the books
  payee,
  power_source,  ///< grid, halls of other uses, generation on site
  pool,          ///< of demand for services: people, code, other work
  holder,        ///< sectors of the books
  item,          ///< of a balance sheet
};
inline constexpr std::size_t kDims = 24;

/// Name of a dimension in files and in Python: "country".
std::string_view dim_name(Dim dim);

/// Declaration of a series: all that files, listings and plots know about it.
struct Series {
  std::string name;        ///< "group.name", each of [a-z0-9_]+: "compute.installed"
  std::vector<Dim> dims;   ///< in the order of the values, last varies fastest; time comes first and is not named
  std::string unit;        ///< "H100e", "USD/h", "1" for a share
  std::string about;       ///< one line
  bool by_default = true;  ///< recorded where the user names no series

  /// Writes one number per combination of rows into `out`. Must not change anything; NaN where there is no value.
  std::function<void(const World&, double* out)> sample;
};

using SeriesList = std::vector<Series>;

/// Throws Error where a name is not "group.name" or stands twice, or a declaration lacks unit, description or sample.
void check_names(const SeriesList& list);

/// Series of `list` that the patterns choose, in the order of the list: names, "chips.*", "all", "default"; none is
/// "default". Throws ScenarioError for a pattern that fits no series, with the nearest name.
std::vector<const Series*> choose_series(const SeriesList& list, const std::vector<std::string>& patterns);

}  // namespace exarace
