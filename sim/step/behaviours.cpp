#include "sim/step/behaviours.hpp"

#include <iterator>

namespace exarace {
namespace {

/// What all rows of a table decide.
template <class Table, class Mind>
std::vector<Decided<Mind>> ask(const World& world, const Table& table,
                               const Behaviour<typename Table::Id, Mind>& slot) {
  std::vector<Decided<Mind>> decided;
  decided.reserve(table.size());
  for (const auto row : table.rows()) decided.push_back(slot(world, row));
  return decided;
}

/// Everything that is decided in a step.
struct Decisions {
  std::vector<Decided<GovernmentMind>> governments;
  std::vector<Decided<ToolmakerMind>> toolmakers;
  std::vector<Decided<FabMind>> fabs;
  std::vector<Decided<DesignerMind>> designers;
  std::vector<Decided<CloudMind>> clouds;
  std::vector<Decided<LabMind>> labs;
  std::vector<Decided<InvestorMind>> investors;
  std::vector<Decided<BrokerMind>> brokers;
  Demand enterprises;
};

Decisions ask_all(const World& world, const Behaviours& minds) {
  return {ask(world, world.governments, minds.government),
          ask(world, world.toolmakers, minds.toolmaker),
          ask(world, world.fabs, minds.fab),
          ask(world, world.designers, minds.designer),
          ask(world, world.clouds, minds.cloud),
          ask(world, world.labs, minds.lab),
          ask(world, world.investors, minds.investor),
          ask(world, world.brokers, minds.broker),
          minds.enterprise(world)};
}

/// Appends the orders of a row to those of all: every list that orders have, found by the compiler.
void join(Orders& all, Orders& own) {
  const auto append = [](auto& list, auto& more) {
    list.insert(list.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
  };
  std::apply([&](auto&... lists) { std::apply([&](auto&... more) { (append(lists, more), ...); }, members_of(own)); },
             members_of(all));
}

template <class Table, class Mind>
void apply(Table& table, std::vector<Decided<Mind>>& decided, Orders& orders) {
  for (const auto row : table.rows()) {
    auto& own = decided[row.index];
    keep(table, row, own.mind);
    join(orders, own.orders);
  }
}

}  // namespace

void decide(World& world, const Behaviours& minds) {
  Decisions all = ask_all(world, minds);

  world.orders = Orders{};
  apply(world.governments, all.governments, world.orders);
  apply(world.toolmakers, all.toolmakers, world.orders);
  for (auto& fab : all.fabs) {
    for (const auto& [line, mind] : fab.mind.lines) keep(world.lines, line, mind);
    join(world.orders, fab.orders);
  }
  for (auto& designer : all.designers)
    for (const auto& [sku, mind] : designer.mind.list) keep(world.skus, sku, mind);
  apply(world.designers, all.designers, world.orders);
  apply(world.clouds, all.clouds, world.orders);
  apply(world.labs, all.labs, world.orders);
  apply(world.investors, all.investors, world.orders);
  apply(world.brokers, all.brokers, world.orders);
  keep(world.enterprises, world.cells, std::move(all.enterprises));
}

}  // namespace exarace
