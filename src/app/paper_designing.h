// Print templates changed in the browser: read, checked, tried on a real matter, published.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "app/papers.h"

namespace app {

// Administrators have all of them, owners of processes those that print their matters; nobody else
// knows of any: app.no_paper.
base::Json list_paper_templates(Workspace& workspace, const Caller& caller);
// With its text and every version of it.
base::Result<base::Json> paper_template(Workspace& workspace, const Caller& caller,
                                        std::string_view id);
base::Result<base::Json> paper_template_version(Workspace& workspace, const Caller& caller,
                                                std::string_view id, int64_t version);
// Every problem of a text with its line and column.
base::Result<base::Json> check_paper_template(Workspace& workspace, const Caller& caller,
                                              std::string_view id, const std::string& text);

// What a text is tried on: a matter, or a record alone.
struct PaperTrial {
  std::string text;
  int64_t instance = 0;
  std::string record_type;  // without an instance
  int64_t record = 0;
};
// The page as `paper` would print it. Refuses with app.paper_has_problems, and as that does.
base::Result<std::string> try_paper_template(Workspace& workspace, const Caller& caller,
                                             std::string_view id, const PaperTrial& trial,
                                             PaperRequest request);

struct PaperPublication {
  std::string paper;
  std::string text;
  std::string comment;
  int64_t base_version = 0;  // the newest when the change began; 1: the file of the pack
};
// By administrators, and by owners of all processes that print with it where the pack says so
// (publishing: owners). Printed with from then on. Refuses with app.paper_has_problems,
// app.paper_not_newest, app.paper_unchanged.
base::Result<base::Json> publish_paper_template(Workspace& workspace, const Caller& caller,
                                                const PaperPublication& publication);

}  // namespace app
