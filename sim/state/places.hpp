#pragma once
/// Where things stand and who rules there: countries, their governments, and groups of one owner.

#include <array>
#include <vector>

#include "sim/core/table.hpp"

namespace exarace {

enum class Bloc : unsigned char { us, china, ally, swing, other };
template <>
struct ChoiceNames<Bloc> {
  static std::vector<std::string> names() { return {"us", "china", "ally", "swing", "other"}; }
};

/// Where site power comes from.
enum class PowerSource : unsigned char {
  grid,    ///< new connections to the grid
  halls,   ///< halls of other uses that are converted
  on_site  ///< turbines, engines and fuel cells beside the hall
};
inline constexpr std::size_t kPowerSources = 3;
inline constexpr std::array<const char*, kPowerSources> kPowerSourceNames = {"grid", "halls", "on_site"};

/// Countries: places of sites, headquarters and markets.
struct Countries : Table<CountryId> {
  Column<Bloc, CountryId> bloc;
  Column<CountryId, CountryId> member_of;       ///< country whose government rules here too, for members of a union
  Column<double, CountryId> gdp;                ///< [USD/year]
  Column<double, CountryId> reachable_users;    ///< people who could use AI services [people]
  Column<double, CountryId> spend_ratio;        ///< spend of a user relative to the United States
  Column<double, CountryId> exposed_wages;      ///< pay for work that models can do or speed up, over GDP
  Column<Flag, CountryId> domestic_services;    ///< only models of domestic labs may serve here
  Column<double, CountryId> electricity_price;  ///< [USD/kWh]
  Column<double, CountryId> power_usage_effectiveness;
  Column<double, CountryId> energised_power;    ///< grid power of AI sites at the start [MW]
  Column<TimeSeries, CountryId> grid_growth;    ///< grid power of data centres that is energised on a day [MW/year]
  Column<double, CountryId> convertible_power;  ///< of other data centres that AI has not yet taken over [MW]
  Column<double, CountryId> onsite_industry;    ///< generation that makers could deliver to sites here [MW/year]
  Column<double, CountryId> connection_delay;   ///< wait of an order that finds no connection on its way [year]
  Column<double, CountryId> site_cost;          ///< building, power and cooling [USD/MW]
  Column<double, CountryId> cost_of_capital;    ///< [1/year]
  Column<double, CountryId> corporate_tax;
  Column<double, CountryId> researcher_wage;    ///< [USD/year]
  Column<double, CountryId> alignment;          ///< of a swing state: -1 with China, 1 with the United States
  Column<TimeSeries, CountryId> visa_openness;  ///< part of researchers from abroad who want to come that may
  Column<TimeSeries, CountryId> data_access;  ///< training compute that counts, with the data that labs at home may use
  Column<TimeSeries, CountryId> market_access;  ///< part of demand that labs from abroad may serve

  Column<AccountId, CountryId> households;
  Column<AccountId, CountryId> bank;
  Column<AccountId, CountryId> product_market;  ///< buyers and sellers outside the model
  Column<AccountId, CountryId> other_inputs;    ///< suppliers outside the model
  Column<AccountId, CountryId> enterprises;     ///< users of AI services in business and public offices
  Column<double, CountryId> power_used;         ///< [MW]
  Column<double, CountryId> power_on_order;     ///< under way to sites [MW]
  Column<double, CountryId> halls_known;        ///< halls of other uses, those that AI has taken over too [MW]
  Column<double, CountryId> power_premium;      ///< paid for power that comes soon, in the last step [USD/MW]
  Column<double, CountryId> power_wait;         ///< expected wait of an order that takes its place in the queue [year]
  Column<std::vector<double>, CountryId> power_added;  ///< energised in the last step, by PowerSource [MW]
  Column<double, CountryId> bank_spread;               ///< added to the cost of loans by public borrowing [1/year]
  Column<double, CountryId> lean;          ///< of a swing state now: -1 with China, 1 with the United States
  Column<double, CountryId> offers_us;     ///< chips and money that came from the bloc `us`, smoothed [USD/year]
  Column<double, CountryId> offers_china;  ///< and from China [USD/year]

  static const Fields& fields();
};

enum class Decision : unsigned char { scheduled, reactive, supplied };
template <>
struct ChoiceNames<Decision> {
  static std::vector<std::string> names() { return {"scheduled", "reactive", "supplied"}; }
};

/// Lines of enforcement that an export-control agency staffs.
enum class EnforcementLine : unsigned char { agents, officers, registry, location, analysis, licensing };
inline constexpr std::size_t kEnforcementLines = 6;
template <>
struct ChoiceNames<EnforcementLine> {
  static std::vector<std::string> names() {
    return {"agents", "officers", "registry", "location", "analysis", "licensing"};
  }
};

/// Governments: law, licences, budgets.
struct Governments : Table<GovernmentId> {
  Column<CountryId, GovernmentId> country;
  Column<Decision, GovernmentId> decision;
  Column<Money, GovernmentId> treasury;
  Column<Money, GovernmentId> debt;
  Column<double, GovernmentId> licensing_staff;     ///< [people]
  Column<double, GovernmentId> enforcement_agents;  ///< [people]
  Column<double, GovernmentId> officers_abroad;     ///< [people]
  Column<double, GovernmentId> registry_staff;      ///< [people]
  Column<double, GovernmentId> location_checks;     ///< share of exported chips that report where they are
  Column<double, GovernmentId> analysts;            ///< [people]
  Column<double, GovernmentId> staff_cost;          ///< [USD/person/year]
  Column<double, GovernmentId> escalation_hazard;   ///< [1/month]
  Column<double, GovernmentId> hazard_per_case;     ///< added per detected case [1/month]
  Column<double, GovernmentId> hazard_of_gap;       ///< added per index point that the gap narrows [1/month]

  Column<Date, GovernmentId> reactive_from;  ///< until then a reactive one follows the scenario too
  Column<Date, GovernmentId> gates_from;     ///< its offices work the gates on the buyers' side from then on

  Column<AccountId, GovernmentId> account;
  Column<std::vector<double>, GovernmentId> hired;  ///< by enforcement line: staff that budgets added [people]
  Column<double, GovernmentId> lobbied;             ///< spent by firms to sway it, smoothed [USD/year]
  Column<Date, GovernmentId> last_move;             ///< mind: day of its last step of escalation
  Column<std::vector<double>, GovernmentId> taken;  ///< mind: rows of the measures that it took itself, newest last
  Column<double, GovernmentId> cases;               ///< diversion cases detected in the last 12 months
  Column<std::int64_t, GovernmentId> escalation;    ///< level reached by a reactive government
  Column<Date, GovernmentId> truce_until;
  Column<double, GovernmentId> spent_on_ai;  ///< public spending on AI and chips of the last step [USD]

  static const Fields& fields();
};

/// Groups: agents of one owner.
struct Groups : Table<GroupId> {
  Column<CountryId, GroupId> headquarters;
  static const Fields& fields();
};

}  // namespace exarace
