#include "agents/enterprise.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"
#include "sim/core/rows.hpp"
#include "sim/core/smooth.hpp"

namespace exarace {
namespace {

/// What the rows of one country see: the best they can buy, and how the labs share those who look again.
struct Offer {
  double effective = 0;           ///< capability less the weight of the price [index]
  double spend = 0;               ///< of a user [USD] in this step
  std::vector<float> cumulative;  ///< of the choice among labs
};

bool may_serve(const World& world, LabId lab, CountryId country) {
  if (world.today < world.labs.founded[lab] || world.labs.defaulted[lab]) return false;
  const bool chinese_lab = world.in_china(world.labs.country[lab]);
  if (world.mechanisms.on(Mechanism::data_sovereignty) && world.countries.domestic_services[country])
    return chinese_lab == world.in_china(country);
  return true;
}

/// Weight of who a lab is: buyers keep their data from labs of the rival bloc.
double trust(const World& world, LabId lab, CountryId country, double rival_trust) {
  const Bloc bloc = world.countries.bloc[country];
  const bool rival = world.in_china(world.labs.country[lab]) && (bloc == Bloc::us || bloc == Bloc::ally);
  return rival ? rival_trust : 1.0;
}

Offer offer_to(const World& world, CountryId country, const EnterpriseBehaviour& rule) {
  const auto& labs = world.labs;
  Offer offer;
  offer.cumulative.assign(labs.size(), 0.0f);
  double best = 0, price = 1, total = 0;
  std::vector<double> weight(labs.size());
  for (const LabId lab : labs.rows()) {
    if (!may_serve(world, lab, country)) continue;
    if (labs.capability[lab] > best) best = labs.capability[lab], price = labs.service_price[lab];
  }
  for (const LabId lab : labs.rows()) {
    if (!may_serve(world, lab, country) || labs.capability[lab] < rule.adoption_threshold - 8) continue;
    weight[lab.index] = std::exp(rule.quality_gain * (labs.capability[lab] - best) -
                                 rule.price_gain * (labs.service_price[lab] / price - 1)) *
                        std::max(0.05, labs.quality[lab]) * trust(world, lab, country, rule.rival_trust);
    total += weight[lab.index];
  }
  double sum = 0;
  for (std::size_t i = 0; i < weight.size(); ++i) {
    sum += weight[i];
    offer.cumulative[i] = total > 0 ? static_cast<float>(sum / total) : 0.0f;
  }
  const bool opened = world.signals.market_open || best >= rule.adoption_threshold;
  offer.effective = opened ? best - rule.price_elasticity / rule.growth_per_point * std::log(std::max(0.1, price)) : 0;
  const double richer = std::exp(rule.spend_growth * std::max(0.0, best - rule.spend_start));
  const double wanted = rule.spend_per_user * richer * world.countries.spend_ratio[country];
  const double most =
      rule.spend_limit * world.countries.gdp[country] / std::max(1.0, world.countries.reachable_users[country]);
  offer.spend = std::min(wanted, most) * world.years;
  return offer;
}

}  // namespace

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
          .prior(lognormal(7e7, 0.8))
          .about("People for whom services are useful at the threshold.")
          .calibrated(),
      key("growth_per_point", &T::growth_per_point)
          .range(0.01, 0.5)
          .prior(lognormal(0.095, 0.3))
          .about("Growth of useful people per index point.")
          .calibrated(),
      key("speed", &T::speed)
          .unit("1/year")
          .range(0.1, 50)
          .prior(lognormal(3, 0.4))
          .about("Speed of adoption.")
          .calibrated(),
      key("spend_per_user", &T::spend_per_user)
          .unit("USD/year")
          .range(0, 1e4)
          .about("Spend of a weekly user in the United States.")
          .sourced("openai_users", "2024-12"),
      key("spend_growth", &T::spend_growth)
          .range(0, 0.3)
          .prior(lognormal(0.03, 0.5))
          .about("Growth of spend per index point above the start.")
          .assumed(),
      key("spend_start", &T::spend_start)
          .unit("index")
          .range(80, 400)
          .prior(normal(145, 10))
          .about("Capability from which spend per user grows.")
          .assumed(),
      key("spend_limit", &T::spend_limit)
          .range(0, 1)
          .about("Greatest spend of a user over the output per person of the country.")
          .assumed(),
      key("price_elasticity", &T::price_elasticity)
          .range(0, 5)
          .about("Elasticity of users to the price relative to its normal.")
          .sourced("demirer_2025", "2025-06"),
      key("quality_gain", &T::quality_gain)
          .range(0, 5)
          .prior(lognormal(0.25, 0.5))
          .about("Logit weight of a point of capability in the choice of provider.")
          .assumed(),
      key("price_gain", &T::price_gain)
          .range(0, 20)
          .prior(lognormal(2, 0.5))
          .about("Logit weight of the price in the choice of provider.")
          .assumed(),
      key("rival_trust", &T::rival_trust)
          .range(0, 1)
          .about(
              "Weight of Chinese labs, at equal offers, in the choice of buyers in the United States and its allies.")
          .assumed(),
      key("review_rate", &T::review_rate)
          .unit("1/year")
          .range(0, 50)
          .about("How often a row looks again at its provider.")
          .assumed(),
  };
  return all;
}

double EnterpriseBehaviour::useful(const World&, double effective, double threshold, double band) const {
  return std::clamp((effective - threshold) / std::max(band, 1e-6), 0.0, 1.0);
}

Demand EnterpriseBehaviour::decide(const World& world) const {
  const Enterprises& population = world.enterprises;
  const Cells& cells = world.cells;
  Demand next;
  next.adoption.resize(population.size());
  next.provider.resize(population.size());
  std::vector<Offer> offers;
  for (const CountryId country : world.countries.rows()) offers.push_back(offer_to(world, country, *this));
  const auto closes = static_cast<float>(closing(speed, world.years));
  const auto reviews = static_cast<float>(closing(review_rate, world.years));
  const std::size_t width = cells.users.size();
  std::vector<std::vector<double>> partial(blocks_of(population.size()));
  for_blocks(population.size(), [&](std::size_t block, std::size_t first, std::size_t last) {
    auto& users = partial[block];
    users.assign(width, 0.0);
    for (std::size_t row = first; row < last; ++row) {
      const EnterpriseId id{row};
      const Offer& offer = offers[population.country[id]];
      const float gap = (static_cast<float>(offer.effective) - population.threshold[id]) * population.steepness[id];
      const float target = std::clamp(gap, 0.0f, 1.0f);
      const float adoption = population.adoption[id] + closes * (target - population.adoption[id]);
      std::uint16_t provider = population.provider[id];
      const auto words = random_words(world.seed, Purpose::adoption, population.luck[id], world.step);
      if (static_cast<float>(words[0]) * 0x1.0p-32f < reviews) {
        const float draw = static_cast<float>(words[1]) * 0x1.0p-32f;
        std::size_t lab = 0;
        while (lab + 1 < offer.cumulative.size() && offer.cumulative[lab] <= draw) ++lab;
        provider = static_cast<std::uint16_t>(lab);
      }
      next.adoption[id] = adoption;
      next.provider[id] = provider;
      users[cells.index(population.country[id], population.sector[id], provider)] +=
          double(adoption) * double(population.users[id]);
    }
  });
  next.users.assign(width, 0.0);
  next.desired.assign(width, 0.0);
  for (const auto& users : partial)
    for (std::size_t cell = 0; cell < width; ++cell) next.users[cell] += users[cell];
  for (std::size_t cell = 0; cell < width; ++cell) {
    const std::size_t country = cell / (kDemandSectors * cells.labs);
    const std::size_t sector = cell / cells.labs % kDemandSectors;
    const LabId lab{cell % cells.labs};
    const bool served = may_serve(world, lab, CountryId{country});
    next.desired[cell] =
        served ? next.users[cell] * offers[country].spend * kSectorSpend[sector] * world.labs.service_price[lab] : 0.0;
  }
  return next;
}

}  // namespace exarace
