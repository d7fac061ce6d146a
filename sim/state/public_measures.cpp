#include "sim/state/public_measures.hpp"

#include <algorithm>

namespace exarace {

void LicencePolicy::tighten(double factor) {
  for (auto& point : approval.points) point.value = std::clamp(point.value * factor, 0.0, 1.0);
}

const Fields& LicencePolicy::fields() {
  using T = LicencePolicy;
  static const Fields all = {
      key("clears", &T::clears).about("Instruments that a licence clears."),
      key("skus", &T::skus).about("Chips that can be licensed; any when empty."),
      key("tpp_below", &T::tpp_below).range(0, 1e9).about("Only chips with less total processing performance."),
      key("bandwidth_below", &T::bandwidth_below)
          .unit("GB/s")
          .range(0, 1e9)
          .about("Only chips with less memory bandwidth."),
      key("buyers", &T::buyers).about("Buyers as table/id; any when empty."),
      key("blanket", &T::blanket).about("Clears at once, without an application."),
      key("overseas_units", &T::overseas_units).about("Also for places outside the target countries."),
      key("approval", &T::approval)
          .range(0, 1)
          .about("Probability that an application is granted.")
          .sourced("bis_estevez_2023", "2023-02"),
      key("acceptance", &T::acceptance)
          .range(0, 1)
          .about("Probability that the buyer takes what was granted.")
          .assumed(),
      key("delay", &T::delay)
          .unit("year")
          .range(0, 5)
          .about("Mean from filing to ruling.")
          .sourced("bis_estevez_2023", "2023-02"),
      key("delay_min", &T::delay_min)
          .unit("year")
          .range(0, 5)
          .about("Least from filing to ruling.")
          .sourced("bis_estevez_2023", "2023-02"),
      key("rulings_per_officer", &T::rulings_per_officer)
          .unit("1/person/year")
          .range(0, 1e4)
          .about("Rulings on such cases per licensing officer.")
          .assumed(),
      key("term", &T::term).unit("year").range(0, 50).about("Term of a licence.").assumed(),
      key("retry", &T::retry)
          .unit("year")
          .range(0, 50)
          .about("After a refusal nobody asks again for so long.")
          .assumed(),
      key("us_volume_share", &T::us_volume_share)
          .range(0, 1e9)
          .about("Most units over those sold to buyers of the issuer's country."),
      key("buyer_cap", &T::buyer_cap).unit("units").range(0, 1e9).about("Most units of all licences of one buyer."),
  };
  return all;
}

const Fields& LevyWindow::fields() {
  using T = LevyWindow;
  static const Fields all = {
      key("id", &T::id).about("Unique name of the window.").must(),
      key("tpp_above", &T::tpp_above).range(0, 1e9).about("Total processing performance above."),
      key("tpp_below", &T::tpp_below).range(0, 1e9).about("Total processing performance below."),
      key("bandwidth_above", &T::bandwidth_above).unit("GB/s").range(0, 1e9).about("Memory bandwidth above."),
      key("bandwidth_below", &T::bandwidth_below).unit("GB/s").range(0, 1e9).about("Memory bandwidth below."),
  };
  return all;
}

const Fields& Levy::fields() {
  using T = Levy;
  static const Fields all = {
      key("rate", &T::rate).range(0, 10).about("Share of the value of a deal."),
      key("imports", &T::imports)
          .about(
              "Charges what makers from target countries sell in the issuer's country: tariffs, and fines on sales."),
      key("designers", &T::designers).about("Designers whose chips are charged; any when empty."),
      key("under", &T::under).about("Licence policies whose deals are charged; any deal when empty."),
      rows_key("windows", &T::windows).about("Chips that are charged; any when empty."),
  };
  return all;
}

void PurchaseRestriction::tighten(double factor) {
  for (auto& point : accepted.points) point.value = std::clamp(point.value * factor, 0.0, 1.0);
}

const Fields& PurchaseRestriction::fields() {
  using T = PurchaseRestriction;
  static const Fields all = {
      key("skus", &T::skus)
          .about("Chips concerned, beside those of `designers`; all foreign ones when both are empty."),
      key("designers", &T::designers).about("Designers whose chips are concerned."),
      key("sellers", &T::sellers).about("Sellers of other goods as table/id, for example fabs/micron."),
      key("buyers", &T::buyers).about("Buyers as table/id; all of the issuer's country when empty."),
      key("public_only", &T::public_only).about("Only buyers carried by public money."),
      key("goods", &T::goods).about("Goods that are caught."),
      key("accepted", &T::accepted).range(0, 1).about("Share that may be bought.").assumed(),
      key("gate", &T::gate).about("Office of a reactive government that works it, and by what it decides."),
  };
  return all;
}

const Fields& Budget::fields() {
  using T = Budget;
  static const Fields all = {
      key("purpose", &T::purpose).about("What the money is for."),
      key("amount", &T::amount).unit("USD/year").range(0, 1e13).about("Money paid out."),
      key("recipients", &T::recipients).about("Who gets it as table/id; table/* for all in `recipient_country`."),
      key("recipient_country", &T::recipient_country)
          .about("Country of recipients that a star names; the issuer's when empty."),
      key("rated", &T::rated).about("Priority rating: chips for its recipients come before those of all others."),
      key("line", &T::line).about("Enforcement: the line that it hires for."),
  };
  return all;
}

const Fields& Alliance::fields() {
  using T = Alliance;
  static const Fields all = {
      key("lag_factor", &T::lag_factor)
          .range(0, 1)
          .about("Lag with which a member follows the issuer's rules, over that of other allies.")
          .assumed(),
  };
  return all;
}

}  // namespace exarace
