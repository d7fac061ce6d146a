#pragma once
/// What everybody can read of a step: rates and shares, smoothed from its trades. Nothing accrues here: stocks that
/// grow or wear stand in sim/production and sim/accounts.

#include "sim/state/world.hpp"

namespace exarace {

/// Orders, shipments, backlog and lead time of every SKU.
void publish_chips(World& world);
/// Sales of designers, and dollars of chips for Chinese parents that the law refused; the latter by the wishes of
/// clouds, among designers as they sell.
void publish_refusals(World& world);
/// Revenue and investment of fabs, sales of toolmakers, and how designers share foreign packaging.
void publish_industry(World& world);
/// What clouds put into AI and what rent brings them.
void publish_clouds(World& world);
/// Shares of software families in the compute of each side.
void publish_ecosystems(World& world);
/// Revenue of AI services with its growth, money raised, and what labs spend on compute.
void publish_services(World& world);
/// Best models of each side, the gap between them, and whether a release has opened the market.
void publish_capability(World& world);
/// Unit costs, user costs and what is on sale, from the state; also before the first step.
void publish_prices(World& world);

}  // namespace exarace
