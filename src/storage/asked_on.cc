#include "storage/asked_on.h"

namespace storage {
namespace {
thread_local Connection* here = nullptr;
}  // namespace

AskedOn::AskedOn(Connection& connection) : before_(here) { here = &connection; }
AskedOn::~AskedOn() { here = before_; }

Connection* asked_on() { return here; }

}  // namespace storage
