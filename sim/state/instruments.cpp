#include "sim/state/instruments.hpp"

namespace exarace {

const Fields& Instruments::fields() {
  using T = Instruments;
  static const Fields all = table_fields<T>({
      key("issuer", &T::issuer).about("Government whose instrument it is.").must(),
      key("targets", &T::targets).about("Countries that are meant."),
      key("target_blocs", &T::target_blocs).about("Blocs that are meant, beside the countries."),
      key("status", &T::status)
          .about("Only what is in force binds; the rest acts through expectation.")
          .otherwise(std::int64_t{1}),
      key("reported", &T::reported).about("First credible report.").otherwise(kNever),
      key("announced", &T::announced).about("Day of the announcement.").must(),
      key("effective", &T::effective).about("Day from which it is law.").must(),
      key("enforced_from", &T::enforced_from)
          .about("Compliance date where it is later than the effective day.")
          .otherwise(Date{}),
      key("savings_until", &T::savings_until).about("Goods ordered before may ship until this day.").otherwise(Date{}),
      key("ends", &T::ends).about("First day without it.").otherwise(kNever),
      key("stayed_from", &T::stayed_from).about("First day of a suspension.").otherwise(kNever),
      key("stayed_until", &T::stayed_until).about("First day after a suspension.").otherwise(kNever),
      key("credibility", &T::credibility)
          .unit("1/month")
          .range(0, 1)
          .about("Hazard that agents attach while it is only reported or proposed.")
          .otherwise(0.05)
          .assumed(),
      key("certainty", &T::certainty)
          .range(0, 1)
          .about("Probability that agents attach to an announced day.")
          .otherwise(0.8)
          .assumed(),
  });
  return all;
}

const Fields& Outlook::fields() {
  using T = Outlook;
  static const Fields all = {
      key("chip_delivery", &T::chip_delivery)
          .unit("year")
          .range(0, 3)
          .about("Order of a chip to its delivery, beside the published lead time.")
          .assumed()
          .prior(lognormal(0.25, 0.3)),
      key("hbm_delivery", &T::hbm_delivery)
          .unit("year")
          .range(0, 3)
          .about("Order of HBM to its delivery.")
          .assumed()
          .prior(lognormal(0.5, 0.3)),
      key("tool_delivery", &T::tool_delivery)
          .unit("year")
          .range(0, 3)
          .about("Order of a tool to its delivery.")
          .assumed()
          .prior(lognormal(1, 0.25)),
      key("advanced_node", &T::advanced_node)
          .unit("nm")
          .range(0, 200)
          .about("Lines at or below count when the openness for tools is published.")
          .assumed(),
      key("longest_wait", &T::longest_wait)
          .unit("year")
          .range(0.1, 10)
          .prior(lognormal(1.5, 0.3))
          .about("Longest time from order to delivery of a chip over which its ban is feared.")
          .assumed(),
      key("farthest", &T::farthest)
          .unit("year")
          .range(0.1, 10)
          .prior(lognormal(3, 0.3))
          .about("Time ahead of which nobody orders: rules that may come later move no hazard.")
          .assumed(),
      key("lobby_sway", &T::lobby_sway)
          .range(0, 1)
          .about("Part of refused licences that unlimited lobbying would turn.")
          .assumed()
          .prior(lognormal(0.2, 0.4)),
      key("lobby_scale", &T::lobby_scale)
          .unit("USD/year")
          .range(1e3, 1e12)
          .about("Lobbying that reaches 63 % of that.")
          .assumed()
          .prior(lognormal(6e6, 0.6)),
      key("lean_weight", &T::lean_weight)
          .range(0, 1)
          .about("Change of approvals for a swing state that sides fully with one camp.")
          .assumed()
          .prior(triangular(0.1, 0.3, 0.5)),
  };
  return all;
}

bool has_limits(const InstrumentKind& what) {
  return std::visit([]<class K>(const K&) { return tightens<K>; }, what);
}

void tighten(InstrumentKind& what, double factor) {
  std::visit(
      [factor]<class K>(K& own) {
        if constexpr (tightens<K>) own.tighten(factor);
      },
      what);
}

InstrumentId find_asleep(const Instruments& regimes, GovernmentId issuer, std::string_view kind) {
  for (const InstrumentId id : regimes.rows()) {
    const bool waits = regimes.status[id] == Status::proposed || regimes.status[id] == Status::stayed ||
                       regimes.status[id] == Status::not_enforced;
    if (waits && regimes.issuer[id] == issuer && regimes.kind_of(id) == kind) return id;
  }
  return InstrumentId::none();
}

InstrumentId find_measure(const Instruments& regimes, GovernmentId issuer, std::string_view kind) {
  for (const InstrumentId id : regimes.rows())
    if (regimes.issuer[id] == issuer && regimes.kind_of(id) == kind) return id;
  return InstrumentId::none();
}

}  // namespace exarace
