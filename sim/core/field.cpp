#include "sim/core/field.hpp"

namespace exarace::detail {

#define EXARACE_FIELDS_OF(T)                                     \
  template Field scalar_field<T>(const char* name, std::size_t); \
  template Field column_field<T>(const char* name, std::size_t);
EXARACE_FIELDS_OF(double)
EXARACE_FIELDS_OF(Flag)
EXARACE_FIELDS_OF(Date)
EXARACE_FIELDS_OF(Money)
EXARACE_FIELDS_OF(TimeSeries)
EXARACE_FIELDS_OF(std::string)
EXARACE_FIELDS_OF(std::int64_t)
EXARACE_FIELDS_OF(std::vector<double>)
EXARACE_FIELDS_OF(std::vector<std::string>)
EXARACE_FIELDS_OF(CloudId)
EXARACE_FIELDS_OF(CountryId)
EXARACE_FIELDS_OF(DesignerId)
EXARACE_FIELDS_OF(GovernmentId)
EXARACE_FIELDS_OF(GroupId)
EXARACE_FIELDS_OF(SkuId)
EXARACE_FIELDS_OF(AccountId)

}  // namespace exarace::detail
