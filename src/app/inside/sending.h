// One message of the outbox by the settings of the moment.
#pragma once

#include "app/inside/parts.h"
#include "post/mail.h"
#include "post/robots.h"
#include "storage/tx.h"
#include "work/delivery.h"

namespace app {

post::Robot robot_of(const work::DeliveryRobot& robot);
post::MailServer server_of(const work::DeliveryMail& mail);
// Waits for the network. Refuses with post.failed.
base::Result<void> send(const work::Delivery& settings, const storage::Outgoing& message,
                        base::Time now);

}  // namespace app
