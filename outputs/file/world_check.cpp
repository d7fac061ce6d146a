#include "outputs/file/world_check.hpp"

#include <cmath>

#include "sim/core/image.hpp"

namespace exarace {
namespace {

[[noreturn]] void refuse(const std::string& what) { throw ResultError("a checkpoint does not fit together: " + what); }

auto rest_of(const Instruments& r) {
  return std::tie(r.what, r.outlook, r.licences, r.pending, r.bound, r.law, r.foreseen, r.budgets);
}

/// Rows of the table that a reference names.
std::size_t rows_of(const World& w, std::string_view table) {
  const std::pair<std::string_view, std::size_t> all[] = {{"accounts", w.accounts.size()},
                                                          {"brokers", w.brokers.size()},
                                                          {"clouds", w.clouds.size()},
                                                          {"countries", w.countries.size()},
                                                          {"designers", w.designers.size()},
                                                          {"fabs", w.fabs.size()},
                                                          {"governments", w.governments.size()},
                                                          {"groups", w.groups.size()},
                                                          {"regimes", w.regimes.size()},
                                                          {"investors", w.investors.size()},
                                                          {"labs", w.labs.size()},
                                                          {"lines", w.lines.size()},
                                                          {"skus", w.skus.size()},
                                                          {"toolmakers", w.toolmakers.size()}};
  for (const auto& [name, rows] : all)
    if (name == table) return rows;
  return 0;
}

void check_row(const World& world, std::string_view table, std::size_t row) {
  if (const std::size_t rows = rows_of(world, table); row >= rows)
    refuse("row " + std::to_string(row) + " of " + std::string(table) + ", which has " + std::to_string(rows));
}

/// Looks at every value below an object: ids must name rows, choices must be known.
class Names {
 public:
  explicit Names(const World& world) : world_(world) {}

  template <class T>
  void look(const T& object) const {
    if constexpr (detail::IsId<T>::value) {
      if constexpr (requires { TableName<T>::value; })
        if (object) check_row(world_, TableName<T>::value, object.index);
    } else if constexpr (std::is_enum_v<T>) {
      if constexpr (requires { ChoiceNames<T>::names(); }) {
        static const std::size_t choices = ChoiceNames<T>::names().size();
        if (static_cast<std::size_t>(object) >= choices) refuse("a choice that is unknown");
      }
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string> || std::is_same_v<T, TimeSeries>) {
    } else if constexpr (IsTable<T>) {
      for (const Field& field : T::fields())
        if (field.resize) look_at(field, &object, object.size());
      if constexpr (requires { rest_of(object); })
        std::apply([&](const auto&... rest) { (look(rest), ...); }, rest_of(object));
    } else if constexpr (IsList<T>) {
      if constexpr (!std::is_arithmetic_v<typename T::value_type>)
        for (const auto& element : object) look(element);
    } else if constexpr (requires { std::variant_size<T>::value; }) {
      std::visit([&](const auto& one) { look(one); }, object);
    } else if constexpr (requires { std::tuple_size<T>::value; }) {
      std::apply([&](const auto&... element) { (look(element), ...); }, object);
    } else if constexpr (std::is_aggregate_v<T>) {
      std::apply([&](const auto&... member) { (look(member), ...); }, members_of(object));
    }
  }

 private:
  void look_at(const Field& field, const void* table, std::size_t rows) const {
    if (field.kind != Kind::reference && field.kind != Kind::references) return;
    for (std::size_t row = 0; row < rows; ++row) {
      const Value value = field.get(table, row);
      if (const auto* one = std::get_if<std::int64_t>(&value); one && *one >= 0)
        check_row(world_, field.table, static_cast<std::size_t>(*one));
      if (const auto* many = std::get_if<std::vector<std::int64_t>>(&value))
        for (const std::int64_t one : *many)
          if (one >= 0) check_row(world_, field.table, static_cast<std::size_t>(one));
    }
  }

  const World& world_;
};

template <class T>
constexpr bool kIsGrid = false;
template <class A, class B, class T>
constexpr bool kIsGrid<Grid<A, B, T>> = true;

/// Walks two worlds side by side: tables and lists of numbers may have grown since the first was furnished, and not
/// shrunk; rows of a grid are as long as they say.
template <class T>
void check_sizes(const T& now, const T& first) {
  const auto grown = [](std::size_t size, std::size_t least) {
    if (size < least) refuse(std::to_string(size) + " values where there were " + std::to_string(least));
  };
  if constexpr (kIsGrid<T>) {
    grown(now.columns, first.columns);
    grown(now.values.size(), first.values.size());
    if (now.columns == 0 ? !now.values.empty() : now.values.size() % now.columns != 0) refuse("a row cut off");
  } else if constexpr (IsTable<T>) {
    grown(now.size(), first.size());
    for (const Field& field : T::fields())
      if (field.resize && field.kind == Kind::numbers)
        for (std::size_t row = 0; row < first.size(); ++row)
          grown(std::get<std::vector<double>>(field.get(&now, row)).size(),
                std::get<std::vector<double>>(field.get(&first, row)).size());
    if constexpr (requires { rest_of(now); }) {
      const auto check = [&]<std::size_t... I>(const auto& a, const auto& b, std::index_sequence<I...>) {
        (check_sizes(std::get<I>(a), std::get<I>(b)), ...);
      };
      const auto a = rest_of(now), b = rest_of(first);
      check(a, b, std::make_index_sequence<std::tuple_size_v<decltype(a)>>());
    }
  } else if constexpr (IsList<T> && !std::is_same_v<T, std::string>) {
    using Element = typename T::value_type;
    if constexpr (std::is_arithmetic_v<Element> || std::is_same_v<Element, Money> || IsList<Element>)
      grown(now.size(), first.size());
  } else if constexpr (std::is_class_v<T> && std::is_aggregate_v<T> && !std::is_same_v<T, TimeSeries> &&
                       !requires { std::tuple_size<T>::value; }) {
    const auto check = [&]<std::size_t... I>(const auto& a, const auto& b, std::index_sequence<I...>) {
      (check_sizes(std::get<I>(a), std::get<I>(b)), ...);
    };
    const auto a = members_of(now), b = members_of(first);
    check(a, b, std::make_index_sequence<std::tuple_size_v<decltype(a)>>());
  }
}

/// What stands as plain numbers and is used as rows.
void check_places(const World& world) {
  const Enterprises& e = world.enterprises;
  for (const std::size_t size :
       {e.threshold.size(), e.adoption.size(), e.steepness.size(), e.luck.size(), e.country.size(), e.sector.size(),
        e.provider.size(), e.turn.size(), e.turn_width.size()})
    if (size != e.size()) refuse("columns of enterprises of different length");
  for (std::size_t i = 0; i < e.size(); ++i) {
    const EnterpriseId row{i};
    if (e.country[row] >= world.countries.size() || e.sector[row] >= kDemandSectors ||
        e.provider[row] >= world.cells.labs)
      refuse("an enterprise of no country, sector or lab");
  }
  const Cells& cells = world.cells;
  for (const std::size_t size : {cells.users.size(), cells.desired.size(), cells.granted.size()})
    if (cells.labs != world.labs.size() || size != cells.index(world.countries.size(), 0, 0)) refuse("cells of demand");
  for (const auto& places : world.contracts.by_lab)
    for (const std::uint32_t place : places)
      if (place >= world.contracts.rows.size()) refuse("a contract that is not there");
  if (world.fleet.skus > world.skus.size() || world.fleet.holdings.size() != world.clouds.size() * world.fleet.skus)
    refuse("what clouds hold, of other clouds or SKUs");
  for (const auto& batch : world.fleet.batches)
    if (!batch.cloud || !batch.sku) refuse("a batch of nobody's chips");
  for (const auto& places : world.regimes.licences.rows_of)
    for (const std::uint32_t place : places)
      if (place >= world.regimes.licences.rows.size()) refuse("a licence that is not there");
  for (const GovernmentId government : world.governments.rows())
    for (const double taken : world.governments.taken[government])
      if (!(std::abs(taken) <= static_cast<double>(world.regimes.size()))) refuse("a measure that is not there");
}

}  // namespace

void check_world(const World& world, const World& furnished) {
  Names(world).look(world);
  check_sizes(world, furnished);
  check_places(world);
  if (world.book.columns != world.skus.size() || world.book.values.size() != world.clouds.size() * world.skus.size())
    refuse("a book of orders for other clouds or chips");
}

}  // namespace exarace
