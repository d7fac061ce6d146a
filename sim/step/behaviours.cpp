#include "sim/step/behaviours.hpp"

namespace exarace {

void decide(World& world, const Behaviours& minds) {
  Orders& orders = world.orders;
  for (const GovernmentId row : world.governments.rows()) minds.government(world, row, world.governments, orders);
  for (const ToolmakerId row : world.toolmakers.rows()) minds.toolmaker(world, row, world.toolmakers);
  for (const FabId row : world.fabs.rows()) minds.fab(world, row, world.lines, orders);
  for (const DesignerId row : world.designers.rows()) minds.designer(world, row, world.designers, world.skus, orders);
  for (const CloudId row : world.clouds.rows()) minds.cloud(world, row, world.clouds, orders);
  for (const LabId row : world.labs.rows()) minds.lab(world, row, world.labs, orders);
  for (const InvestorId row : world.investors.rows()) minds.investor(world, row, world.investors);
  for (const BrokerId row : world.brokers.rows()) minds.broker(world, row, world.brokers, orders);
  minds.enterprise(world, world.enterprises, world.cells);
}

}  // namespace exarace
