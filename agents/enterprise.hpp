#pragma once
/// Enterprises and consumer groups: whether to use AI services, whose, and how much to spend.

#include "sim/state/decided.hpp"
#include "sim/state/world.hpp"

namespace exarace {

/// Demand has two pools. People adopt as the capability served to them, corrected for price, passes through their band
/// of the population, and a part of them pays for a tier. Work is a wage bill: firms take models up one after another,
/// the large ones first, and pay a part of what the tasks cost that a model can do; code comes first. Now and then a
/// row looks again at which lab to buy from; firms buy from several.
struct EnterpriseBehaviour {
  // People.
  double adoption_threshold = 116.0;  ///< capability whose release opens the market: the declared driver [index]
  double first_users = 72e6;          ///< people for whom services are useful at the threshold
  double growth_per_point = 0.095;    ///< growth of useful people per index point
  double speed = 3.0;                 ///< of adoption [1/year]
  double paid_share = 0.18;           ///< of users in the United States who pay for a tier; 0.06 the world over
  double tier_price = 290.0;          ///< mean over tiers in the United States [USD/year]
  double free_worth = 5.0;            ///< what a user brings beside, by advertising and by the piece [USD/year]
  double spend_growth = 0.02;         ///< growth of spend per index point above `spend_start`
  double spend_start = 145.0;         ///< [index]
  double spend_limit = 0.3;           ///< greatest spend of a user over the output per person of the country
  double price_elasticity = 1.1;      ///< of users to the price relative to its normal
  // Work.
  double work_threshold = 130.0;  ///< capability at which firms begin to organise work around models [index]
  double code_part = 0.10;        ///< of the exposed wage bill that is code
  double code_middle = 157.0;     ///< capability that does half of the tasks of code [index]
  double work_middle = 180.0;     ///< and of other work [index]
  double task_width = 7.7;        ///< how far tasks differ in the capability that they need [index]
  double code_paid = 0.50;        ///< paid for a task over what it cost in wages, code
  double work_paid = 0.12;        ///< and other work
  double firm_start = 0.05;       ///< part of firms, by wage bill, that begin
  double firm_speed = 0.75;       ///< of taking up [1/year]
  double size_order = 1.0;        ///< how much earlier the larger firm is: 0 not at all
  // Choice of provider.
  double quality_gain = 0.25;       ///< logit weight of a point of capability, people
  double work_quality_gain = 0.13;  ///< and firms
  double price_gain = 2.0;          ///< logit weight of the price
  double second_supplier = 0.5;     ///< part of a firm's spend that follows the choice of all firms, not its own
  double rival_trust = 0.1;         ///< weight of Chinese labs with buyers in the United States and its allies
  double review_rate = 1.0;         ///< of the provider [1/year]
  double outclassed = 8.0;          ///< below the threshold of the first users, where a model is not looked at [index]
  double least_quality = 0.05;      ///< of service with which buyers still reckon
  double least_price = 0.1;         ///< relative to the normal, to which users still respond
  // Population.
  std::vector<double> sector_people = {1.0, 0.03, 0.02, 0.05, 0.08, 0.06, 0.03, 0.03};  ///< of reachable people
  std::vector<double> sector_wages = {0, 0, 373, 685, 369, 429, 337, 253};  ///< exposed, beside software [bn USD]
  double size_tail = 2.2;       ///< exponent of the Pareto distribution of sizes
  double largest_size = 200.0;  ///< over the mean
  double least_band = 0.05;     ///< width of a row's band of thresholds [index]

  /// All rows of the population; fixed blocks, so that any number of threads gives the same bits.
  Demand decide(const World& world) const;
  /// Part of the tasks of a pool of work that a capability does.
  double tasks_done(Pool pool, double capability) const;
  static const Fields& fields();

 private:
  struct Offer;
  struct Choice;
  struct Choices;
  struct View;
  Choices choices(const World& world) const;
  Choice choice_of(const World& world, const View& view, Pool pool, const std::vector<std::uint16_t>& by_name) const;
  std::vector<Offer> offers(const World& world, const Choices& choices, const std::vector<double>& taken_up) const;
  /// Part of firms that work with models at the end of the step, by country and sector.
  std::vector<double> take_up(const World& world, const Choices& choices) const;
  void spend(const World& world, const std::vector<Offer>& offers, const Choices& choices,
             const std::vector<double>& users, std::vector<double>& desired) const;
};

}  // namespace exarace
