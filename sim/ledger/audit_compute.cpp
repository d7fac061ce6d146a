#include <algorithm>
#include <cmath>
#include <string>

#include "sim/core/error.hpp"
#include "sim/ledger/audit.hpp"

namespace exarace {

namespace {

constexpr double kTolerance = 1e-9;

[[noreturn]] void breach(const World& world, std::string_view sort, const std::string& row, std::string_view phase,
                         const std::string& what) {
  throw AuditError("audit of " + std::string(sort) + " after " + std::string(phase) + " on " + to_string(world.today) +
                   ": " + row + ": " + what);
}

/// All numbers of a table are finite. [columns of doubles, rows]
template <class T>
void audit_finite(const World& world, const T& table, const char* name, std::string_view phase) {
  for (const Field& column : T::fields()) {
    if (column.kind != Kind::number) continue;
    const auto* values = static_cast<const double*>(column.data(&table));
    for (std::size_t row = 0; row < table.size(); ++row)
      if (!std::isfinite(values[row]))
        breach(world, "numbers", std::string(name) + "/" + table.id[typename T::Id{row}], phase,
               column.key + " is " + std::to_string(values[row]));
  }
}

void audit_signal(const World& world, const std::vector<double>& values, const char* name, std::string_view phase) {
  for (const double value : values)
    if (!std::isfinite(value) || value < 0)
      breach(world, "numbers", "signals", phase, std::string(name) + " is " + std::to_string(value));
}

}  // namespace

void audit_hours(const World& world, std::string_view phase) {
  const auto& clouds = world.clouds;
  std::vector<double> traded(clouds.size());
  for (const ComputeTrade& trade : world.trades.compute) {
    if (!(trade.hours >= 0) || !std::isfinite(trade.price))
      breach(world, "hours", "clouds/" + clouds.id[trade.seller], phase,
             "a trade of " + std::to_string(trade.hours) + " hours");
    traded[trade.seller.index] += trade.hours;
  }
  for (const CloudId cloud : clouds.rows()) {
    const double bought = traded[cloud.index], sold = clouds.hours_sold[cloud], there = clouds.hours_capacity[cloud];
    const double slack = kTolerance * std::max(1.0, there);
    const auto say = [&](const std::string& what) {
      breach(world, "hours", "clouds/" + clouds.id[cloud], phase, what);
    };
    if (!(std::abs(bought - sold) <= slack))
      say("hours_sold is " + std::to_string(sold) + ", buyers got " + std::to_string(bought));
    if (!(sold <= there + slack)) say("sold " + std::to_string(sold) + " hours of " + std::to_string(there));
  }
  const auto& signals = world.signals;
  for (std::size_t m = 0; m < signals.hours_sold.size(); ++m)
    if (!(signals.hours_sold[m] <= signals.hours_offered[m] * (1 + kTolerance) + kTolerance))
      breach(world, "hours", "countries/" + world.countries.id[CountryId{m / kComputeClasses}], phase,
             "sold " + std::to_string(signals.hours_sold[m]) + " hours, offered were " +
                 std::to_string(signals.hours_offered[m]));
}

void audit_numbers(const World& world, std::string_view phase) {
  audit_finite(world, world.countries, "countries", phase);
  audit_finite(world, world.governments, "governments", phase);
  audit_finite(world, world.designers, "designers", phase);
  audit_finite(world, world.fabs, "fabs", phase);
  audit_finite(world, world.lines, "lines", phase);
  audit_finite(world, world.toolmakers, "toolmakers", phase);
  audit_finite(world, world.clouds, "clouds", phase);
  audit_finite(world, world.labs, "labs", phase);
  audit_finite(world, world.investors, "investors", phase);
  audit_finite(world, world.brokers, "brokers", phase);
  audit_finite(world, world.skus, "skus", phase);
  audit_signal(world, world.signals.contract_rent, "contract_rent", phase);
  audit_signal(world, world.signals.spot_rent, "spot_rent", phase);
  audit_signal(world, world.signals.user_cost, "user_cost", phase);
  for (const CloudId cloud : world.clouds.rows())
    if (world.clouds.power_used[cloud] < -kTolerance || world.clouds.power_site[cloud] < -kTolerance)
      breach(world, "power", "clouds/" + world.clouds.id[cloud], phase, "power is below zero");
}

void Auditor::check_books(const World& world, std::string_view phase) const {
  audit_money(world, before_, phase);
  audit_goods(world, phase);
}

void Auditor::check(const World& world, std::string_view phase) const {
  check_books(world, phase);
  if (!world.movements.rows.empty()) {
    const Movement& first = world.movements.rows.front();
    breach(world, "money", world.accounts.name[first.from], phase,
           std::string(name_of(first.flow)) + " was not booked");
  }
  audit_hours(world, phase);
  audit_numbers(world, phase);
}

}  // namespace exarace
