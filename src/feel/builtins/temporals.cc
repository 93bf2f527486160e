// Parts of dates, now and today.
#include "feel/builtins/builtin.h"
#include "feel/temporal/temporal.h"

namespace feel {
namespace {

int64_t day_of_value(const Value& value) {
  return value.is(Kind::Date) ? value.day() : value.clock().day;
}

Value day_of_year(const Arguments& arguments) {
  const int64_t day = day_of_value(arguments[0]);
  return day - day_of({civil_of(day).year, 1, 1}) + 1;
}

Value day_of_week(const Arguments& arguments) {
  static constexpr const char* names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                          "Friday", "Saturday", "Sunday"};
  return names[weekday_of(day_of_value(arguments[0])) - 1];
}

Value month_of_year(const Arguments& arguments) {
  static constexpr const char* names[] = {"January",   "February", "March",    "April",
                                          "May",       "June",     "July",     "August",
                                          "September", "October",  "November", "December"};
  return names[civil_of(day_of_value(arguments[0])).month - 1];
}

// Of ISO 8601: the week that holds the year's first Thursday is the first.
Value week_of_year(const Arguments& arguments) {
  const int64_t day = day_of_value(arguments[0]);
  const int64_t thursday = day - weekday_of(day) + 4;
  return (thursday - day_of({civil_of(thursday).year, 1, 1})) / 7 + 1;
}

Value now(const Arguments& arguments) {
  return Value::instant(arguments.evaluation.now, arguments.evaluation.zone);
}

Value today(const Arguments& arguments) {
  return Value::date(base::local_in(arguments.evaluation.now, arguments.evaluation.zone).date);
}

constexpr BuiltinRow kRows[] = {
    {"day of year", "date: moment", day_of_year},
    {"day of week", "date: moment", day_of_week},
    {"month of year", "date: moment", month_of_year},
    {"week of year", "date: moment", week_of_year},
    {"now", "", now},
    {"today", "", today},
};

}  // namespace

std::span<const BuiltinRow> temporal_functions() { return kRows; }

}  // namespace feel
