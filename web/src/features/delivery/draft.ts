import type { Schemas } from '@/api/client';

export type Delivery = Schemas['Delivery'];
export type Robot = NonNullable<Schemas['DeliveryChange']['robots']>[number];

// The settings while they are edited; password, addresses and secrets are empty until they are given anew.
export interface Draft {
  site: string;
  language: Delivery['language'];
  mail: { server: string; user: string; password: string; from: string };
  robots: Robot[];
  channels: Delivery['channels'];
  urgent: string[];
  quiet?: Schemas['QuietHours'];
}

export function draftOf(data: Delivery): Draft {
  const { server, user, from } = data.mail;
  return {
    site: data.site || window.location.origin,
    language: data.language,
    mail: { server, user, password: '', from },
    robots: data.robots.map(({ id, title, kind }) => ({ id, title, kind })),
    channels: data.channels,
    urgent: data.urgent,
    quiet: data.quiet,
  };
}
