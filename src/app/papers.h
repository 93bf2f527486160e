// The papers of process instances and records, to print or to keep as PDF.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/workspace.h"

namespace reports {
class Template;
}

namespace app {

enum class PaperLanguage { Chinese, English };

struct PaperRequest {
  PaperLanguage language = PaperLanguage::Chinese;
  std::string origin;         // "https://host": where the QR code leads; empty: there is none
  std::string template_name;  // empty: the usual one; "standard" prints everything
  // To look at a template before it is published: this instead of any.
  std::shared_ptr<const reports::Template> instead = {};
};
inline constexpr size_t papers_max = 50;

// One HTML page with everything inside. Shows what the page of the instance shows to the caller,
// and refuses as that does.
base::Result<std::string> paper(Workspace& workspace, const Caller& caller, int64_t instance,
                                const PaperRequest& request);
// Of a record alone.
base::Result<std::string> paper(Workspace& workspace, const Caller& caller, std::string_view type,
                                int64_t id, const PaperRequest& request);
// Each instance on pages of its own. What the caller may not read is left out, which the page says;
// refuses with app.no_instance where nothing is left.
base::Result<std::string> papers(Workspace& workspace, const Caller& caller,
                                 const std::vector<int64_t>& instances,
                                 const PaperRequest& request);

}  // namespace app
