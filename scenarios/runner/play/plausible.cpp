#include "scenarios/runner/play/plausible.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace exarace {
namespace {

constexpr double kMostRent = 1e4;   // [USD/H100e-hour] a thousand times what an hour has cost
constexpr double kMostChip = 1e8;   // [USD] a thousand times the dearest package of 2025
constexpr double kMostUnit = 1e7;   // [USD] hundreds of times the dearest wafer of 2025
constexpr double kMostPower = 3e6;  // [MW] about the mean electric power of the world

/// The greatest of some numbers, with the name of its row.
struct Greatest {
  double value = 0;
  std::string row;
  void look(double other, const std::string& name) {
    if (other > value) value = other, row = name;
  }
};

void check_money(const World& world, std::vector<std::string>& out) {
  double output = 0, capex = 0;
  for (const CountryId country : world.countries.rows()) output += world.countries.gdp[country];
  for (const CloudId cloud : world.clouds.rows()) capex += world.clouds.ai_capex_rate[cloud];
  const auto compare = [&](const char* what, double rate) {
    if (rate > output)
      out.push_back(fmt::format("{} {:.2g} USD a year at the end, more than the output of all countries ({:.2g})", what,
                                rate, output));
  };
  compare("AI capex of all clouds is", capex);
  compare("revenue of AI services is", world.signals.services.revenue);
  Greatest richest;
  const Accounts& accounts = world.accounts;
  for (const AccountId account : accounts.rows())
    if (!is_outside(accounts.sector[account]) && accounts.sector[account] != Sector::bank)
      richest.look(accounts.cash(account).usd(), accounts.name[account]);
  if (richest.value > 10 * output)
    out.push_back(fmt::format("{} holds {:.2g} USD, more than ten years of the output of all countries", richest.row,
                              richest.value));
}

void check_prices(const World& world, std::vector<std::string>& out) {
  Greatest rent, chip, unit;
  for (std::size_t m = 0; m < world.signals.contract_rent.size(); ++m)
    rent.look(world.signals.contract_rent[m], world.countries.id[CountryId{m / kComputeClasses}]);
  for (const SkuId sku : world.skus.rows())
    if (world.skus.on_sale[sku]) chip.look(world.skus.posted_price[sku], world.skus.id[sku]);
  for (const LineId line : world.lines.rows()) unit.look(world.lines.unit_price[line], world.lines.id[line]);
  if (rent.value > kMostRent)
    out.push_back(fmt::format("an hour of an H100 rents at {:.2g} USD in {}", rent.value, rent.row));
  if (chip.value > kMostChip) out.push_back(fmt::format("skus/{} costs {:.2g} USD", chip.row, chip.value));
  if (unit.value > kMostUnit) out.push_back(fmt::format("a unit of lines/{} costs {:.2g} USD", unit.row, unit.value));
}

void check_power(const World& world, std::vector<std::string>& out) {
  double power = 0;
  for (const CloudId cloud : world.clouds.rows()) power += world.clouds.power_site[cloud];
  if (power > kMostPower)
    out.push_back(fmt::format("sites of clouds have {:.2g} MW, more than the world's electric power", power));
}

}  // namespace

std::vector<std::string> warnings_of(const World& world) {
  std::vector<std::string> found;
  check_money(world, found);
  check_prices(world, found);
  check_power(world, found);
  for (std::string& text : found) text = "implausible: " + text + "; look at the keys that the scenario moves";
  if (world.step >= world.calendar.steps() && world.today > world.calendar.end)
    found.push_back(fmt::format("the last {} ends on {}, after run.end ({}): steps are whole",
                                to_string(world.calendar.length), to_string(world.today),
                                to_string(world.calendar.end)));
  return found;
}

}  // namespace exarace
