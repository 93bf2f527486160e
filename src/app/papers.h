// The paper of a process instance, to print or to keep as PDF.
#pragma once

#include <string>

#include "app/workspace.h"

namespace app {

enum class PaperLanguage { Chinese, English };

struct PaperRequest {
  int64_t instance = 0;
  PaperLanguage language = PaperLanguage::Chinese;
  std::string origin;  // "https://host": where the QR code leads; empty: there is none
};
// One HTML page with everything inside. Shows what the page of the instance shows to the caller,
// and refuses as that does.
base::Result<std::string> paper(Workspace& workspace, const Caller& caller,
                                const PaperRequest& request);

}  // namespace app
