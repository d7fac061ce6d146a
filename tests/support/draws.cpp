#include "tests/support/draws.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"

namespace exarace::support {

double Draws::uniform() { return exarace::uniform(number_, Purpose::parameter, 0x5eed, drawn_++); }

int Draws::whole(int low, int high) { return low + static_cast<int>(uniform() * (high - low + 1)); }

double Draws::within(double low, double high) {
  const double kind = uniform();
  if (kind < 0.08) return low;
  if (kind < 0.16) return high;
  const double u = uniform();
  if (kind < 0.55 && low >= 0 && high > 0) {
    const double least = std::max(low, high * 1e-6);
    return std::min(high, least * std::pow(high / least, u));
  }
  return low + u * (high - low);
}

std::string Draws::day() { return fmt::format("{}-{:02}-{:02}", whole(2021, 2024), whole(1, 12), whole(1, 28)); }

std::string Draws::number_text(const Field& field) {
  if (!std::isfinite(field.low) || !std::isfinite(field.high)) return "";
  const double number = within(field.low, field.high);
  if (field.kind == Kind::integer) return fmt::format("{}", static_cast<std::int64_t>(number));
  return fmt::format("{:.17g}", number).find_first_of(".en") == std::string::npos ? fmt::format("{:.17g}.0", number)
                                                                                  : fmt::format("{:.17g}", number);
}

std::string Draws::series(const Field& field) {
  Field number = field;
  number.kind = Kind::number;
  if (chance(0.4)) return number_text(number);
  std::string text;
  int year = 2021;
  for (int point = whole(1, 3); point > 0; --point) {
    const std::string value = number_text(number);
    if (value.empty()) return "";
    text += fmt::format("\"{}-{:02}-15\" = {}, ", year++, whole(1, 12), value);
  }
  return "{ " + text + "between = \"" + (chance(0.5) ? "step" : "linear") + "\" }";
}

std::string Draws::list(const Field& field, RowsOf rows_of) {
  const auto& all = field.kind == Kind::references ? rows_of(field.table) : field.choices;
  if (all.empty()) return "";
  std::vector<std::string> chosen;
  for (int n = whole(0, 3); n > 0; --n) {
    const std::string& one = one_of(all);
    if (std::find(chosen.begin(), chosen.end(), one) == chosen.end()) chosen.push_back(one);
  }
  return fmt::format("[{}{}{}]", chosen.empty() ? "" : "\"", fmt::join(chosen, "\", \""), chosen.empty() ? "" : "\"");
}

std::string Draws::value(const Field& field, RowsOf rows_of) {
  switch (field.kind) {
    case Kind::number:
    case Kind::integer:
    case Kind::money: return number_text(field);
    case Kind::flag: return chance(0.5) ? "true" : "false";
    case Kind::date: return day();
    case Kind::series: return series(field);
    case Kind::choice: return "\"" + one_of(field.choices) + "\"";
    case Kind::reference: {
      const auto rows = rows_of(field.table);
      return rows.empty() ? "" : "\"" + one_of(rows) + "\"";
    }
    case Kind::references: return list(field, rows_of);
    case Kind::texts: return field.choices.empty() ? "" : list(field, rows_of);
    case Kind::text:
    case Kind::numbers:
    case Kind::rows: return "";
  }
  return "";
}

}  // namespace exarace::support
