// Which form the model gives to whoever fills one in.
#pragma once

#include "engine/elements/behaviour.h"

namespace engine {

// Complains about the form of a user task or start event that nobody could be shown.
void check_form(const CheckInput& input);

}  // namespace engine
