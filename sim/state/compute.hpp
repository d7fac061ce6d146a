#pragma once
/// Those who own and use compute: clouds with their fleets, labs with their models, contracts between them.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/core/table.hpp"
#include "sim/state/goods.hpp"

namespace exarace {

/// Clouds: owners of installed chips at one site country. Overseas units are rows of their own.
struct Clouds : Table<CloudId> {
  Column<std::string, CloudId> behaviour;  ///< by which it decides; empty for the usual one
  Column<CountryId, CloudId> country;      ///< place of the site
  Column<CountryId, CloudId> parent;       ///< country of the ultimate parent
  Column<GroupId, CloudId> group;
  Column<Money, CloudId> cash;
  Column<Money, CloudId> debt;
  Column<TimeSeries, CloudId> operating_cash_flow;  ///< of the core business, a declared driver [USD/year]
  Column<TimeSeries, CloudId> capex_factor;         ///< lever: part of the AI capex it plans that it may spend
  Column<TimeSeries, CloudId> core_capex;           ///< investment outside AI [USD/year]
  Column<double, CloudId> service_share;            ///< share of AI services it expects to host
  Column<double, CloudId> internal_work;            ///< value of internal workloads in 2022 [USD/year]
  Column<double, CloudId> rental_share;             ///< part of the hours that it can sell which it offers
  Column<double, CloudId> rent_level;               ///< rent of its contracts over that of its market
  Column<double, CloudId> verification;             ///< share of renters whose identity it checks
  Column<double, CloudId> in_house_share;           ///< share of chip spend meant for its own designs
  Column<Flag, CloudId> public_fund;                ///< built and carried by public money
  Column<Flag, CloudId> sells_shares;               ///< without a platform: raises equity where money is short
  Column<TimeSeries, CloudId> own_spread;           ///< lever: added to the rate of its loans [1/year]

  Column<AccountId, CloudId> account;
  Column<double, CloudId> belief_growth;    ///< mind: expected growth of AI revenue [1/year]
  Column<double, CloudId> belief_bias;      ///< mind: lasting optimism, a factor
  Column<double, CloudId> desired_capital;  ///< mind [USD]
  Column<double, CloudId> worth;            ///< mind: of the next dollar of AI capital, over a dollar
  Column<double, CloudId> ban_hazard;       ///< mind: probability that what it buys is banned before delivery
  Column<double, CloudId> restricted_wish;  ///< mind: spend on chips that the law keeps from it [USD/year]
  Column<double, CloudId> training_wish;    ///< mind: the same as far as legal chips train less [USD/year]
  Column<double, CloudId> cut_off;          ///< mind: part of its wish that the law closed, as it remembers
  Column<double, CloudId> ai_plan;          ///< mind: AI capex [USD/year]
  Column<double, CloudId> ai_capital;       ///< AI capital at cost less wear [USD]
  Column<double, CloudId> ai_capex_rate;    ///< smoothed over 12 months [USD/year]
  Column<double, CloudId> power_site;       ///< energised site power [MW]
  Column<double, CloudId> power_used;       ///< [MW]
  Column<double, CloudId> power_waiting;    ///< of chips that wait for power [MW]
  Column<double, CloudId> power_on_order;   ///< [MW]
  Column<double, CloudId> power_premium;    ///< paid in the last step for power that comes soon [USD]
  Column<double, CloudId> ai_capex;         ///< of the last step [USD]
  Column<double, CloudId> capex;            ///< cash capex of the last step, core and AI [USD]
  Column<double, CloudId> hours_sold;       ///< in the last step [H100e-hours, serving rate]
  Column<double, CloudId> hours_rented;     ///< of these, by others than labs of its group [H100e-hours, serving rate]
  Column<double, CloudId> hours_capacity;   ///< in the last step [H100e-hours, serving rate]
  Column<double, CloudId> serving_rate;     ///< of all installed chips [H100]
  Column<ComputeClass, CloudId> fleet_class;  ///< class that most of its compute belongs to
  Column<double, CloudId> training_ratio;     ///< training over serving rate of its fleet
  Column<double, CloudId> rental_revenue;     ///< smoothed [USD/year]
  Column<double, CloudId> backlog;            ///< what its contracts have still to pay [USD]
  Column<double, CloudId> promised;           ///< contracts that begin later [H100e-hours/year]
  Column<double, CloudId> loan_rate;          ///< on a loan now [1/year]
  Column<Flag, CloudId> defaulted;

  static const Fields& fields();
};

/// Chips that are there at the start: rows of the scenario, turned into batches of the fleet.
struct OpeningFleet : Table<OpeningFleetId> {
  Column<CloudId, OpeningFleetId> cloud;
  Column<SkuId, OpeningFleetId> sku;
  Column<std::int64_t, OpeningFleetId> units;
  Column<Date, OpeningFleetId> installed;

  static const Fields& fields();
};

/// Chips that clouds own, by owner, SKU and month of installation.
struct Fleet {
  struct Batch {
    CloudId cloud;
    SkuId sku;
    Date installed;
    std::int64_t units;
    Money book;       ///< cost less depreciation
    Money cost;       ///< at purchase
    double failures;  ///< fraction of a unit left over from failures
  };
  /// What a cloud has of one SKU.
  struct Holding {
    std::int64_t running = 0, waiting = 0;  ///< installed; there, but without power
    std::int64_t all() const { return running + waiting; }
  };
  std::vector<Batch> batches;     ///< those that are empty stand until there are many
  std::vector<Holding> holdings;  ///< by cloud and SKU; see arrange()
  std::size_t skus = 0;           ///< SKUs that holdings know of

  /// What a cloud has, by SKU. As of the last arrange(): a SKU that was launched since is not in it.
  std::span<const Holding> holdings_of(CloudId cloud) const {
    if (cloud.index * skus >= holdings.size()) return {};
    return {holdings.data() + cloud.index * skus, skus};
  }
  /// Calls `use(cloud, sku, holding)` for all that is held, by cloud, then SKU.
  template <class Use>
  void for_each_holding(Use use) const {
    const Holding* held = holdings.data();
    const std::size_t clouds = skus > 0 ? holdings.size() / skus : 0;
    for (std::size_t cloud = 0; cloud < clouds; ++cloud)
      for (std::size_t sku = 0; sku < skus; ++sku, ++held)
        if (held->all() != 0) use(CloudId{cloud}, SkuId{sku}, *held);
  }
  /// Drops batches without chips, joins those of one owner, SKU and month, and adds up anew: whoever adds or empties
  /// batches calls this. Those installed before the day `joined` are left as they are: none of theirs was added.
  void arrange(std::size_t clouds, std::size_t skus, Date joined = {});
};

/// Labs: makers of frontier models.
struct Labs : Table<LabId> {
  Column<std::string, LabId> behaviour;  ///< by which it decides; empty for the usual one
  Column<CountryId, LabId> country;
  Column<GroupId, LabId> group;
  Column<Money, LabId> cash;
  Column<Date, LabId> founded;             ///< not active before
  Column<CloudId, LabId> home_cloud;       ///< main operator
  Column<Date, LabId> exclusive_until;     ///< rents from its home cloud only before that day
  Column<double, LabId> data_reach;        ///< training compute that counts, with the islands of data it may use
  Column<Flag, LabId> owned;               ///< part of its home cloud's group: compute at user cost, memo only
  Column<double, LabId> group_budget;      ///< share of the group's AI capital that it may use when owned
  Column<double, LabId> revenue_share;     ///< paid to its home cloud
  Column<double, LabId> committed_credit;  ///< cloud credits and committed equity at the start [USD]
  Column<double, LabId> capability;        ///< of its best released model at the start [index]
  Column<double, LabId> algorithms;        ///< algorithmic level at the start [index]
  Column<double, LabId> researchers;       ///< [people]
  Column<Flag, LabId> open_weights;
  Column<double, LabId> users;      ///< weekly users at the start [people]
  Column<double, LabId> revenue;    ///< at the start [USD/year]
  Column<double, LabId> code_lead;  ///< what its models are worth more in code than their index says [index]
  Column<double, LabId> licences;   ///< model and API income from outside AI services at the start [USD/year]

  Column<AccountId, LabId> account;
  Column<double, LabId> internal_capability;   ///< of the best model it has trained [index]
  Column<double, LabId> training_flop;         ///< largest finished run [FLOP]
  Column<double, LabId> run_flop;              ///< done in the present run [FLOP]
  Column<double, LabId> run_target;            ///< of the present run, 0 when idle [FLOP]
  Column<double, LabId> run_delay;             ///< of its start against the day it was due [year]
  Column<double, LabId> run_time;              ///< since it began [year]
  Column<double, LabId> run_yield;             ///< of the present run: training FLOP that count, per FLOP; 0 fails
  Column<double, LabId> runs;                  ///< begun so far
  Column<double, LabId> trained;               ///< capability of its best run on the day it ended [index]
  Column<double, LabId> trained_level;         ///< its algorithmic level on that day [index]
  Column<Date, LabId> last_run;                ///< end of the last run
  Column<double, LabId> serving_part;          ///< of its hours that go into services
  Column<double, LabId> training_part;         ///< of its hours that go into a training run; the rest is research
  Column<double, LabId> serving_hours;         ///< in the last step [H100e-hours, serving rate]
  Column<double, LabId> research_hours;        ///< [H100e-hours, training rate]
  Column<double, LabId> training_hours;        ///< [H100e-hours, training rate]
  Column<double, LabId> service_price;         ///< relative to user cost of serving at the start of the run
  Column<double, LabId> quality;               ///< share of wanted service that its compute could deliver
  Column<double, LabId> revenue_rate;          ///< smoothed [USD/year]
  Column<double, LabId> revenue_slow;          ///< smoothed over a year [USD/year]
  Column<double, LabId> revenue_growth;        ///< mind: over 12 months [1/year, log]
  Column<double, LabId> revenue_last_step;     ///< [USD]
  Column<double, LabId> compute_spend;         ///< smoothed [USD/year]
  Column<double, LabId> researchers_at_start;  ///< [people]
  Column<double, LabId> talent_pace;           ///< change of its pace by who came and left: 0.1 is a tenth faster
  Column<double, LabId> talent_spillover;      ///< rate of spillover that newcomers add [1/year]
  Column<double, LabId> newcomers;      ///< staff that came from labs ahead of it, while what they know is new [people]
  Column<double, LabId> value;          ///< of all its equity at the last round [USD]
  Column<double, LabId> units_issued;   ///< equity units
  Column<double, LabId> wants_funding;  ///< mind: asked in the next round [USD]
  Column<double, LabId> rents;  ///< mind: of one that its group owns, rent that it would pay to others [USD/year]
  Column<Date, LabId> last_release;
  Column<Flag, LabId> defaulted;

  static const Fields& fields();
};

/// Rental contracts: hours at the serving rate, for a time, at a price.
struct Contracts {
  struct Row {
    CloudId seller;
    LabId lab;  ///< buyer, or none for a cell's provider
    ComputeClass cls;
    double hours;  ///< [H100e-hours/year]
    double price;  ///< [USD/H100e-hour]
    Date start;
    Date end;
    Money prepaid = {};        ///< of the payment, still to be used up
    double prepaid_part = 0;   ///< of each bill that the prepayment covers
    bool take_or_pay = false;  ///< signed ahead of capacity: hours are paid for whether they are used or not
  };
  std::vector<Row> rows;
  std::vector<std::vector<std::uint32_t>> by_lab;  ///< places of a lab's rows, in order; see list()
  std::uint64_t joined = 0;                        ///< rows that were there at the end of the last join()

  /// Drops rows without hours, and makes one row of those of one seller and buyer that begin in one month and end in
  /// one, at their average price. Rows that begin before all that was added since the last call are left as they are.
  void join(std::size_t sellers, std::size_t buyers);
  /// The same for rows that end by `today` or whose seller or buyer is gone too: returns what was prepaid for them, in
  /// order. They stand without hours until there are enough to make moving all others worth while.
  std::vector<Row> end(Date today, const Column<Flag, CloudId>& sellers_gone, const Column<Flag, LabId>& buyers_gone);
  /// First day of the month in which the earliest row begins that was added since the last join(): of those signed for
  /// at once, and ahead.
  std::array<Date, 2> first_added() const;
  /// Joins rows from place `first` on with each other; `added` is what first_added() said.
  void join_from(std::size_t first, const std::array<Date, 2>& added, std::size_t sellers, std::size_t buyers);
  /// Notes which rows are whose: whoever adds or drops rows calls this before labs decide.
  void list(std::size_t labs);
  /// Places of the rows of a lab, in order: there are many rows. As of the last list().
  std::span<const std::uint32_t> of(LabId lab) const {
    if (lab.index >= by_lab.size()) return {};
    return by_lab[lab.index];
  }
};

}  // namespace exarace
