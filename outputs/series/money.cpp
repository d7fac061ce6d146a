/// Cash, debt, investment, revenue, public budgets.

#include "outputs/series/catalogue.hpp"
#include "outputs/series/sampling.hpp"
#include "sim/state/world.hpp"

namespace exarace {

namespace {

/// What the ledger counted of accounts, summed over sectors to the cent.
Series by_sector(std::string name, std::string about, Column<Money, AccountId> Accounts::*counted) {
  return filled(std::move(name), {Dim::holder}, "cent", std::move(about), [counted](const World& w, double* out) {
    std::vector<Money> sums(kSectors);
    for (const AccountId account : w.accounts.rows())
      sums[static_cast<std::size_t>(w.accounts.sector[account])] += (w.accounts.*counted)[account];
    for (std::size_t sector = 0; sector < kSectors; ++sector) out[sector] = static_cast<double>(sums[sector].cents);
  });
}

}  // namespace

SeriesList money_series() {
  return {
      by_row<CloudId>("capex.ai", Dim::cloud, "USD", "AI capex in the step.",
                      [](const World& w, CloudId i) { return double(w.clouds.ai_capex[i]); }),
      by_row<CloudId>("capex.all", Dim::cloud, "USD", "Cash capex in the step, core and AI.",
                      [](const World& w, CloudId i) { return double(w.clouds.capex[i]); }),
      by_row<CloudId>("money.rental_revenue", Dim::cloud, "USD/year", "Smoothed rental revenue.",
                      [](const World& w, CloudId i) { return double(w.clouds.rental_revenue[i]); }),
      by_row<CloudId>("money.cash_of_clouds", Dim::cloud, "USD", "Cash of clouds.",
                      [](const World& w, CloudId i) { return double(w.accounts.cash(w.clouds.account[i]).usd()); }),
      by_row<LabId>("money.cash_of_labs", Dim::lab, "USD", "Cash of labs.",
                    [](const World& w, LabId i) { return double(w.accounts.cash(w.labs.account[i]).usd()); }),
      on_request(by_row<DesignerId>(
          "money.cash_of_designers", Dim::designer, "USD", "Cash of designers.",
          [](const World& w, DesignerId i) { return double(w.accounts.cash(w.designers.account[i]).usd()); })),
      on_request(
          by_row<FabId>("money.cash_of_fabs", Dim::fab, "USD", "Cash of fabs.",
                        [](const World& w, FabId i) { return double(w.accounts.cash(w.fabs.account[i]).usd()); })),
      by_row<CloudId>(
          "money.debt_of_clouds", Dim::cloud, "USD", "Loans of clouds.",
          [](const World& w, CloudId i) { return double(w.accounts.of(Item::loans_owed, w.clouds.account[i]).usd()); }),
      by_row<DesignerId>("money.designer_revenue", Dim::designer, "USD/year", "Smoothed revenue from chips.",
                         [](const World& w, DesignerId i) { return double(w.designers.revenue_rate[i]); }),
      by_row<FabId>("money.fab_revenue", Dim::fab, "USD/year", "Smoothed revenue.",
                    [](const World& w, FabId i) { return double(w.fabs.revenue_rate[i]); }),
      by_row<FabId>("money.fab_capex", Dim::fab, "USD/year", "Smoothed spend on tools.",
                    [](const World& w, FabId i) { return double(w.fabs.capex_rate[i]); }),
      by_row<ToolmakerId>("money.toolmaker_revenue", Dim::toolmaker, "USD/year",
                          "Smoothed revenue from fabs of the model.",
                          [](const World& w, ToolmakerId i) { return double(w.toolmakers.revenue_rate[i]); }),
      by_row<ToolmakerId>("money.toolmaker_china", Dim::toolmaker, "USD/year", "Smoothed revenue from China.",
                          [](const World& w, ToolmakerId i) { return double(w.toolmakers.china_revenue[i]); }),
      by_row<LabId>("money.lab_revenue", Dim::lab, "USD/year", "Smoothed revenue of labs.",
                    [](const World& w, LabId i) { return double(w.labs.revenue_rate[i]); }),
      by_row<LabId>("money.lab_value", Dim::lab, "USD", "Value of all equity at the last round.",
                    [](const World& w, LabId i) { return double(w.labs.value[i]); }),
      by_row<LabId>("money.compute_spend", Dim::lab, "USD/year", "Smoothed spend of labs on compute.",
                    [](const World& w, LabId i) { return double(w.labs.compute_spend[i]); }),
      by_row<InvestorId>("money.invested", Dim::investor, "USD", "Invested in the step.",
                         [](const World& w, InvestorId i) { return double(w.investors.invested[i]); }),
      by_row<GovernmentId>("money.public_spending", Dim::government, "USD",
                           "Public spending on AI and chips in the step.",
                           [](const World& w, GovernmentId i) { return double(w.governments.spent_on_ai[i]); }),
      by_row<GovernmentId>("money.public_debt", Dim::government, "USD", "Public bonds issued for AI and chips.",
                           [](const World& w, GovernmentId i) {
                             return double(w.accounts.of(Item::bonds_issued, w.governments.account[i]).usd());
                           }),
      by_row<DesignerId>("money.written_down", Dim::designer, "USD", "Stock written down since the start.",
                         [](const World& w, DesignerId i) { return double(w.designers.written_down[i]); }),
      scalar("money.services", "USD/year", "World revenue of AI services, smoothed.",
             [](const World& w) { return w.signals.services.revenue; }),
      scalar("money.services_growth", "1/year", "Logarithmic growth of it over 12 months.",
             [](const World& w) { return w.signals.services.growth; }),
      scalar("money.ai_funding", "USD", "Private funding of AI firms in the last 12 months.",
             [](const World& w) { return w.signals.funding_by_home[0] + w.signals.funding_by_home[1]; }),
      scalar("money.outside_share", "1", "Share of turnover that passes through the outside world.",
             [](const World& w) { return w.accounts.flows.outside_share(); }),
      filled("money.flows", {Dim::payer, Dim::payee}, "USD",
             "Money that one sector paid another in the step, bills included.",
             [](const World& w, double* out) {
               for (const Money paid : w.accounts.flows.between_sectors()) *out++ = paid.usd();
             }),
      filled("money.balances", {Dim::holder, Dim::item}, "cent",
             "Balance sheet of a sector at the end of the step, in whole cents; liabilities are negative, rows sum to "
             "net worth.",
             [](const World& w, double* out) {
               std::vector<Money> sums(kSectors * kItems);
               for (const AccountId account : w.accounts.rows())
                 for (std::size_t i = 0; i < kItems; ++i) {
                   const Money held = w.accounts.of(Item(i), account);
                   sums[static_cast<std::size_t>(w.accounts.sector[account]) * kItems + i] +=
                       is_liability(Item(i)) ? -held : held;
                 }
               for (std::size_t k = 0; k < sums.size(); ++k) out[k] = static_cast<double>(sums[k].cents);
             }),
      by_sector("money.saving", "Income less expense of a sector in the step.", &Accounts::saving),
      by_sector("money.revaluation", "Change of net worth of a sector in the step that is no saving.",
                &Accounts::revaluation),
  };
}

}  // namespace exarace
