#include "sim/production/training.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "sim/core/math.hpp"
#include "sim/core/random.hpp"

namespace exarace {
namespace {

/// SKUs by their training over serving rate, best first; those of one ratio by row.
std::vector<SkuId> by_training(const World& world) {
  const auto& skus = world.skus;
  std::vector<SkuId> best;
  for (const SkuId sku : skus.rows())
    if (skus.serving_rate[sku] > 0) best.push_back(sku);
  std::stable_sort(best.begin(), best.end(), [&](SkuId a, SkuId b) {
    return skus.training_rate[a] * skus.serving_rate[b] > skus.training_rate[b] * skus.serving_rate[a];
  });
  return best;
}

/// Clouds by the training over serving rate of their fleets, the worst first; those of one ratio by row.
std::vector<CloudId> by_worst_training(const World& world) {
  const auto& clouds = world.clouds;
  std::vector<CloudId> worst;
  for (const CloudId cloud : clouds.rows()) worst.push_back(cloud);
  std::stable_sort(worst.begin(), worst.end(),
                   [&](CloudId a, CloudId b) { return clouds.training_ratio[a] < clouds.training_ratio[b]; });
  return worst;
}

/// Training over serving rate of the part of a cloud's hours that trains: it runs on the chips that train best.
double ratio_of_best(const World& world, CloudId cloud, double part, const std::vector<SkuId>& best) {
  const double wanted = part * world.clouds.serving_rate[cloud];
  const auto held = world.fleet.holdings_of(cloud);
  if (part >= 1 || wanted <= 0 || held.empty()) return world.clouds.training_ratio[cloud];
  double serving = 0, training = 0;
  for (const SkuId sku : best) {
    if (sku.index >= held.size() || held[sku.index].running == 0) continue;
    const double all = static_cast<double>(held[sku.index].running) * world.skus.serving_rate[sku];
    const double used = std::min(all, wanted - serving);
    serving += used;
    training += used * world.skus.training_rate[sku] / world.skus.serving_rate[sku];
    if (serving >= wanted) break;
  }
  return serving > 0 ? training / serving : world.clouds.training_ratio[cloud];
}

}  // namespace

const Fields& Training::fields() {
  using T = Training;
  static const Fields all = {
      key("longest_run", &T::longest_run)
          .unit("year")
          .range(0.1, 3)
          .about("A run ends after this time with what it has.")
          .assumed()
          .prior(lognormal(0.6, 0.25)),
      key("failure", &T::failure)
          .range(0, 1)
          .about("Chance that a run ends with nothing that is better than before.")
          .assumed()
          .prior(triangular(0.02, 0.1, 0.25)),
      key("slip", &T::slip)
          .range(0, 1)
          .about("Spread (standard deviation of the logarithm) of the work that a run needs over what was planned.")
          .assumed()
          .prior(lognormal(0.25, 0.4)),
      key("post_training", &T::post_training)
          .range(0, 1)
          .about("Part of what a lab has learned since its last run that it can put into the model of that run.")
          .assumed()
          .prior(triangular(0.2, 0.5, 0.8)),
      key("served_abroad", &T::served_abroad)
          .range(0, 1)
          .about("Part of the hours that a lab rents across the line between China and the rest which can serve users: "
                 "those at home must be served at home; the rest can only train.")
          .sourced("cac_genai_2023", "2023-08")
          .prior(triangular(0, 0.2, 0.5)),
  };
  return all;
}

void Training::begin_runs(World& world) const {
  auto& labs = world.labs;
  for (const RunOrder& order : world.orders.runs) {
    const LabId lab = order.lab;
    if (order.flop <= 0) continue;
    // The n-th run of a lab has the same luck whenever it begins, so that stories differ by what they are about.
    labs.runs[lab] += 1;
    const auto run = static_cast<std::uint32_t>(labs.runs[lab]);
    const std::uint64_t luck = stable_key("labs", labs.id[lab]);
    const double needed = math::exp(slip * normal(world.seed, Purpose::training, luck, run));
    const bool fails = uniform(world.seed, Purpose::release, luck, run) < failure;
    labs.run_yield[lab] = fails ? 0 : 1 / needed;
    labs.run_target[lab] = order.flop * needed;
    labs.run_delay[lab] = order.delay;
  }
}

void Training::end_run(World& world, LabId lab, double flop) const {
  auto& labs = world.labs;
  labs.training_flop[lab] = std::max(labs.training_flop[lab], flop);
  const double counts = flop * labs.run_yield[lab];
  if (counts <= 0) return;
  const double reached = capability_of(world.technology, counts, labs.algorithms[lab]);
  if (reached <= labs.internal_capability[lab]) return;
  labs.internal_capability[lab] = labs.trained[lab] = reached;
  labs.trained_level[lab] = labs.algorithms[lab];
}

void Training::train_on(World& world, LabId lab) const {
  auto& labs = world.labs;
  if (labs.research_hours[lab] <= 0) return;
  const double learned = std::max(0.0, labs.algorithms[lab] - labs.trained_level[lab]);
  labs.internal_capability[lab] = std::max(labs.internal_capability[lab], labs.trained[lab] + post_training * learned);
}

double Training::serve_first(const World& world, LabId lab, const std::vector<CloudId>& worst,
                             std::span<double> hours) const {
  // Data of users must not cross the line, so that hours beyond it serve few.
  const double beyond = world.mechanisms.on(Mechanism::data_sovereignty) ? served_abroad : 1.0;
  const bool home = world.in_china(world.labs.country[lab]);
  const double wanted = world.labs.serving_part[lab] * std::accumulate(hours.begin(), hours.end(), 0.0);
  double served = 0;
  for (const CloudId cloud : worst) {
    const bool near = world.in_china(world.clouds.country[cloud]) == home;
    const double now = std::min(hours[cloud.index] * (near ? 1.0 : beyond), std::max(0.0, wanted - served));
    hours[cloud.index] -= now;
    served += now;
  }
  return served;
}

void Training::allot_hours(World& world) const {
  auto& labs = world.labs;
  const std::size_t clouds = world.clouds.size();
  std::vector<double> hours(labs.size() * clouds);
  for (const ComputeTrade& trade : world.trades.compute)
    if (trade.buyer) hours[trade.buyer.index * clouds + trade.seller.index] += trade.hours;
  const std::vector<CloudId> worst = by_worst_training(world);
  std::vector<double> served(labs.size()), trains(clouds);
  for (const LabId lab : labs.rows()) {
    served[lab.index] = serve_first(world, lab, worst, std::span(hours).subspan(lab.index * clouds, clouds));
    for (const CloudId cloud : worst) trains[cloud.index] += hours[lab.index * clouds + cloud.index];
  }
  const std::vector<SkuId> best = by_training(world);
  std::vector<double> ratio(clouds);
  for (const CloudId cloud : world.clouds.rows())
    ratio[cloud.index] =
        ratio_of_best(world, cloud, trains[cloud.index] / std::max(1e-9, world.clouds.hours_capacity[cloud]), best);
  for (const LabId lab : labs.rows()) {
    double all = served[lab.index], at_training_rate = 0;
    for (const CloudId cloud : world.clouds.rows()) {
      const double left = hours[lab.index * clouds + cloud.index];
      all += left, at_training_rate += left * ratio[cloud.index];
    }
    const double rest = all > 0 ? 1 - served[lab.index] / all : 0.0;
    const double on_runs = rest > 0 ? std::min(1.0, labs.training_part[lab] / rest) : 0.0;
    labs.serving_hours[lab] = served[lab.index];
    labs.training_hours[lab] = at_training_rate * on_runs;
    labs.research_hours[lab] = at_training_rate * (1 - on_runs);
  }
}

void Training::advance(World& world) const {
  auto& labs = world.labs;
  for (const LabId lab : labs.rows()) {
    train_on(world, lab);
    if (labs.run_target[lab] <= 0) continue;
    const double data = world.mechanisms.on(Mechanism::data_sovereignty)
                            ? world.countries.data_access[labs.country[lab]].at(world.today) * labs.data_reach[lab]
                            : 1.0;
    const double work = labs.training_hours[lab] * flop_per_hour(world.technology) * data;
    labs.run_flop[lab] += work;
    labs.run_time[lab] += world.years;
    // A run ends with the step nearest to the day on which it reaches its target; what it still lacks then is done at
    // the beginning of the next one, and that day, not the end of the step, counts for the next run.
    const bool done = labs.run_flop[lab] + work / 2 >= labs.run_target[lab];
    if (!done && labs.run_time[lab] < longest_run) continue;
    end_run(world, lab, done ? labs.run_target[lab] : labs.run_flop[lab]);
    const double lead = labs.run_flop[lab] - labs.run_target[lab];
    const double over = done ? std::clamp(lead / std::max(work, 1.0), -0.5, 1.0) : 0.0;
    const double ended = -over * world.years - labs.run_delay[lab];
    labs.last_run[lab] = Date{world.tomorrow().days + static_cast<int>(std::lround(ended * 365.25))};
    labs.run_target[lab] = labs.run_time[lab] = 0;
    labs.run_flop[lab] = done ? std::min(0.0, lead) : 0.0;
  }
}

void Training::release(World& world) const {
  auto& labs = world.labs;
  for (const ReleaseOrder& order : world.orders.releases) {
    const double gain = labs.internal_capability[order.lab] - labs.capability[order.lab];
    if (gain <= 0 || gain < order.least_gain) continue;
    labs.capability[order.lab] = labs.internal_capability[order.lab];
    labs.last_release[order.lab] = world.tomorrow();
  }
}

}  // namespace exarace
