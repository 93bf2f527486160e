// Units, positions, people and who holds what, over time; part of the routes of people.
#pragma once

#include "server/http/router.h"

namespace app {
class Workspace;
}

namespace server {

void add_organisation_routes(Router& router, app::Workspace& workspace);

}  // namespace server
