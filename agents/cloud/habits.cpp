#include "agents/cloud/habits.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = CloudHabits;

Fields fields_of_capex() {
  return {
      key("belief_speed", &T::belief_speed)
          .unit("1/year")
          .range(0.5, 50)
          .prior(lognormal(6, 0.8))
          .about("Adjustment of expected growth of AI revenue.")
          .calibrated(),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0.1, 3)
          .prior(lognormal(0.93, 0.15))
          .about("Greatest growth of AI revenue that it dares to expect.")
          .calibrated(),
      key("horizon", &T::horizon)
          .unit("year")
          .range(0.1, 8)
          .prior(lognormal(1.3, 0.15))
          .about("Over which use and rents are forecast: time of delivery and a quarter.")
          .calibrated(),
      key("internal_growth", &T::internal_growth)
          .unit("1/year")
          .range(0, 1)
          .prior(lognormal(0.14, 0.3))
          .about("Growth of internal workloads (ranking, ads, search) without AI services.")
          .assumed(),
      key("internal_rise", &T::internal_rise)
          .moved("behaviour.cloud.internal_pull", "a rise to a ceiling and no longer an elasticity")
          .range(0, 200)
          .prior(lognormal(30, 0.3))
          .about("Internal work that AI services can add, over what there was: what is sold is built into search and "
                 "feeds.")
          .assumed(),
      key("internal_scale", &T::internal_scale)
          .unit("USD/year")
          .range(1e6, 1e12)
          .about("Revenue of AI services in the world at which half of that is built in.")
          .assumed()
          .prior(lognormal(8e10, 0.5)),
      key("least_capex", &T::least_capex)
          .unit("USD/year")
          .range(0, 1e10)
          .about("AI capex that is always allowed.")
          .assumed()
          .prior(lognormal(2e7, 0.7)),
  };
}

Fields fields_of_money() {
  return {
      key("cash_flow_share", &T::cash_flow_share)
          .range(0, 2)
          .prior(lognormal(0.65, 0.25))
          .about("Part of the operating cash flow that may go into capex.")
          .assumed(),
      key("rental_use", &T::rental_use)
          .range(0, 2)
          .about("Part of rental revenue that may go into capex.")
          .assumed()
          .prior(triangular(0.4, 0.6, 0.8)),
      key("cash_use", &T::cash_use)
          .unit("1/year")
          .range(0, 12)
          .about("Part of its cash that may go into capex in a year.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("credit_use", &T::credit_use)
          .unit("1/year")
          .range(0, 12)
          .about("Part of its room for debt that may go into capex in a year.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("core_floor", &T::core_floor)
          .range(0, 1)
          .prior(triangular(0.3, 0.55, 0.85))
          .about("Least core capex over its plan.")
          .calibrated(),
      key("loan_to_value", &T::loan_to_value)
          .range(0, 1.5)
          .about("Debt over AI capital that lenders accept.")
          .assumed()
          .prior(triangular(0.3, 0.5, 0.7)),
      key("debt_to_cash_flow", &T::debt_to_cash_flow)
          .range(0, 10)
          .prior(lognormal(0.8, 0.6))
          .about("Debt over operating cash flow that lenders accept.")
          .assumed(),
      key("cash_before_loans", &T::cash_before_loans)
          .range(0, 1)
          .about("Part of its cash that is used before it borrows.")
          .assumed()
          .prior(triangular(0.6, 0.8, 1)),
      key("loan_cover", &T::loan_cover)
          .unit("year")
          .range(0.02, 2)
          .about("Time for whose capex it wants money at hand.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
      key("payout_cut", &T::payout_cut)
          .range(0, 5)
          .about("Part of the cash flow that owners forgo per dollar that a dollar of AI capital is worth above one.")
          .assumed()
          .prior(lognormal(0.3, 0.4)),
      key("most_cash_flow", &T::most_cash_flow)
          .range(0, 3)
          .about("Part of the operating cash flow that may go into capex when owners forgo all they can.")
          .assumed()
          .prior(triangular(0.75, 0.9, 1.1)),
      key("contract_margin", &T::contract_margin)
          .range(0, 1)
          .about("Part of the revenue of contracts that is left after running cost.")
          .sourced("neocloud_loans", "2025-07")
          .prior(triangular(0.65, 0.8, 0.9)),
      key("contract_cover", &T::contract_cover)
          .range(1, 10)
          .about("What contracts leave over the debt that lenders give against them.")
          .sourced("neocloud_loans", "2025-12")
          .prior(triangular(1.2, 1.4, 1.5)),
      key("contract_draw", &T::contract_draw)
          .unit("1/year")
          .range(0, 12)
          .about("Part of the debt that contracts cover which is drawn in a year: as sites are built for them.")
          .assumed()
          .prior(lognormal(4, 0.3)),
      key("contract_worth", &T::contract_worth)
          .range(0, 1)
          .about("Part of what contracts leave that belongs to owners after capital is paid for.")
          .assumed()
          .prior(lognormal(0.3, 0.4)),
      key("dilution", &T::dilution)
          .unit("1/year")
          .range(0, 2)
          .about("New shares that savers take in a year, over the worth of all.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
      key("least_equity", &T::least_equity)
          .unit("USD")
          .range(0, 1e11)
          .about("AI capital that the shares of a newcomer count for at least.")
          .assumed()
          .prior(lognormal(5e8, 0.7)),
      key("build_ahead", &T::build_ahead)
          .range(0, 10)
          .about("Capacity that it would build for contracts signed ahead, over what it has.")
          .assumed()
          .prior(lognormal(2, 0.3)),
      key("build_start", &T::build_start)
          .unit("H100e")
          .range(0, 1e6)
          .about("Capacity that a newcomer would build for contracts signed ahead.")
          .assumed()
          .prior(lognormal(3e5, 0.6)),
  };
}

Fields fields_of_choice() {
  return {
      key("price_sensitivity", &T::price_sensitivity)
          .range(0.1, 20)
          .prior(lognormal(4, 0.5))
          .about("Logit sensitivity of the choice among SKUs to cost per rate.")
          .assumed(),
      key("training_weight", &T::training_weight)
          .range(0, 1)
          .about("Weight of the training rate in the worth of a chip; the rest is that of serving.")
          .assumed()
          .prior(triangular(0.25, 0.5, 0.75)),
      key("switching_cost", &T::switching_cost)
          .range(0, 3)
          .about("Cost of another ecosystem, as a share of the chip's cost.")
          .sourced("cuda_switching", "2025-06"),
      key("domestic_weight", &T::domestic_weight)
          .range(0.1, 20)
          .prior(lognormal(5.5, 0.5))
          .about("Weight of domestic chips for clouds of Chinese parents to which the law closes all others; it is one "
                 "where nothing was ever closed.")
          .assumed(),
      key("cut_off_memory", &T::cut_off_memory)
          .unit("year")
          .range(0.1, 20)
          .about("Time for which they remember what part of their wish the law closed.")
          .assumed()
          .prior(lognormal(2, 0.4)),
      key("ecosystem_pull", &T::ecosystem_pull)
          .range(0, 2)
          .prior(lognormal(0.4, 0.5))
          .about("Elasticity of the choice to the installed share of an ecosystem.")
          .assumed(),
      key("least_share", &T::least_share)
          .range(0.0001, 0.5)
          .about("Installed share that the ecosystem of a newcomer counts for.")
          .assumed()
          .prior(lognormal(0.01, 0.6)),
      key("link_half", &T::link_half)
          .unit("GB/s")
          .range(0, 5000)
          .about("Chip-to-chip bandwidth at which half of a chip's rate counts for large models.")
          .assumed()
          .prior(lognormal(200, 0.5)),
      key("electricity_years", &T::electricity_years)
          .unit("year")
          .range(0, 10)
          .about("Years of energy that count in the cost of a chip.")
          .assumed()
          .prior(lognormal(4, 0.25)),
      key("impatience", &T::impatience)
          .unit("1/year")
          .range(0, 5)
          .about("Fall of the weight of a SKU with its lead time.")
          .assumed()
          .prior(lognormal(0.5, 0.5)),
      key("order_horizon", &T::order_horizon)
          .unit("year")
          .range(0.1, 10)
          .prior(lognormal(1, 0.5))
          .about("Orders count as chips to come as far as the queue for them moves within this time.")
          .assumed(),
      key("longest_wait", &T::longest_wait)
          .unit("year")
          .range(0, 20)
          .about("Lead time beyond which the weight of a SKU falls no more.")
          .assumed()
          .prior(lognormal(4, 0.3)),
      key("least_open", &T::least_open)
          .range(0, 0.5)
          .about("Chance of delivery under the law below which a chip is not ordered.")
          .assumed()
          .prior(lognormal(0.02, 0.5)),
      key("stockpile_time", &T::stockpile_time)
          .unit("year")
          .range(0, 3)
          .about("Demand bought ahead of a ban that is certain.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("stockpile_speed", &T::stockpile_speed)
          .unit("1/year")
          .range(0, 12)
          .about("Speed at which demand ahead of a ban is bought.")
          .assumed()
          .prior(lognormal(2, 0.4)),
      key("legal_relief", &T::legal_relief)
          .range(0, 1)
          .prior(triangular(0.6, 0.9, 1))
          .about("Part of what a cloud would spend on closed chips that legal chips for the same money stand in for.")
          .assumed(),
  };
}

Fields fields_of_sites() {
  return {
      key("plug_ahead", &T::plug_ahead)
          .unit("year")
          .range(0, 6)
          .prior(lognormal(1, 0.4))
          .about("Chips are ordered for power that is energised within this time.")
          .assumed(),
      key("power_lead", &T::power_lead)
          .unit("year")
          .range(0, 6)
          .prior(lognormal(1.5, 0.3))
          .about("Needs for which site power is ordered ahead.")
          .assumed(),
      key("site_headroom", &T::site_headroom)
          .range(1, 3)
          .about("Site power ordered over what is needed.")
          .assumed()
          .prior(triangular(1.02, 1.1, 1.18)),
      key("site_speed", &T::site_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Speed at which missing site power is ordered.")
          .assumed()
          .prior(lognormal(4, 0.4)),
      key("plug_margin", &T::plug_margin)
          .range(0.01, 2)
          .about("Free power over used power at which orders of chips are not held back.")
          .assumed()
          .prior(lognormal(0.15, 0.4)),
      key("plug_start", &T::plug_start)
          .unit("MW")
          .range(0.1, 100)
          .about("Used power that a small cloud counts as having.")
          .assumed()
          .prior(lognormal(5, 0.6)),
  };
}

}  // namespace

const Fields& CloudHabits::fields() {
  static const Fields all = [] {
    Fields fields = {key("default", &T::usual).about("Behaviour of clouds that name none.")};
    for (Fields part : {fields_of_capex(), fields_of_money(), fields_of_choice(), fields_of_sites()})
      std::move(part.begin(), part.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
