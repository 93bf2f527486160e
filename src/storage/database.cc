#include "storage/database.h"

#include "storage/postgres/open.h"
#include "storage/sqlite/open.h"

namespace storage {

base::Result<std::unique_ptr<Database>> Database::open(const Settings& settings) {
  try {
    return settings.server.empty() ? sqlite::open(settings) : postgres::open(settings);
  } catch (const NotLetIn& refused) {
    return base::refusal("storage.not_let_in").because(refused.what());
  } catch (const Failure& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  } catch (const std::filesystem::filesystem_error& failure) {
    return base::refusal("storage.unavailable").because(failure.what());
  }
}

}  // namespace storage
