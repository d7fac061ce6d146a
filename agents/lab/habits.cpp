#include "agents/lab/habits.hpp"

#include <iterator>

namespace exarace {
namespace {

using T = LabHabits;

Fields fields_of_money() {
  return {
      key("spend_per_revenue", &T::spend_per_revenue)
          .range(0.2, 6)
          .prior(lognormal(1.1, 0.25))
          .about("Compute spend over revenue expected in 12 months.")
          .sourced("epoch_openai_compute", "2025-01"),
      key("runway", &T::runway)
          .unit("year")
          .range(0.3, 5)
          .about("Time over which the money in hand is spread.")
          .assumed()
          .prior(lognormal(1.5, 0.3)),
      key("kept_of_revenue", &T::kept_of_revenue)
          .range(0, 1)
          .prior(triangular(0.4, 0.7, 0.95))
          .about("Part of its revenue that a lab can spend on compute and wages, after partners and other costs.")
          .assumed(),
      key("least_budget", &T::least_budget)
          .unit("USD/year")
          .range(0, 1e10)
          .about("Compute spend of a lab that has just begun, while money lasts.")
          .assumed()
          .prior(lognormal(4e8, 0.5)),
      key("spot_share", &T::spot_share)
          .range(0, 1)
          .about("Share of compute spend on the spot market.")
          .assumed()
          .prior(lognormal(0.15, 0.4)),
      key("sign_ahead", &T::sign_ahead)
          .unit("year")
          .range(0.1, 5)
          .about("Time ahead of which it signs contracts for capacity that is still to be built.")
          .assumed()
          .prior(lognormal(1.5, 0.25)),
      key("signed_share", &T::signed_share)
          .range(0, 1.5)
          .about("Part of the compute spend that it expects then for which it signs.")
          .assumed()
          .prior(triangular(0.4, 0.8, 1.1)),
      key("sign_speed", &T::sign_speed)
          .unit("1/year")
          .range(0, 52)
          .about("Speed at which it signs for what it will lack.")
          .assumed()
          .prior(lognormal(4, 0.4)),
      key("cancel_at", &T::cancel_at)
          .range(0.5, 10)
          .about("Bills of contracts signed ahead over compute spend, beyond which it leaves contracts at a fee.")
          .assumed()
          .prior(lognormal(1.2, 0.2)),
      key("least_quality", &T::least_quality)
          .range(0.01, 1)
          .about("Share of wanted service that it delivers, below which it believes no more to be turned away.")
          .assumed()
          .prior(lognormal(0.2, 0.4)),
      key("greatest_growth", &T::greatest_growth)
          .unit("1/year")
          .range(0, 5)
          .about("Greatest growth of its revenue that it extrapolates.")
          .assumed()
          .prior(lognormal(1.5, 0.3)),
      key("growth_fade", &T::growth_fade)
          .unit("1/year")
          .range(0, 10)
          .about("Speed at which it expects its growth to fade: growth of firms hardly persists "
                 "(Chan, Karceski and Lakonishok 2003).")
          .assumed()
          .prior(lognormal(0.65, 0.3)),
      key("greatest_fall", &T::greatest_fall)
          .unit("1/year")
          .range(0, 5)
          .about("Greatest fall of its revenue that it extrapolates.")
          .assumed(),
      key("round_months", &T::round_months)
          .unit("month")
          .range(3, 60)
          .prior(lognormal(18, 0.25))
          .about("Months of burn that a round raises.")
          .assumed(),
      key("round_margin", &T::round_margin)
          .range(0.5, 5)
          .about("What it asks for over the burn of the months that a round is for.")
          .assumed()
          .prior(lognormal(1.3, 0.2)),
      key("round_trigger", &T::round_trigger)
          .range(0, 1)
          .about("Part of a round that must be lacking before it asks.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.5)),
      key("round_speed", &T::round_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Speed at which it raises what it lacks.")
          .assumed()
          .prior(lognormal(3, 0.4)),
  };
}

Fields fields_of_hours() {
  return {
      key("serving_share", &T::serving_share)
          .range(0, 0.9)
          .about("Least share of compute spend on serving.")
          .sourced("epoch_openai_compute", "2025-01"),
      key("most_serving", &T::most_serving)
          .range(0, 1)
          .about("Greatest part of its hours that it gives to users whom it would turn away.")
          .assumed()
          .prior(triangular(0.4, 0.6, 0.8)),
      key("run_share", &T::run_share)
          .range(0.01, 1)
          .prior(lognormal(0.095, 0.6))
          .about("Share of its training-capable compute that one run uses.")
          .assumed(),
      key("run_length", &T::run_length)
          .unit("year")
          .range(0.1, 2)
          .about("Planned length of a run.")
          .sourced("epoch_runs", "2025-01"),
      key("run_interval", &T::run_interval)
          .unit("year")
          .range(0, 4)
          .prior(lognormal(0.65, 0.4))
          .about("Time between runs.")
          .assumed(),
  };
}

Fields fields_of_offers() {
  return {
      key("release_gain", &T::release_gain)
          .unit("index")
          .range(0, 30)
          .prior(lognormal(3, 0.4))
          .about("Gain that is worth a release.")
          .assumed(),
      key("least_gain", &T::least_gain)
          .unit("index")
          .range(0, 30)
          .about("Gain that is worth a release when a rival is ahead.")
          .assumed()
          .prior(lognormal(0.5, 0.5)),
      key("rival_lead", &T::rival_lead)
          .unit("index")
          .range(0, 30)
          .about("Lead of the frontier over its best model at which a rival counts as ahead.")
          .assumed()
          .prior(lognormal(1, 0.5)),
      key("price_response", &T::price_response)
          .range(0, 2)
          .about("Elasticity of its price to the cost of compute relative to the start.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("least_cost_ratio", &T::least_cost_ratio)
          .range(0.01, 1)
          .about("Rent over user cost below which its price follows no more.")
          .assumed()
          .prior(lognormal(0.2, 0.4)),
      key("scarcity_response", &T::scarcity_response)
          .range(0, 2)
          .about("Elasticity of its price to the service wanted over the service that it can deliver.")
          .assumed()
          .prior(lognormal(0.5, 0.4)),
      key("open_discount", &T::open_discount)
          .range(0, 1)
          .about("Fall of the price under pressure of an equal open model.")
          .sourced("demirer_2025", "2025-06"),
      key("open_reach", &T::open_reach)
          .unit("index")
          .range(0.1, 100)
          .about("Lead over the best open model at which the pressure of open models has fallen to a third.")
          .assumed()
          .prior(lognormal(5, 0.4)),
      key("price_speed", &T::price_speed)
          .unit("1/year")
          .range(0.1, 52)
          .about("Adjustment of its price.")
          .assumed()
          .prior(lognormal(2, 0.5)),
  };
}

}  // namespace

const Fields& LabHabits::fields() {
  static const Fields all = [] {
    Fields fields = {key("default", &T::usual).about("Behaviour of labs that name none.")};
    for (Fields part : {fields_of_money(), fields_of_hours(), fields_of_offers()})
      std::move(part.begin(), part.end(), std::back_inserter(fields));
    return fields;
  }();
  return all;
}

}  // namespace exarace
