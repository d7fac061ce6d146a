#include "scenarios/runner/read/distribution.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/core/math.hpp"
#include "sim/core/nearest.hpp"

namespace exarace {
namespace {

std::vector<std::string> shape_names() {
  std::vector<std::string> names;
  for (const ShapeKeys& shape : distribution_shapes()) names.push_back(shape.name);
  return names;
}

/// Number of the shape that `dist` names, if it names one.
std::optional<std::size_t> read_shape(const Node& dist, const std::string& path, std::vector<Problem>& problems) {
  const std::vector<std::string> names = shape_names();
  const auto* name = dist.as<std::string>();
  const auto at = name ? std::find(names.begin(), names.end(), *name) : names.end();
  if (at != names.end()) return at - names.begin();
  problems.push_back({dist.where, path,
                      fmt::format("expected a distribution, one of '{}', found {}{}", fmt::join(names, "', '"),
                                  what_is(dist), name ? did_you_mean(*name, names) : "")});
  return std::nullopt;
}

/// The finite number at a key of a distribution.
std::optional<double> read_parameter(const Node& node, const std::string& key) {
  const Node* value = child(node, key);
  if (!value) return std::nullopt;
  if (const auto* whole = value->as<std::int64_t>()) return static_cast<double>(*whole);
  const auto* real = value->as<double>();
  return real && std::isfinite(*real) ? std::optional(*real) : std::nullopt;
}

/// What is wrong with the numbers of a distribution; "" if nothing is.
std::string fault(const Distribution& d) {
  using Shape = Distribution::Shape;
  if (d.shape == Shape::lognormal && d.first <= 0) return "median must be greater than 0";
  if (!d.bounded() && d.second <= 0)
    return d.shape == Shape::normal ? "sd must be greater than 0" : "sigma must be greater than 0";
  if (d.bounded() && d.low() >= d.high()) return "low must be less than high";
  if (d.shape == Shape::triangular && (d.second < d.first || d.second > d.third))
    return "mode must lie between low and high";
  if (d.shape == Shape::loguniform && d.first <= 0) return "low must be greater than 0";
  return "";
}

/// Mean of the normal draw behind an unbounded distribution: of the logarithm, where it is lognormal.
double mean_of(const Distribution& d) {
  return d.shape == Distribution::Shape::lognormal ? math::log(d.first) : d.first;
}

/// Share of draws of an unbounded distribution below `value`.
double share_below(const Distribution& d, double value) {
  if (d.shape == Distribution::Shape::lognormal) {
    if (value <= 0) return 0;
    value = math::log(value);
  }
  if (std::isinf(value)) return value < 0 ? 0 : 1;
  return math::normal_share((value - mean_of(d)) / d.second);
}

double unbounded_quantile(const Distribution& d, double u, double low, double high) {
  const double from = share_below(d, low), to = share_below(d, high);
  const double within = std::clamp(from + u * (to - from), 0x1.0p-1000, 1 - 0x1.0p-53);
  const double value = mean_of(d) + d.second * math::normal_quantile(within);
  return std::clamp(d.shape == Distribution::Shape::lognormal ? math::exp(value) : value, low, high);
}

double triangular_quantile(const Distribution& d, double u) {
  const double width = d.third - d.first, left = d.second - d.first;
  return u * width <= left ? d.first + std::sqrt(u * width * left)
                           : d.third - std::sqrt((1 - u) * width * (d.third - d.second));
}

}  // namespace

const std::vector<ShapeKeys>& distribution_shapes() {
  static const std::vector<ShapeKeys> shapes = {{"lognormal", {"median", "sigma"}},
                                                {"normal", {"mean", "sd"}},
                                                {"uniform", {"low", "high"}},
                                                {"triangular", {"low", "mode", "high"}},
                                                {"loguniform", {"low", "high"}}};
  return shapes;
}

std::optional<Distribution> read_distribution(const Node& node, const std::string& path,
                                              std::vector<Problem>& problems) {
  const auto shape = read_shape(*child(node, "dist"), path, problems);
  if (!shape) return std::nullopt;
  const ShapeKeys& wanted = distribution_shapes()[*shape];
  const std::size_t before = problems.size();
  for (const Member& member : *node.as<Node::Table>())
    if (member.key != "dist" && std::find(wanted.keys.begin(), wanted.keys.end(), member.key) == wanted.keys.end())
      problems.push_back({member.where, path,
                          fmt::format("unknown key '{}' of a {} distribution; it has {}", member.key, wanted.name,
                                      fmt::join(wanted.keys, ", "))});
  Distribution out{static_cast<Distribution::Shape>(*shape)};
  double* const numbers[] = {&out.first, &out.second, &out.third};
  for (std::size_t i = 0; i < wanted.keys.size(); ++i) {
    const auto number = read_parameter(node, wanted.keys[i]);
    if (number)
      *numbers[i] = *number;
    else
      problems.push_back(
          {node.where, path, fmt::format("a {} distribution needs a number '{}'", wanted.name, wanted.keys[i])});
  }
  if (problems.size() != before) return std::nullopt;
  const std::string wrong = fault(out);
  if (wrong.empty()) return out;
  problems.push_back({node.where, path, wanted.name + " distribution: " + wrong});
  return std::nullopt;
}

std::string prior_text(const Prior& prior) {
  const Distribution& d = prior.shape;
  const ShapeKeys& shape = distribution_shapes()[static_cast<std::size_t>(d.shape)];
  const char* before = prior.of == Prior::Of::value ? "" : prior.of == Prior::Of::factor ? "times " : "knots times ";
  const std::string third = shape.keys.size() > 2 ? fmt::format(", {:.6g}", d.third) : "";
  return fmt::format("{}{}({:.6g}, {:.6g}{})", before, shape.name, d.first, d.second, third);
}

double mass_within(const Distribution& d, double low, double high) {
  if (d.bounded()) return d.low() >= low && d.high() <= high ? 1 : 0;
  return share_below(d, high) - share_below(d, low);
}

double quantile(const Distribution& d, double u, double low, double high) {
  using Shape = Distribution::Shape;
  switch (d.shape) {
    case Shape::uniform: return d.first + u * (d.second - d.first);
    case Shape::loguniform: return std::clamp(d.first * math::pow(d.second / d.first, u), d.first, d.second);
    case Shape::triangular: return triangular_quantile(d, u);
    default: return unbounded_quantile(d, u, low, high);
  }
}

}  // namespace exarace
