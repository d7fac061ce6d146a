#pragma once
/// All rules of the world beside behaviours: markets, production, accounts, in the order in which a step calls them.

#include "sim/accounts/affiliates.hpp"
#include "sim/accounts/cases.hpp"
#include "sim/accounts/core_business.hpp"
#include "sim/accounts/credit.hpp"
#include "sim/accounts/depreciation.hpp"
#include "sim/accounts/diplomacy.hpp"
#include "sim/accounts/energy.hpp"
#include "sim/accounts/entry.hpp"
#include "sim/accounts/insolvency.hpp"
#include "sim/accounts/interest.hpp"
#include "sim/accounts/lobbying.hpp"
#include "sim/accounts/obsolescence.hpp"
#include "sim/accounts/opening.hpp"
#include "sim/accounts/outside.hpp"
#include "sim/accounts/payout.hpp"
#include "sim/accounts/public_money.hpp"
#include "sim/accounts/revaluation.hpp"
#include "sim/accounts/staffing.hpp"
#include "sim/accounts/tax.hpp"
#include "sim/accounts/wages.hpp"
#include "sim/markets/capital.hpp"
#include "sim/markets/chips.hpp"
#include "sim/markets/compute.hpp"
#include "sim/markets/goods.hpp"
#include "sim/markets/grey.hpp"
#include "sim/markets/services.hpp"
#include "sim/production/accruals.hpp"
#include "sim/production/construction.hpp"
#include "sim/production/ecosystems.hpp"
#include "sim/production/fabrication.hpp"
#include "sim/production/knowledge.hpp"
#include "sim/production/logistics.hpp"
#include "sim/production/minerals.hpp"
#include "sim/production/shocks.hpp"
#include "sim/production/talent.hpp"
#include "sim/production/tooling.hpp"
#include "sim/production/training.hpp"

namespace exarace {

struct Laws {
  // Markets.
  CapitalMarket capital;
  GoodsMarket goods;
  ChipMarket chips;
  GreyMarket grey;
  ComputeMarket compute;
  ServicesMarket services;
  // Production.
  Shocks shocks;
  Fabrication fabrication;
  Construction construction;
  Tooling tooling;
  Minerals minerals;
  Logistics logistics;
  Training training;
  Knowledge knowledge;
  Talent talent;
  Ecosystems ecosystems;
  // Accounts.
  Opening opening;
  CoreBusiness core_business;
  Wages wages;
  Lobbying lobbying;
  Affiliates affiliates;
  Staffing staffing;
  Diplomacy diplomacy;
  Energy energy;
  PublicMoney public_money;
  Interest interest;
  Depreciation depreciation;
  Obsolescence obsolescence;
  Tax tax;
  Payout payout;
  Insolvency insolvency;
  Entry entry;
  Outside outside;
  Credit credit;
};

}  // namespace exarace
