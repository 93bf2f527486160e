// The answer to everybody who signed in, whichever way.
#pragma once

#include "access/sessions.h"
#include "app/inside/parts.h"
#include "app/sessions.h"

namespace app {

SignedIn answer_of(Parts& parts, const entry::SignedIn& signed_in);

}  // namespace app
