// The working calendars of the company and its sites. Changing one is for those who keep the
// organisation (others are refused with app.not_allowed) and counts the due dates of open tasks
// again.
//
// `site` is the id of a unit, or empty for the company.
#pragma once

#include "app/workspace.h"

namespace app {

// For everybody; `year` 0: the current one. {site?, own, zone, hours, weekdays, half_weekdays,
// half_until, days: [{date, name, kind}], known, imported?: {by, at}, sites: [units]}
base::Result<base::Json> calendar(Workspace& workspace, const Caller& caller, int year,
                                  std::string_view site);

// {site?, hours: [{from, to}], weekdays, half_weekdays, half_until}; {moved: […]}. Refuses with
// org.bad_hours.
base::Result<base::Json> set_working_hours(Workspace& workspace, const Caller& caller,
                                           const base::Json& request);
// The site works as the company again; {moved}.
base::Result<base::Json> drop_site_calendar(Workspace& workspace, const Caller& caller,
                                            std::string_view site);

// {days: [{line, date, name, kind}], moved: [{task, title, from, to}]}; Preview stores nothing.
enum class ImportMode { Preview, Apply };
base::Result<base::Json> import_calendar(Workspace& workspace, const Caller& caller,
                                         std::string_view csv, int year, std::string_view site,
                                         ImportMode mode);
// The published year holds again, or for a site the company's; {moved}.
base::Result<base::Json> drop_calendar_year(Workspace& workspace, const Caller& caller, int year,
                                            std::string_view site);

}  // namespace app
