#include "scenarios/runner/sweep/design_check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "scenarios/runner/read/annotated.hpp"
#include "scenarios/runner/sweep/correlation.hpp"

namespace exarace {
namespace {

using Problems = std::vector<Problem>;

std::string name_of(Sampler sampler) { return ChoiceNames<Sampler>::names()[static_cast<std::size_t>(sampler)]; }

/// Place of a key at the top, or of the whole file.
Where place(const Node& document, const std::string& key) {
  const Node* node = at_path(document, "design." + key);
  return node ? node->where : document.where;
}

std::size_t length(const Factor& factor) {
  const auto* list = factor.values ? factor.values->as<Node::List>() : nullptr;
  return list ? list->size() : 0;
}

void check_values(const Factor& factor, Problems& problems) {
  const int forms = factor.values.has_value() + (factor.shape.has_value() || factor.bounds.has_value());
  if (forms != 1)
    problems.push_back({factor.where, "",
                        fmt::format("factor '{}' {}; give values, or low and high, or dist", factor.key,
                                    forms == 0 ? "says no values" : "says its values twice")});
  if (factor.values && length(factor) == 0)
    problems.push_back({factor.values->where, "",
                        fmt::format("values of '{}': expected a list of at least one value, found {}", factor.key,
                                    factor.values->as<Node::List>() ? "an empty list" : what_is(*factor.values))});
  if (!factor.bounds) return;
  if (factor.low >= factor.high)
    problems.push_back(
        {*factor.bounds, "",
         fmt::format("factor '{}': low must be less than high, found {} and {}", factor.key, factor.low, factor.high)});
  else if (factor.scale == Scale::log && factor.low <= 0)
    problems.push_back(
        {*factor.bounds, "",
         fmt::format("factor '{}': low of a log scale must be greater than 0, found {}", factor.key, factor.low)});
}

void check_key(const Factor& factor, Problems& problems) {
  const auto refuse = [&](const char* why) {
    problems.push_back({factor.where, "", fmt::format("'{}' cannot be a factor: {}", factor.key, why)});
  };
  if (factor.key == "run.opening" || factor.key == "run.start" || factor.key == "run.end" || factor.key == "run.step")
    refuse("all runs of a sweep share one axis of time; set it for all under [set]");
  if (factor.key == "scenario" && !factor.values) refuse("scenarios are named; give values = [\"baseline\", ...]");
}

/// Key path with its date, but without what says that it is scaled.
std::string plain_key(const std::string& text) {
  const KeyTarget target = key_target(text);
  return target.knot.empty() ? target.key : join_path(target.key, target.knot);
}

bool overlap(const std::string& outer, const std::string& inner) {
  return inner == outer || (inner.starts_with(outer) && inner[outer.size()] == '.');
}

void check_overlaps(const Design& design, Problems& problems) {
  for (std::size_t i = 0; i < design.factors.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      const std::string a = plain_key(design.factors[j].key), b = plain_key(design.factors[i].key);
      if (a == b)
        problems.push_back({design.factors[i].where, "", fmt::format("factor '{}' stands twice", a)});
      else if (overlap(a, b) || overlap(b, a))
        problems.push_back({design.factors[i].where, "",
                            fmt::format("factors '{}' and '{}' overlap: one lies inside the other", a, b)});
    }
}

void check_list(const Design& design, Problems& problems) {
  for (const Factor& factor : design.factors) {
    if (factor.count_where)
      problems.push_back({*factor.count_where, "", fmt::format("factor '{}': only grids have a count", factor.key)});
    if (!factor.values)
      problems.push_back({factor.where, "",
                          fmt::format("factor '{}': the sampler 'list' wants values; 'random' and others draw between "
                                      "low and high",
                                      factor.key)});
    else if (length(factor) != length(design.factors.front()))
      problems.push_back(
          {factor.values->where, "",
           fmt::format("the lists of '{}' ({} long) and '{}' ({} long) differ: the sampler 'list' "
                       "takes their values together; 'grid' combines them",
                       design.factors.front().key, length(design.factors.front()), factor.key, length(factor))});
  }
}

void check_grid(const Design& design, Problems& problems) {
  for (const Factor& factor : design.factors) {
    if (!factor.values && factor.count == 0)
      problems.push_back(
          {factor.where, "", fmt::format("factor '{}': a grid wants values, or low, high and count", factor.key)});
    if (!factor.values && factor.shape && !factor.bounds)
      problems.push_back({factor.where, "", fmt::format("factor '{}': a grid takes no distribution", factor.key)});
  }
}

void check_drawn(const Design& design, const Node& document, Problems& problems) {
  const std::string name = name_of(design.keys.sampler);
  if (design.factors.empty())
    problems.push_back({place(document, "sampler"), "", "the sampler '" + name + "' wants at least one [[factor]]"});
  if (design.keys.points == 0)
    problems.push_back({place(document, "sampler"), "", "the sampler '" + name + "' wants points, how many to draw"});
  const std::size_t dimensions = design.factors.size() * (design.keys.sampler == Sampler::saltelli ? 2 : 1);
  const bool sequence = design.keys.sampler == Sampler::sobol || design.keys.sampler == Sampler::saltelli;
  if (sequence && dimensions > kMostDimensions)
    problems.push_back({place(document, "sampler"), "",
                        fmt::format("the sampler '{}' has at most {} dimensions, and {} factors want {}", name,
                                    kMostDimensions, design.factors.size(), dimensions)});
  if (design.keys.sampler == Sampler::morris && design.keys.levels % 2 != 0)
    problems.push_back({place(document, "levels"), "design.levels",
                        fmt::format("expected an even number of levels, found {}", design.keys.levels)});
  for (const Factor& factor : design.factors)
    if (factor.count_where)
      problems.push_back({*factor.count_where, "", fmt::format("factor '{}': only grids have a count", factor.key)});
}

/// Keys that would do nothing where they stand.
void check_useless(const Design& design, const Node& document, Problems& problems) {
  for (const Factor& factor : design.factors) {
    if (factor.scale_where && factor.values)
      problems.push_back({*factor.scale_where, "",
                          fmt::format("factor '{}': scale does nothing beside values; it says how numbers lie between "
                                      "low and high",
                                      factor.key)});
    else if (factor.scale_where && factor.shape && !factor.bounds)
      problems.push_back({*factor.scale_where, "",
                          fmt::format("factor '{}': scale does nothing beside dist; leave dist out, or write dist = "
                                      "\"loguniform\" with low and high",
                                      factor.key)});
    if (factor.count_where && factor.values && design.keys.sampler == Sampler::grid)
      problems.push_back(
          {*factor.count_where, "",
           fmt::format("factor '{}': count does nothing beside values, which count themselves", factor.key)});
  }
  const auto only_for = [&](const char* key, Sampler sampler) {
    const Node* node = at_path(document, std::string("design.") + key);
    if (node && design.keys.sampler != sampler)
      problems.push_back({node->where, "",
                          fmt::format("{} does nothing with the sampler '{}'; only '{}' knows it", key,
                                      name_of(design.keys.sampler), name_of(sampler))});
  };
  only_for("levels", Sampler::morris);
  only_for("second_order", Sampler::saltelli);
}

void check_correlations(const Design& design, Problems& problems) {
  if (design.correlations.empty()) return;
  const Sampler sampler = design.keys.sampler;
  if (sampler != Sampler::random && sampler != Sampler::latin_hypercube && sampler != Sampler::sobol)
    problems.push_back(
        {design.correlations.front().where, "",
         "only the samplers random, latin_hypercube and sobol can correlate factors; found " + name_of(sampler)});
  for (const Correlation& pair : design.correlations)
    for (const std::string& key : {pair.a, pair.b})
      if (std::none_of(design.factors.begin(), design.factors.end(), [&](const Factor& f) { return f.key == key; }))
        problems.push_back({pair.where, "", fmt::format("correlations: '{}' is no factor of this design", key)});
  if (problems.empty() && cholesky(correlation_matrix(design)).empty())
    problems.push_back(
        {design.correlations.front().where, "", "correlations: these cannot all hold at once; bring them nearer to 0"});
}

void check_size(const Design& design, const Node& document, Problems& problems) {
  double points = static_cast<double>(std::max<std::int64_t>(design.keys.points, 1));
  const auto factors = static_cast<double>(design.factors.size());
  if (design.keys.sampler == Sampler::grid)
    for (const Factor& factor : design.factors)
      points *= factor.values ? static_cast<double>(length(factor)) : static_cast<double>(factor.count);
  if (design.keys.sampler == Sampler::saltelli) points *= (design.keys.second_order ? 2 : 1) * factors + 2;
  if (design.keys.sampler == Sampler::morris) points *= factors + 1;
  const double runs = points * static_cast<double>(design.keys.replicates);
  if (runs > kMostRuns)
    problems.push_back({place(document, "sampler"), "",
                        fmt::format("{:.6g} runs are more than a sweep can hold ({:.0g}); lower points, replicates or "
                                    "the values of a grid",
                                    runs, kMostRuns)});
  else if (points * std::max(factors, 1.0) > 3e8)
    problems.push_back({place(document, "sampler"), "",
                        fmt::format("{:.6g} points of {} factors do not fit into memory; lower points", points,
                                    design.factors.size())});
}

}  // namespace

bool is_paired(const Design& design) {
  if (design.keys.luck != Pairing::automatic) return design.keys.luck == Pairing::paired;
  const Sampler sampler = design.keys.sampler;
  const bool differences =
      sampler == Sampler::saltelli || sampler == Sampler::morris;  // luck would be taken for effects
  return differences || design.keys.replicates > 1 ||
         std::any_of(design.factors.begin(), design.factors.end(),
                     [](const Factor& factor) { return factor.key == "run.seed"; });
}

void check_design(const Design& design, const Node& document) {
  Problems problems;
  for (const Factor& factor : design.factors) check_values(factor, problems), check_key(factor, problems);
  check_overlaps(design, problems);
  check_useless(design, document, problems);
  const bool counts_itself = design.keys.sampler == Sampler::list || design.keys.sampler == Sampler::grid;
  if (design.keys.sampler == Sampler::list) check_list(design, problems);
  if (design.keys.sampler == Sampler::grid) check_grid(design, problems);
  if (!counts_itself) check_drawn(design, document, problems);
  if (counts_itself && design.keys.points != 0)
    problems.push_back(
        {place(document, "points"), "",
         "the sampler '" + name_of(design.keys.sampler) + "' counts its points itself; leave points out"});
  if (problems.empty()) check_correlations(design, problems);
  if (problems.empty()) check_size(design, document, problems);
  throw_if_any(std::move(problems), design.sources);
}

void settle_sets(Design& design) {
  Problems problems;
  const bool varied = !design.factors.empty();
  const auto settle = [&](const std::string& key, const std::string& said) {
    const auto overruled = [&](const Factor& factor) {
      return !key_target(factor.key).times && overlap(plain_key(factor.key), key);
    };
    std::erase_if(design.factors, [&](const Factor& factor) { return factor.by_pattern && overruled(factor); });
    for (const Factor& factor : design.factors)
      if (overruled(factor))
        problems.push_back(
            {factor.where, "",
             fmt::format("{} would do nothing: the design gives '{}' a value in every run; leave it out, "
                         "or take this factor out of the design",
                         said, factor.key)});
  };
  for (const Member& change : design.changes) settle(change.key, fmt::format("{} under [set]", change.key));
  for (std::size_t i = 0; i < design.sets.size(); ++i)
    settle(design.sets[i].substr(0, design.sets[i].find('=')), fmt::format("--set[{}] {}", i + 1, design.sets[i]));
  for (std::size_t i = 0; i < design.times.size(); ++i)
    settle(design.times[i].substr(0, design.times[i].find('=')), fmt::format("--times[{}] {}", i + 1, design.times[i]));
  if (varied && design.factors.empty())
    problems.push_back({design.uncertain_where, "factors", "all keys that these patterns name are set; none is left"});
  throw_if_any(std::move(problems), design.sources);
}

std::vector<std::string> warnings_of(const Design& design) {
  const auto points = static_cast<std::uint64_t>(design.keys.points);
  const bool sequence = design.keys.sampler == Sampler::sobol || design.keys.sampler == Sampler::saltelli;
  if (!sequence || (points & (points - 1)) == 0) return {};
  return {
      fmt::format("points = {} is no power of two: points of the sampler '{}' lie evenly only in powers of two, such "
                  "as {}",
                  points, name_of(design.keys.sampler), std::bit_ceil(points))};
}

std::uint64_t count_points(const Design& design) {
  const auto points = static_cast<std::uint64_t>(design.keys.points);
  const std::uint64_t factors = design.factors.size();
  std::uint64_t product = 1;
  switch (design.keys.sampler) {
    case Sampler::list: return factors == 0 ? 1 : length(design.factors.front());
    case Sampler::grid:
      for (const Factor& f : design.factors) product *= f.values ? length(f) : static_cast<std::uint64_t>(f.count);
      return product;
    case Sampler::saltelli: return points * ((design.keys.second_order ? 2 : 1) * factors + 2);
    case Sampler::morris: return points * (factors + 1);
    default: return points;
  }
}

}  // namespace exarace
