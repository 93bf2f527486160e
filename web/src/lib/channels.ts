// Channels by kind of notice.
export type Channels = Record<string, string[]>;

export function hasChannel(channels: Channels, kind: string, channel: string): boolean {
  return channels[kind]?.includes(channel) ?? false;
}

// The same with one channel of one kind put in or taken out.
export function withChannel(channels: Channels, kind: string, channel: string, on: boolean): Channels {
  const others = (channels[kind] ?? []).filter((one) => one !== channel);
  return { ...channels, [kind]: on ? [...others, channel] : others };
}
