// People are told, and sign in, by their mail address: no two who are here share one.
#pragma once

#include "org/organisation.h"

namespace org {

// Case does not count, and what has no address is free. Refuses with org.mail_taken, naming whose
// it is.
base::Result<void> check_mail_is_free(storage::Connection& db, const NewPerson& person);

}  // namespace org
