#include "agents/enterprise.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "agents/enterprise_rows.hpp"
#include "sim/core/math.hpp"
#include "sim/core/rows.hpp"
#include "sim/core/smooth.hpp"
#include "sim/core/value_at.hpp"

namespace exarace {

/// What the buyers of one country and pool choose from.
struct EnterpriseBehaviour::Choice {
  double best = 0;                ///< capability of the best that may serve them, as they value it [index]
  double price = 1;               ///< of that, relative to its normal
  bool opened = false;            ///< a release has opened the market
  std::vector<Flag> serves;       ///< by lab: it may sell to them
  std::vector<double> share;      ///< of the labs
  std::vector<float> cumulative;  ///< of these, in the order of names
};

/// What tells buyers of one country from those of another when they choose among labs.
struct EnterpriseBehaviour::View {
  bool at_home = false;  ///< only labs of their own side may serve them
  bool chinese = false;
  bool wary = false;  ///< they keep their data from labs of the rival bloc
  bool operator==(const View&) const = default;
};

/// All choices: countries of one view share theirs.
struct EnterpriseBehaviour::Choices {
  std::vector<Choice> by_view;       ///< by view and pool
  std::vector<std::size_t> view_of;  ///< by country
  const Choice& at(std::size_t country, Pool pool) const {
    return by_view[view_of[country] * kPools + static_cast<std::size_t>(pool)];
  }
};

/// What the rows of one country and sector see, as the loop over rows needs it.
struct EnterpriseBehaviour::Offer {
  float effective = 0;  ///< capability less the weight of the price [index]; of firms the part of tasks that it does
  float taken_up = 0;   ///< part of firms that work with models; above every turn for consumers
  float closes = 0;     ///< part of the gap to the target that closes in this step
  double spend = 0;     ///< of a user, or of a full-time equivalent of work [USD] in this step
  const float* cumulative;  ///< of the choice among labs
};

namespace {

/// Capability of a lab's model as a pool values it [index].
double worth_in(const Labs& labs, LabId lab, Pool pool) {
  return labs.capability[lab] + (pool == Pool::code ? labs.code_lead[lab] : 0.0);
}

/// Labs in the order of their names: draws fall on the same lab wherever its row stands.
std::vector<std::uint16_t> labs_by_name(const World& world) {
  std::vector<std::uint16_t> order(world.labs.size());
  std::iota(order.begin(), order.end(), std::uint16_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return world.labs.id[LabId{a}] < world.labs.id[LabId{b}]; });
  return order;
}

}  // namespace

double EnterpriseBehaviour::tasks_done(Pool pool, double capability) const {
  const double middle = pool == Pool::code ? code_middle : work_middle;
  return 1 / (1 + math::exp((middle - capability) / task_width));
}

EnterpriseBehaviour::Choice EnterpriseBehaviour::choice_of(const World& world, const View& view, Pool pool,
                                                           const std::vector<std::uint16_t>& by_name) const {
  const auto& labs = world.labs;
  Choice choice;
  choice.serves.assign(labs.size(), false);
  choice.share.assign(labs.size(), 0.0);
  for (const LabId lab : labs.rows()) {
    if (world.today < labs.founded[lab] || labs.defaulted[lab]) continue;
    if (view.at_home && world.in_china(labs.country[lab]) != view.chinese) continue;
    choice.serves[lab.index] = true;
    if (worth_in(labs, lab, pool) > choice.best)
      choice.best = worth_in(labs, lab, pool), choice.price = labs.service_price[lab];
  }
  const double gain = pool == Pool::people ? quality_gain : work_quality_gain;
  double total = 0;
  for (const LabId lab : labs.rows()) {
    if (!choice.serves[lab.index] || labs.capability[lab] < adoption_threshold - outclassed) continue;
    const double trust = view.wary && world.in_china(labs.country[lab]) ? rival_trust : 1.0;
    choice.share[lab.index] = math::exp(gain * (worth_in(labs, lab, pool) - choice.best) -
                                        price_gain * (labs.service_price[lab] / choice.price - 1)) *
                              std::max(least_quality, labs.quality[lab]) * trust;
    total += choice.share[lab.index];
  }
  double sum = 0;
  choice.cumulative.reserve(labs.size());
  for (double& share : choice.share) share = total > 0 ? share / total : 0.0;
  for (const std::size_t lab : by_name) choice.cumulative.push_back(static_cast<float>(sum += choice.share[lab]));
  choice.opened = world.signals.market_open || choice.best >= adoption_threshold;
  return choice;
}

EnterpriseBehaviour::Choices EnterpriseBehaviour::choices(const World& world) const {
  const bool sovereign = world.mechanisms.on(Mechanism::data_sovereignty);
  Choices all;
  std::vector<View> views;
  for (const CountryId country : world.countries.rows()) {
    const Bloc bloc = world.countries.bloc[country];
    const View view{sovereign && world.countries.domestic_services[country], world.in_china(country),
                    bloc == Bloc::us || bloc == Bloc::ally};
    const auto known = std::find(views.begin(), views.end(), view);
    all.view_of.push_back(static_cast<std::size_t>(known - views.begin()));
    if (known == views.end()) views.push_back(view);
  }
  const std::vector<std::uint16_t> by_name = labs_by_name(world);
  for (const View& view : views)
    for (const Pool pool : {Pool::people, Pool::code, Pool::work})
      all.by_view.push_back(choice_of(world, view, pool, by_name));
  return all;
}

std::vector<double> EnterpriseBehaviour::take_up(const World& world, const Choices& choices) const {
  std::vector<double> taken_up = world.cells.taken_up;
  const double odds_growth = math::exp(firm_speed * world.years);
  for (std::size_t at = 0; at < taken_up.size(); ++at) {
    const std::size_t country = at / kDemandSectors, sector = at % kDemandSectors;
    if (sector == 0) continue;
    if (choices.at(country, Pool::people).best < work_threshold && taken_up[at] <= 0) continue;
    // The logistic curve, exactly over a step of any length.
    const double part = std::clamp(std::max(taken_up[at], firm_start), 0.0, 1 - 1e-9);
    const double odds = part / (1 - part) * (taken_up[at] > 0 ? odds_growth : 1.0);
    taken_up[at] = odds / (1 + odds);
  }
  return taken_up;
}

std::vector<EnterpriseBehaviour::Offer> EnterpriseBehaviour::offers(const World& world, const Choices& choices,
                                                                    const std::vector<double>& taken_up) const {
  const auto& countries = world.countries;
  std::vector<Offer> all(countries.size() * kDemandSectors);
  double wages = 0;
  for (const double part : sector_wages) wages += part;
  for (std::size_t at = 0; at < all.size(); ++at) {
    const CountryId country{at / kDemandSectors};
    const std::size_t sector = at % kDemandSectors;
    const Pool pool = pool_of(sector);
    const Choice& choice = choices.at(country.index, pool);
    Offer& offer = all[at];
    offer.cumulative = choice.cumulative.data();
    // The step is a lag of its own: this keeps the sum of both the same for weeks and months.
    offer.closes = static_cast<float>(std::min(1.0, speed * world.years));
    const double dear = math::log(std::max(least_price, choice.price));
    if (pool == Pool::people) {
      offer.taken_up = 1;
      const double effective = choice.best - price_elasticity / growth_per_point * dear;
      offer.effective = choice.opened ? static_cast<float>(effective) : 0.0f;
      const double richer = math::exp(spend_growth * std::max(0.0, choice.best - spend_start));
      const double wanted = (paid_share * tier_price + free_worth) * richer * countries.spend_ratio[country];
      const double most = spend_limit * countries.gdp[country] / std::max(1.0, countries.reachable_users[country]);
      offer.spend = std::min(wanted, most) * world.years;
      continue;
    }
    offer.taken_up = static_cast<float>(taken_up[at]);
    const double done = tasks_done(pool, choice.best - price_elasticity * task_width * dear);
    offer.effective = choice.opened ? static_cast<float>(done) : 0.0f;
    const double part = pool == Pool::code ? code_part : (1 - code_part) * value_at(sector_wages, sector) / wages;
    const double bill =
        countries.exposed_wages[country] * countries.gdp[country] * countries.spend_ratio[country] * part;
    const double people = countries.reachable_users[country] * value_at(sector_people, sector);
    offer.spend = people > 0 ? (pool == Pool::code ? code_paid : work_paid) * bill / people * world.years : 0.0;
  }
  return all;
}

void EnterpriseBehaviour::spend(const World& world, const std::vector<Offer>& offers, const Choices& choices,
                                const std::vector<double>& users, std::vector<double>& desired) const {
  const std::size_t labs = world.cells.labs;
  for (std::size_t at = 0; at < offers.size(); ++at) {
    const CountryId country{at / kDemandSectors};
    const Pool pool = pool_of(at % kDemandSectors);
    const Choice& choice = choices.at(country.index, pool);
    const double follows = pool == Pool::people ? 0.0 : second_supplier;
    double all = 0;
    for (std::size_t lab = 0; lab < labs; ++lab) all += users[at * labs + lab];
    for (std::size_t lab = 0; lab < labs; ++lab) {
      const std::size_t cell = at * labs + lab;
      const double bought = (1 - follows) * users[cell] + follows * choice.share[lab] * all;
      desired[cell] = choice.serves[lab] ? bought * offers[at].spend * world.labs.service_price[LabId{lab}] : 0.0;
    }
  }
}

namespace {

/// Rows of one country and sector within a block.
struct Stratum {
  std::size_t first, last;
  std::size_t at;  ///< country and sector
};

/// The strata of rows `first` to `last`.
std::vector<Stratum> strata_of(const Enterprises& population, std::size_t first, std::size_t last) {
  const std::uint8_t* country = population.country.data();
  const std::uint8_t* sector = population.sector.data();
  std::vector<Stratum> strata;
  while (first < last) {
    std::size_t end = first + 1;
    while (end < last && country[end] == country[first] && sector[end] == sector[first]) ++end;
    strata.push_back({first, end, country[first] * kDemandSectors + sector[first]});
    first = end;
  }
  return strata;
}

/// First cell of a block, and the users of its cells from there on.
using BlockUsers = std::pair<std::size_t, std::vector<double>>;

}  // namespace

Demand EnterpriseBehaviour::decide(const World& world) const {
  const Enterprises& population = world.enterprises;
  const Cells& cells = world.cells;
  const Choices choice = choices(world);
  Demand next;
  next.adoption = population.adoption;
  next.provider = population.provider;
  next.taken_up = take_up(world, choice);
  const std::vector<Offer> offer_of = offers(world, choice, next.taken_up);
  const auto reviews = static_cast<float>(closing(review_rate, world.years));
  const std::vector<std::uint16_t> by_name = labs_by_name(world);
  const EnterpriseRows rows{population.users.data(), population.threshold.data(), population.steepness.data(),
                            population.luck.data(),  population.turn.data(),      population.turn_width.data(),
                            next.adoption.data(),    next.provider.data()};
  std::vector<BlockUsers> partial(blocks_of(population.size()));
  for_blocks(population.size(), [&](std::size_t block, std::size_t first, std::size_t last) {
    const std::vector<Stratum> strata = strata_of(population, first, last);
    std::size_t low = offer_of.size(), high = 0;
    for (const Stratum& stratum : strata) low = std::min(low, stratum.at), high = std::max(high, stratum.at + 1);
    partial[block] = {low * cells.labs, std::vector<double>((high - low) * cells.labs)};
    for (const Stratum& stratum : strata) {
      const Offer& offer = offer_of[stratum.at];
      advance_rows(rows,
                   {offer.effective,
                    offer.taken_up,
                    offer.closes,
                    reviews,
                    {offer.cumulative, cells.labs},
                    by_name,
                    world.seed,
                    world.step},
                   stratum.first, stratum.last, partial[block].second.data() + (stratum.at - low) * cells.labs);
    }
  });
  next.users.assign(cells.users.size(), 0.0);
  next.desired.assign(cells.users.size(), 0.0);
  for (const auto& [low, users] : partial)
    for (std::size_t cell = 0; cell < users.size(); ++cell) next.users[low + cell] += users[cell];
  spend(world, offer_of, choice, next.users, next.desired);
  return next;
}

}  // namespace exarace
