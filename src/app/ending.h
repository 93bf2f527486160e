// What the end of the program does not wait for.
#pragma once

namespace app {

class Workspace;

// Ends the statements that read at this moment; whoever waits for one is answered 503.
void stop_reads(Workspace& workspace);

}  // namespace app
