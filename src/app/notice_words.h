// The words of notices, which administrators may change for each kind; others are refused with
// app.not_allowed.
#pragma once

#include <string>

#include "app/workspace.h"

namespace app {

// Every kind with its placeholders, the words it is told in and who gave them: NoticeKind of the
// contract.
base::Result<base::Json> notice_words(Workspace& workspace, const Caller& caller);
// {title: {zh, en}, text: {zh, en}}. Refuses as work::keep_words does.
base::Result<void> set_notice_words(Workspace& workspace, const Caller& caller,
                                    const std::string& kind, const base::Json& request);
// The built-in words hold again. Refuses a kind that there is not with work.bad_notice_words.
base::Result<void> drop_notice_words(Workspace& workspace, const Caller& caller,
                                     const std::string& kind);
// The same shape, filled in with the values of an example.
base::Result<base::Json> try_notice_words(Workspace& workspace, const Caller& caller,
                                          const std::string& kind, const base::Json& request);

}  // namespace app
