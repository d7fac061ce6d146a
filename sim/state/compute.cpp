#include "sim/state/compute.hpp"

#include <algorithm>
#include <array>

#include "sim/core/month.hpp"
#include "sim/core/tidy.hpp"
#include "sim/state/batches.hpp"

namespace exarace {

void Fleet::arrange(std::size_t clouds, std::size_t skus_now, Date joined) {
  skus = skus_now;
  holdings.assign(clouds * skus, {});
  // By cloud and SKU, place plus one of its last batch: of those that run, of those that wait.
  std::vector<std::array<std::uint32_t, 2>> last(holdings.size());
  Months months;
  Batch* const all = batches.data();
  const std::size_t count = batches.size();
  std::size_t kept = 0;
  for (std::size_t place = 0; place < count; ++place) {
    const Batch& batch = all[place];
    if (batch.units == 0) continue;
    const std::size_t pair = batch.cloud.index * skus + batch.sku.index;
    const bool waits = batch.installed == kNever;
    (waits ? holdings[pair].waiting : holdings[pair].running) += batch.units;
    if (batch.installed >= joined) {
      std::uint32_t& before = last[pair][waits ? 1 : 0];
      if (before > 0 && months.same(all[before - 1].installed, batch.installed)) {
        exarace::join(all[before - 1], batch);
        continue;
      }
      before = static_cast<std::uint32_t>(kept + 1);
    }
    if (kept != place) all[kept] = batch;
    ++kept;
  }
  batches.erase(batches.begin() + static_cast<std::ptrdiff_t>(kept), batches.end());
}

std::array<Date, 2> Contracts::first_added() const {
  std::array<Date, 2> first{kNever, kNever};
  for (std::size_t place = joined <= rows.size() ? joined : 0; place < rows.size(); ++place) {
    Date& start = first[rows[place].take_or_pay ? 1 : 0];
    start = std::min(start, rows[place].start);
  }
  for (Date& start : first) start = Date{start.days - day_of(start) + 1};
  return first;
}

namespace {

/// Whether a row begins late enough to join one that was added.
bool may_join(const Contracts::Row& row, const std::array<Date, 2>& added) {
  return row.start >= added[row.take_or_pay ? 1 : 0];
}

}  // namespace

void Contracts::join(std::size_t sellers, std::size_t buyers) {
  const std::array<Date, 2> added = first_added();
  std::erase_if(rows, [](const Row& row) { return row.hours <= 0; });
  join_from(0, added, sellers, buyers);
}

std::vector<Contracts::Row> Contracts::end(Date today, const Column<Flag, CloudId>& sellers_gone,
                                           const Column<Flag, LabId>& buyers_gone) {
  const std::array<Date, 2> added = first_added();
  const Flag *const seller_gone = sellers_gone.data(), *const buyer_gone = buyers_gone.data();
  std::vector<Row> prepaid;
  std::size_t ended = 0, ended_before = 0;  // all, and those before the first row that may join
  const std::size_t count = rows.size();
  std::size_t first = count;
  Row* const all = rows.data();
  for (std::size_t place = 0; place < count; ++place) {
    Row& row = all[place];
    if (row.end <= today || row.hours <= 0 || seller_gone[row.seller.index] || buyer_gone[row.lab.index]) {
      if (row.prepaid.cents != 0) prepaid.push_back(row);
      row.hours = 0;
      row.prepaid = {};
      ++ended;
    } else if (may_join(row, added) && first == count) {
      first = place;
      ended_before = ended;
    }
  }
  if (first == count) ended_before = ended;
  if (worth_dropping(ended, count)) {
    std::erase_if(rows, [](const Row& row) { return row.hours <= 0; });
    first -= ended_before;
  }
  join_from(first, added, sellers_gone.size(), buyers_gone.size());
  return prepaid;
}

void Contracts::join_from(std::size_t first, const std::array<Date, 2>& added, std::size_t sellers,
                          std::size_t buyers) {
  constexpr std::size_t kSorts = 2 * kComputeClasses;                // by class of compute, signed ahead or not
  std::vector<std::uint32_t> last(sellers * (buyers + 1) * kSorts);  // place plus one of the last row
  Months starts, ends;
  Row* const all = rows.data();
  const std::size_t count = rows.size();
  std::size_t kept = first;
  for (std::size_t place = first; place < count; ++place) {
    const Row& row = all[place];
    if (row.hours <= 0) continue;
    if (may_join(row, added)) {
      const std::size_t buyer = row.lab ? row.lab.index : buyers;
      const std::size_t sort = 2 * static_cast<std::size_t>(row.cls) + (row.take_or_pay ? 1 : 0);
      std::uint32_t& before = last[(row.seller.index * (buyers + 1) + buyer) * kSorts + sort];
      if (before > 0 && starts.same(all[before - 1].start, row.start) && ends.same(all[before - 1].end, row.end)) {
        Row& earlier = all[before - 1];
        const double hours = earlier.hours + row.hours;
        earlier.price = (earlier.price * earlier.hours + row.price * row.hours) / hours;
        earlier.hours = hours;
        earlier.prepaid += row.prepaid;
        continue;
      }
      before = static_cast<std::uint32_t>(kept + 1);
    }
    if (kept != place) all[kept] = row;
    ++kept;
  }
  rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(kept), rows.end());
  joined = kept;
}

void Contracts::list(std::size_t labs) {
  by_lab.resize(labs);
  for (auto& places : by_lab) places.clear();  // they keep their room
  std::uint32_t place = 0;
  for (const Row& row : rows) {
    if (row.lab) by_lab[row.lab.index].push_back(place);
    ++place;
  }
}

const Fields& Clouds::fields() {
  using T = Clouds;
  static const Fields all = table_fields<T>({
      key("behaviour", &T::behaviour)
          .about("Behaviour by which it decides, one of those of behaviour.cloud; its default where it says none.")
          .otherwise(std::string()),
      key("country", &T::country).about("Place of the site.").must(),
      key("parent", &T::parent).about("Country of the ultimate parent.").must(),
      key("group", &T::group).about("Owner group.").otherwise(std::int64_t{-1}),
      key("cash", &T::cash).range(0, 1e13).about("Cash at the start.").must(),
      key("debt", &T::debt).range(0, 1e13).about("Debt at the start.").otherwise(0.0),
      key("operating_cash_flow", &T::operating_cash_flow)
          .unit("USD/year")
          .range(-1e12, 1e13)
          .about("Operating cash flow of the core business, a declared driver.")
          .otherwise(TimeSeries{0.0}),
      key("capex_factor", &T::capex_factor)
          .range(0, 10)
          .about("Lever: part of the AI capex it plans that it may spend.")
          .otherwise(TimeSeries{1.0}),
      key("core_capex", &T::core_capex)
          .unit("USD/year")
          .range(0, 1e13)
          .about("Investment outside AI when AI leaves it room.")
          .otherwise(TimeSeries{0.0}),
      key("service_share", &T::service_share)
          .range(0, 1)
          .about("Share of the world's AI services that it expects to host.")
          .must(),
      key("internal_work", &T::internal_work)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Value of internal workloads at the start: ranking, ads, search, science.")
          .otherwise(0.0),
      key("rental_share", &T::rental_share)
          .range(0, 1)
          .about("Part of the hours that it can sell which it offers to others.")
          .otherwise(0.7),
      key("rent_level", &T::rent_level)
          .range(0.1, 3)
          .about("Rent of its contracts over that of its market: who has no platform beside asks less.")
          .otherwise(1.0),
      key("verification", &T::verification)
          .range(0, 1)
          .about("Share of renters whose ultimate parent it checks.")
          .otherwise(0.2),
      key("in_house_share", &T::in_house_share)
          .range(0, 1)
          .about("Share of chip spend meant for designs of its own group; more where it is cut off from others.")
          .otherwise(0.0),
      key("public_fund", &T::public_fund).about("Built and carried by public money.").otherwise(false),
      key("sells_shares", &T::sells_shares)
          .about("Without a platform that earns: raises equity where money is short.")
          .otherwise(false),
      key("own_spread", &T::own_spread)
          .unit("1/year")
          .range(0, 1)
          .about("Lever: added to the rate of its loans.")
          .otherwise(TimeSeries{0.0}),
      column("account", &T::account).about("Its account."),
      column("belief_growth", &T::belief_growth).unit("1/year").about("Expected growth of AI revenue."),
      column("belief_bias", &T::belief_bias).about("Lasting optimism, a factor."),
      column("desired_capital", &T::desired_capital).unit("USD").about("AI capital that it wants."),
      column("worth", &T::worth).about("Worth of the next dollar of AI capital, over a dollar."),
      column("backlog", &T::backlog).unit("USD").about("What its contracts have still to pay."),
      column("promised", &T::promised).unit("H100e-hours/year").about("Contracts that begin later."),
      column("loan_rate", &T::loan_rate).unit("1/year").about("Rate of a loan to it now."),
      column("ban_hazard", &T::ban_hazard).about("Expected probability that what it buys is banned before delivery."),
      column("restricted_wish", &T::restricted_wish)
          .unit("USD/year")
          .about("Spend on chips that the law keeps from it, at posted prices."),
      column("cut_off", &T::cut_off).about("Part of its wish for chips that the law closed, as it remembers."),
      column("training_wish", &T::training_wish)
          .unit("USD/year")
          .about("Spend on chips that the law keeps from it and that train better than legal ones, at posted prices."),
      column("ai_plan", &T::ai_plan).unit("USD/year").about("AI capex that it plans."),
      column("ai_capital", &T::ai_capital).unit("USD").about("AI capital at cost less wear."),
      column("ai_capex_rate", &T::ai_capex_rate).unit("USD/year").about("AI capex, smoothed over 12 months."),
      column("power_site", &T::power_site).unit("MW").about("Energised site power."),
      column("power_used", &T::power_used).unit("MW").about("Site power that installed chips draw at full load."),
      column("power_waiting", &T::power_waiting).unit("MW").about("Site power of chips that wait for it."),
      column("power_on_order", &T::power_on_order).unit("MW").about("Site power under way."),
      column("power_premium", &T::power_premium).unit("USD").about("Paid in the last step for power that comes soon."),
      column("ai_capex", &T::ai_capex).unit("USD").about("AI capex of the last step."),
      column("capex", &T::capex).unit("USD").about("Cash capex of the last step, core and AI."),
      column("hours_sold", &T::hours_sold).unit("H100e-hours").about("Hours sold in the last step."),
      column("hours_rented", &T::hours_rented)
          .unit("H100e-hours")
          .about("Of the hours sold in the last step, those of others than labs of its group."),
      column("hours_capacity", &T::hours_capacity)
          .unit("H100e-hours")
          .about("Hours that could be sold in the last step."),
      column("serving_rate", &T::serving_rate).unit("H100").about("Serving rate of all installed chips."),
      column("fleet_class", &T::fleet_class).about("Class that most of its compute belongs to."),
      column("training_ratio", &T::training_ratio).about("Training over serving rate of its fleet."),
      column("rental_revenue", &T::rental_revenue).unit("USD/year").about("Smoothed rental revenue."),
      column("defaulted", &T::defaulted).about("Could not pay; its assets have been resold."),
  });
  return all;
}

const Fields& Labs::fields() {
  using T = Labs;
  static const Fields all = table_fields<T>({
      key("behaviour", &T::behaviour)
          .about("Behaviour by which it decides, one of those of behaviour.lab; its default where it says none.")
          .otherwise(std::string()),
      key("country", &T::country).about("Headquarters.").must(),
      key("group", &T::group).about("Owner group.").otherwise(std::int64_t{-1}),
      key("cash", &T::cash).range(0, 1e13).about("Cash at the start.").must(),
      key("founded", &T::founded).about("Day on which it starts; not active before.").otherwise(Date{0}),
      key("home_cloud", &T::home_cloud).about("Main operator of its compute.").must(),
      key("exclusive_until", &T::exclusive_until)
          .about("Day before which it rents from its home cloud only.")
          .otherwise(Date{0}),
      key("data_reach", &T::data_reach)
          .range(0.05, 2)
          .about("Training compute that counts, given the platforms' data at home that it may use, over that of the "
                 "country.")
          .otherwise(1.0),
      key("owned", &T::owned)
          .about("Part of its home cloud's group: compute at user cost, memo only.")
          .otherwise(false),
      key("group_budget", &T::group_budget)
          .range(0, 1)
          .about("Share of the group's fleet that it may use when owned.")
          .otherwise(0.0),
      key("revenue_share", &T::revenue_share)
          .range(0, 1)
          .about("Share of revenue paid to its home cloud.")
          .otherwise(0.0),
      key("committed_credit", &T::committed_credit)
          .unit("USD")
          .range(0, 1e12)
          .about("Cloud credits and committed equity at the start.")
          .otherwise(0.0),
      key("capability", &T::capability)
          .unit("index")
          .range(0, 1000)
          .about("Capability of its best released model at the start.")
          .must(),
      key("algorithms", &T::algorithms).unit("index").range(-500, 500).about("Algorithmic level at the start.").must(),
      key("researchers", &T::researchers)
          .unit("people")
          .range(0, 1e6)
          .about("Researchers and engineers.")
          .otherwise(200.0),
      key("code_lead", &T::code_lead)
          .unit("index")
          .range(0, 60)
          .about("What its models are worth more in code than their index says, before others imitate it.")
          .otherwise(0.0),
      key("open_weights", &T::open_weights).about("Publishes the weights of its models.").otherwise(false),
      key("users", &T::users).unit("people").range(0, 9e9).about("Weekly users at the start.").otherwise(0.0),
      key("revenue", &T::revenue)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Revenue from AI services at the start.")
          .otherwise(0.0),
      key("licences", &T::licences)
          .unit("USD/year")
          .range(0, 1e12)
          .about("Income from outside AI services.")
          .otherwise(0.0),
      column("account", &T::account).about("Its account."),
      column("internal_capability", &T::internal_capability)
          .unit("index")
          .about("Capability of the best model it has trained."),
      column("training_flop", &T::training_flop).unit("FLOP").about("Largest finished training run."),
      column("run_flop", &T::run_flop).unit("FLOP").about("Done in the present training run."),
      column("run_target", &T::run_target).unit("FLOP").about("Size of the present training run."),
      column("run_delay", &T::run_delay).unit("year").about("Start of the present run against the day it was due."),
      column("run_time", &T::run_time).unit("year").about("Time since the present training run began."),
      column("run_yield", &T::run_yield).about("Part of the work of the present run that counts; 0 if it fails."),
      column("runs", &T::runs).about("Training runs begun so far."),
      column("trained", &T::trained).unit("index").about("Capability of its best run on the day it ended."),
      column("trained_level", &T::trained_level).unit("index").about("Algorithmic level on that day."),
      column("last_run", &T::last_run).about("End of the last training run."),
      column("serving_part", &T::serving_part).about("Part of its hours that go into services."),
      column("training_part", &T::training_part).about("Part of its hours that go into a training run."),
      column("serving_hours", &T::serving_hours).unit("H100e-hours").about("Serving hours in the last step."),
      column("research_hours", &T::research_hours).unit("H100e-hours").about("Research hours in the last step."),
      column("training_hours", &T::training_hours).unit("H100e-hours").about("Training hours in the last step."),
      column("service_price", &T::service_price).about("Price of its services, 1 at the start."),
      column("quality", &T::quality).about("Share of the wanted service that its compute delivered."),
      column("revenue_rate", &T::revenue_rate).unit("USD/year").about("Smoothed revenue."),
      column("revenue_slow", &T::revenue_slow).unit("USD/year").about("Revenue smoothed over a year."),
      column("revenue_growth", &T::revenue_growth)
          .unit("1/year")
          .about("Logarithmic growth of revenue over 12 months."),
      column("revenue_last_step", &T::revenue_last_step).unit("USD").about("Revenue of the last step."),
      column("compute_spend", &T::compute_spend).unit("USD/year").about("Smoothed spend on compute."),
      column("researchers_at_start", &T::researchers_at_start).unit("people").about("Researchers at its start."),
      column("talent_pace", &T::talent_pace).about("Change of its pace by who came and left."),
      column("talent_spillover", &T::talent_spillover).unit("1/year").about("Spillover that newcomers add."),
      column("newcomers", &T::newcomers).unit("people").about("Staff from labs ahead of it whose knowledge is new."),
      column("value", &T::value).unit("USD").about("Value of all its equity at the last round."),
      column("units_issued", &T::units_issued).about("Equity units."),
      column("wants_funding", &T::wants_funding).unit("USD").about("Asked in the next round."),
      column("rents", &T::rents).unit("USD/year").about("Rent that a lab which its group owns would pay to others."),
      column("last_release", &T::last_release).about("Day of its last release."),
      column("defaulted", &T::defaulted).about("Could not pay."),
  });
  return all;
}

const Fields& OpeningFleet::fields() {
  using T = OpeningFleet;
  static const Fields all = table_fields<T>({
      key("cloud", &T::cloud).about("Owner.").must(),
      key("sku", &T::sku).about("What it is.").must(),
      key("units", &T::units).unit("chips").range(0, 1e8).about("How many.").must(),
      key("installed", &T::installed).about("When they were installed.").must(),
  });
  return all;
}

}  // namespace exarace
