// Powers, exponentials and logarithms of decimals, worked out with guard digits and rounded once,
// half even, to 34. They take from ten to a hundred microseconds.
#pragma once

#include "base/decimal.h"

namespace base::guarded {

// `base` is finite and not 0.
Decimal whole_power(const Decimal& base, int64_t exponent);
// `base` is positive; `near` is its natural logarithm to about 30 digits.
Decimal power(const Decimal& base, const Decimal& exponent, const Decimal& near);
Decimal exponential(const Decimal& exponent);
Decimal logarithm(const Decimal& number, const Decimal& near);

}  // namespace base::guarded
