#include "sim/accounts/opening.hpp"

#include <algorithm>

#include "sim/core/error.hpp"

namespace exarace {

namespace {

/// Fills the balance sheets of a new world, line by line.
class Opener {
 public:
  Opener(World& world, const Opening& assumed) : world_(world), books_(world.accounts), assumed_(assumed) {}

  void countries();
  void agents();
  void goods();
  void plants();
  void banks();

 private:
  AccountId open(const std::string& name, Sector sector, CountryId country, CountryId parent, Money cash = {},
                 Money debt = {});
  void add(Item item, AccountId account, Money amount) {
    books_.balance[static_cast<std::size_t>(item)][account] += amount;
  }
  void claim(ClaimKind kind, AccountId creditor, AccountId debtor, Money amount);

  World& world_;
  Accounts& books_;
  const Opening& assumed_;
};

AccountId Opener::open(const std::string& name, Sector sector, CountryId country, CountryId parent, Money cash,
                       Money debt) {
  const AccountId account = books_.add(name, sector, country, parent ? parent : country);
  add(Item::deposits, account, max({}, cash));
  claim(sector == Sector::government ? ClaimKind::bond : ClaimKind::loan, world_.countries.bank[country], account,
        debt + max({}, -cash));
  // A firm's first year looks like one whose cash is what it needs: nothing is paid out before outlays are known.
  books_.outlay_rate[account] = max({}, cash).usd();
  return account;
}

void Opener::claim(ClaimKind kind, AccountId creditor, AccountId debtor, Money amount) {
  if (amount.cents <= 0) return;
  auto& rows = books_.claims[static_cast<std::size_t>(kind)];
  rows.push_back({creditor, debtor, amount});
  std::sort(rows.begin(), rows.end(), Claim::before);
  add(asset_of(kind), creditor, amount);
  add(liability_of(kind), debtor, amount);
}

void Opener::countries() {
  auto& c = world_.countries;
  for (const CountryId country : c.rows()) {
    const auto outside = [&](const char* name, Sector sector) {
      return books_.add("countries/" + c.id[country] + "/" + name, sector, country, country);
    };
    c.households[country] = outside("households", Sector::household);
    c.bank[country] = outside("bank", Sector::bank);
    c.product_market[country] = outside("product_market", Sector::product_market);
    c.other_inputs[country] = outside("other_inputs", Sector::other_inputs);
    c.enterprises[country] = outside("enterprises", Sector::enterprise);
  }
}

void Opener::agents() {
  const auto each = [this](auto& table, const std::string& name, Sector sector, auto&& country, auto&& parent,
                           auto&& cash, auto&& debt) {
    for (const auto row : table.rows())
      table.account[row] = open(name + "/" + table.id[row], sector, country(row), parent(row), cash(row), debt(row));
  };
  const auto no_debt = [](auto) { return Money{}; };
  const auto home = [](auto& table) { return [&table](auto row) { return table.country[row]; }; };
  const auto of = [](auto& column) { return [&column](auto row) { return column[row]; }; };
  World& w = world_;
  each(w.governments, "governments", Sector::government, home(w.governments), home(w.governments),
       of(w.governments.treasury), of(w.governments.debt));
  each(w.designers, "designers", Sector::designer, home(w.designers), of(w.designers.parent), of(w.designers.cash),
       no_debt);
  each(w.fabs, "fabs", Sector::fab, home(w.fabs), home(w.fabs), of(w.fabs.cash), of(w.fabs.debt));
  each(w.toolmakers, "toolmakers", Sector::toolmaker, home(w.toolmakers), home(w.toolmakers), of(w.toolmakers.cash),
       no_debt);
  each(w.clouds, "clouds", Sector::cloud, home(w.clouds), of(w.clouds.parent), of(w.clouds.cash), of(w.clouds.debt));
  each(w.labs, "labs", Sector::lab, home(w.labs), home(w.labs), of(w.labs.cash), no_debt);
  each(w.investors, "investors", Sector::investor, home(w.investors), home(w.investors), of(w.investors.cash), no_debt);
  // The law knows a broker by where it seems to buy for.
  const auto seen_in = [&w](BrokerId broker) { return w.brokers.place_of_purchase(broker); };
  each(w.brokers, "brokers", Sector::broker, home(w.brokers), seen_in, of(w.brokers.cash), no_debt);
  for (const CloudId cloud : w.clouds.rows())
    books_.earnings_rate[w.clouds.account[cloud]] = w.clouds.operating_cash_flow[cloud].at(w.today);
}

void Opener::goods() {
  const auto& skus = world_.skus;
  for (const auto& batch : world_.fleet.batches)
    add(Item::fixed_capital, world_.clouds.account[batch.cloud], batch.book);
  for (const auto& shipment : world_.pipeline.shipments)
    add(Item::fixed_capital, world_.clouds.account[shipment.buyer], shipment.cost);
  for (const auto& row : world_.broker_stock.rows) add(Item::inventory, world_.brokers.account[row.broker], row.cost);
  for (const SkuId sku : skus.rows()) {
    const double dies = static_cast<double>(skus.dies[sku]) / std::max(1.0, skus.dies_per_package[sku]);
    const double worth = static_cast<double>(skus.maker_stock[sku]) * skus.stock_cost[sku] +
                         dies * skus.unit_cost[sku] * assumed_.die_cost_share;
    add(Item::inventory, world_.designers.account[skus.designer[sku]], from_usd(worth));
  }
  for (const auto& packages : world_.pipeline.packages)
    add(Item::inventory, world_.designers.account[skus.designer[packages.sku]], packages.cost);
  double price = 0, lines = 0;
  for (const LineId line : world_.lines.rows())
    if (world_.lines.product[line] == Product::hbm) price += world_.lines.unit_price[line], ++lines;
  for (const DesignerId designer : world_.designers.rows())
    add(Item::inventory, world_.designers.account[designer],
        from_usd(static_cast<double>(world_.designers.hbm_stock[designer]) * price / std::max(1.0, lines)));
}

void Opener::plants() {
  const auto& lines = world_.lines;
  for (const LineId line : lines.rows())
    add(Item::fixed_capital, world_.fabs.account[lines.fab[line]],
        from_usd((lines.capacity[line] * assumed_.plant_worth + lines.capacity_on_order[line]) *
                 lines.capacity_cost[line]));
  const auto& clouds = world_.clouds;
  for (const CloudId cloud : clouds.rows())
    add(Item::fixed_capital, clouds.account[cloud],
        from_usd(clouds.power_site[cloud] * world_.countries.site_cost[clouds.country[cloud]] * assumed_.site_worth));
  for (const auto& stake : world_.stakes.rows)
    claim(ClaimKind::equity, stake.holder, world_.labs.account[stake.lab], stake.book);
}

/// Banks have issued the money of their country; what their other assets do not explain they have lent to firms outside
/// the model.
void Opener::banks() {
  std::vector<Money> issued(world_.countries.size());
  for (const AccountId account : books_.rows()) issued[books_.country[account].index] += books_.cash(account);
  for (const CountryId country : world_.countries.rows()) {
    const AccountId bank = world_.countries.bank[country];
    const Money money = issued[country.index];
    add(Item::deposits, bank, -money);
    const double assets = money.usd() / (1 - assumed_.bank_equity);
    const Money known = books_.of(Item::loans_given, bank) + books_.of(Item::bonds_held, bank);
    claim(ClaimKind::loan, bank, world_.countries.product_market[country], from_usd(assets) - known);
  }
}

}  // namespace

const Fields& Opening::fields() {
  using T = Opening;
  static const Fields all = {
      key("plant_worth", &T::plant_worth)
          .range(0, 1)
          .about("Part of the cost of lines that is not worn off at the start.")
          .assumed()
          .prior(triangular(0.35, 0.5, 0.65)),
      key("site_worth", &T::site_worth)
          .range(0, 1)
          .about("Part of the cost of sites that is not worn off at the start.")
          .assumed()
          .prior(triangular(0.65, 0.8, 0.95)),
      key("bank_equity", &T::bank_equity)
          .range(0, 0.9)
          .about("Net worth of banks over their assets at the start.")
          .assumed(),
      key("die_cost_share", &T::die_cost_share)
          .range(0, 1)
          .about("Worth of the dies of a chip in stock over the chip's unit cost.")
          .sourced("raymond_james_h100", "2024-01"),
  };
  return all;
}

void Opening::open(World& world) const {
  if (world.accounts.size() > 0) throw AuditError("opening: the books are open already; open them once per world");
  Opener opener(world, *this);
  opener.countries();
  opener.agents();
  opener.goods();
  opener.plants();
  opener.banks();
}

void open_books(World& world) { Opening{}.open(world); }

}  // namespace exarace
