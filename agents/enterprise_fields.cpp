#include "agents/enterprise.hpp"

namespace exarace {

const Fields& EnterpriseBehaviour::fields() {
  using T = EnterpriseBehaviour;
  static const Fields all = {
      key("adoption_threshold", &T::adoption_threshold)
          .unit("index")
          .range(80, 300)
          .prior(normal(117, 4))
          .about("Capability whose release opens the market: the declared driver.")
          .calibrated(),
      key("first_users", &T::first_users)
          .unit("people")
          .range(1e5, 1e10)
          .about("People for whom services are useful at the threshold.")
          .calibrated()
          .prior(lognormal(72e6, 0.25)),
      key("growth_per_point", &T::growth_per_point)
          .range(0.01, 0.5)
          .about("Growth of useful people per index point.")
          .calibrated()
          .prior(lognormal(0.095, 0.15)),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0.1, 50)
          .about("Speed of adoption by people.")
          .calibrated()
          .prior(lognormal(3, 0.25)),
      key("paid_share", &T::paid_share)
          .range(0, 1)
          .about("Part of the users in the United States who pay for a tier; elsewhere as spend does.")
          .sourced("chatgpt_payers", "2025-11")
          .prior(lognormal(0.18, 0.2)),
      key("tier_price", &T::tier_price)
          .unit("USD/year")
          .range(0, 1e4)
          .about("Paid by a user of a tier in the United States.")
          .sourced("chatgpt_payers", "2025-12")
          .prior(lognormal(290, 0.15)),
      key("free_worth", &T::free_worth)
          .unit("USD/year")
          .range(0, 1e3)
          .about("What a user in the United States brings beside, by advertising and by the piece.")
          .assumed()
          .prior(lognormal(5, 0.6)),
      key("spend_growth", &T::spend_growth)
          .range(0, 0.3)
          .about("Growth of a user's spend per index point above the start.")
          .assumed()
          .prior(triangular(0, 0.02, 0.05)),
      key("spend_start", &T::spend_start)
          .unit("index")
          .range(80, 400)
          .prior(normal(145, 10))
          .about("Capability from which spend per user grows.")
          .assumed(),
      key("spend_limit", &T::spend_limit)
          .range(0, 1)
          .about("Greatest spend of a user over the output per person of the country.")
          .assumed()
          .prior(triangular(0.15, 0.3, 0.45)),
      key("price_elasticity", &T::price_elasticity)
          .range(0, 5)
          .about("Elasticity of users, and of work, to the price relative to its normal.")
          .sourced("demirer_2025", "2025-06")
          .prior(triangular(0.8, 1.1, 1.8)),
      key("work_threshold", &T::work_threshold)
          .unit("index")
          .range(80, 300)
          .about("Capability at which firms begin to organise work around models.")
          .assumed()
          .prior(normal(130, 3)),
      key("code_part", &T::code_part)
          .range(0, 1)
          .about("Part of the exposed wage bill that is code.")
          .sourced("gpts_are_gpts", "2023-03")
          .prior(triangular(0.05, 0.1, 0.25)),
      key("code_middle", &T::code_middle)
          .unit("index")
          .range(100, 400)
          .about("Capability that does half of the tasks of code.")
          .calibrated()
          .prior(normal(157, 5)),
      key("work_middle", &T::work_middle)
          .unit("index")
          .range(100, 400)
          .about("Capability that does half of the tasks of other work.")
          .calibrated()
          .prior(normal(180, 10)),
      key("task_width", &T::task_width)
          .unit("index")
          .range(1, 50)
          .about("How far tasks differ in the capability that they need (scale of a logistic distribution).")
          .calibrated()
          .prior(lognormal(7.7, 0.2)),
      key("code_paid", &T::code_paid)
          .range(0, 1)
          .about("Paid for a task of code over what it cost in wages.")
          .calibrated()
          .prior(lognormal(0.5, 0.3)),
      key("work_paid", &T::work_paid)
          .range(0, 1)
          .about("Paid for a task of other work over what it cost in wages.")
          .calibrated()
          .prior(lognormal(0.12, 0.45)),
      key("firm_start", &T::firm_start)
          .range(1e-4, 0.5)
          .about("Part of firms, by wage bill, that begin to work with models.")
          .sourced("census_btos", "2024-03")
          .prior(lognormal(0.05, 0.4)),
      key("firm_speed", &T::firm_speed)
          .unit("1/year")
          .range(0, 10)
          .about("Speed at which others follow: logistic in the part that has begun.")
          .calibrated()
          .prior(lognormal(0.75, 0.25)),
      key("size_order", &T::size_order)
          .range(0, 10)
          .about("How much earlier the larger firm is: weight of the logarithm of size against luck in its turn.")
          .assumed()
          .prior(lognormal(1, 0.5)),
      key("quality_gain", &T::quality_gain)
          .range(0, 5)
          .about("Logit weight of a point of capability in the choice of people.")
          .assumed()
          .prior(lognormal(0.25, 0.3)),
      key("work_quality_gain", &T::work_quality_gain)
          .range(0, 5)
          .about("Logit weight of a point of capability in the choice of firms.")
          .calibrated()
          .prior(lognormal(0.13, 0.3)),
      key("price_gain", &T::price_gain)
          .range(0, 20)
          .about("Logit weight of the price in the choice of provider.")
          .assumed()
          .prior(lognormal(2, 0.3)),
      key("second_supplier", &T::second_supplier)
          .range(0, 1)
          .about("Part of a firm's spend that follows the choice of all firms, since it buys from several.")
          .sourced("cio_surveys", "2025-05")
          .prior(triangular(0.3, 0.5, 0.7)),
      key("rival_trust", &T::rival_trust)
          .range(0, 1)
          .about(
              "Weight of Chinese labs, at equal offers, in the choice of buyers in the United States and its allies.")
          .assumed()
          .prior(lognormal(0.1, 0.6)),
      key("review_rate", &T::review_rate)
          .unit("1/year")
          .range(0, 50)
          .about("How often a row looks again at its provider.")
          .assumed()
          .prior(lognormal(1, 0.4)),
      key("outclassed", &T::outclassed)
          .unit("index")
          .range(0, 100)
          .about("How far below the threshold of the first users a model is not looked at any more.")
          .assumed()
          .prior(triangular(4, 8, 15)),
      key("least_quality", &T::least_quality)
          .range(0, 1)
          .about("Quality of service below which buyers do not tell labs apart.")
          .assumed()
          .prior(lognormal(0.05, 0.5)),
      key("least_price", &T::least_price)
          .range(0.001, 1)
          .about("Price relative to the normal below which users do not respond.")
          .assumed()
          .prior(lognormal(0.1, 0.5)),
      key("sector_people", &T::sector_people)
          .range(0, 1)
          .about(
              "Part of reachable people in consumers, software, finance, professional, manufacturing, retail, health, "
              "public: all as consumers, some at work too.")
          .assumed(),
      key("sector_wages", &T::sector_wages)
          .unit("billion USD")
          .range(0, 1e6)
          .about("Exposed wage bills of the same sectors, consumers and software left out; only their ratios count.")
          .sourced("gpts_are_gpts", "2023-03"),
      key("size_tail", &T::size_tail)
          .range(1.1, 20)
          .about("Exponent of the Pareto distribution of the sizes of firms and groups of users.")
          .assumed()
          .prior(triangular(1.8, 2.2, 3)),
      key("largest_size", &T::largest_size)
          .range(1, 1e6)
          .about("Largest size over the mean.")
          .assumed()
          .prior(lognormal(200, 0.5)),
      key("least_band", &T::least_band)
          .unit("index")
          .range(0.001, 10)
          .about("Least width of the band of thresholds that a row stands for.")
          .assumed()
          .prior(lognormal(0.05, 0.5)),
  };
  return all;
}

}  // namespace exarace
