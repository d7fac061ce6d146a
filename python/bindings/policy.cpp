#include "python/bindings/policy.hpp"

#include <pybind11/stl.h>

#include "python/bindings/convert.hpp"
#include "sim/core/error.hpp"
#include "sim/core/nearest.hpp"

namespace py = pybind11;

namespace exarace::python {
namespace {

const std::vector<std::string> kVerbs = {"enact", "stay", "end", "tighten", "list", "delist"};

py::dict as_dict(const MeasureSeen& measure) {
  py::dict out;
  out["id"] = measure.id;
  out["kind"] = measure.kind;
  out["issuer"] = measure.issuer;
  out["own"] = measure.own;
  out["in_force"] = measure.in_force;
  out["status"] = ChoiceNames<Status>::names()[static_cast<std::size_t>(measure.status)];
  return out;
}

py::dict as_dict(const Observation& seen) {
  py::dict out;
  out["date"] = to_python(seen.date);
  out["government"] = seen.government;
  out["gap_months"] = seen.gap_months;
  out["frontier_us"] = seen.frontier_us;
  out["frontier_china"] = seen.frontier_china;
  out["lost_sales_share"] = seen.lost_sales_share;
  out["grey_premium"] = seen.grey_premium;
  out["services_revenue"] = seen.services_revenue;
  out["domestic_share"] = seen.domestic_share;
  out["cases"] = seen.cases;
  out["escalation"] = seen.escalation;
  out["rival_escalation"] = seen.rival_escalation;
  out["truce_until"] = to_python(seen.truce_until);
  py::list measures;
  for (const MeasureSeen& measure : seen.measures) measures.append(as_dict(measure));
  out["measures"] = measures;
  return out;
}

PolicyAct::Verb verb_named(const std::string& name) {
  for (std::size_t i = 0; i < kVerbs.size(); ++i)
    if (kVerbs[i] == name) return static_cast<PolicyAct::Verb>(i);
  throw Error("no act is called '" + name + "'" + did_you_mean(name, kVerbs) +
              "; say enact, stay, end, tighten, list or delist");
}

/// datetime.date as a day; None is never.
Date day_of(const py::object& day) {
  if (day.is_none()) return kNever;
  return make_date(day.attr("year").cast<int>(), day.attr("month").cast<int>(), day.attr("day").cast<int>());
}

PolicyRequest request_of(const py::dict& act) {
  PolicyRequest request;
  request.measure = act["measure"].cast<std::string>();
  request.verb = verb_named(act["verb"].cast<std::string>());
  request.firm = act["firm"].is_none() ? std::string() : act["firm"].cast<std::string>();
  request.factor = act["factor"].cast<double>();
  request.until = day_of(act["until"]);
  request.why = act["why"].cast<std::string>();
  return request;
}

}  // namespace

Policies::Policies(const std::map<std::string, py::object>& decide) : decide_(decide) {}

std::map<std::string, GovernmentPolicy> Policies::for_run() const {
  std::map<std::string, GovernmentPolicy> policies;
  for (const auto& [government, held] : decide_) {
    const py::object* function = &held;
    policies[government] = [function](const Observation& seen) {
      const py::gil_scoped_acquire python;
      std::vector<PolicyRequest> requests;
      for (const py::handle act : (*function)(as_dict(seen)))
        requests.push_back(request_of(py::reinterpret_borrow<py::dict>(act)));
      return requests;
    };
  }
  return policies;
}

}  // namespace exarace::python
