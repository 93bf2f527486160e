#include "app/ending.h"

#include "app/inside/parts.h"
#include "app/workspace.h"
#include "storage/reading.h"

namespace app {

void stop_reads(Workspace& workspace) { storage::stop_reads(*workspace.parts().database); }

}  // namespace app
