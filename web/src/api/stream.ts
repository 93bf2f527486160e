// What the server says has changed. One tab of the browser holds the stream and tells the others.
import { apiBase } from './client';

export interface Happened {
  kind: 'counts' | 'task' | 'record' | 'instance' | 'notice' | 'clock';
  type?: string;
  id?: string;
}

const kinds = ['counts', 'task', 'record', 'instance', 'notice', 'clock'] as const;

// Calls `listen` for every event until the returned function is called.
export function followStream(listen: (happened: Happened) => void): () => void {
  const channel = new BroadcastChannel('jingwei.stream');
  const stop = new AbortController();
  channel.onmessage = (message: MessageEvent<Happened>) => listen(message.data);

  const lead = () =>
    new Promise<void>((done) => {
      const source = new EventSource(`${apiBase}/stream`);
      for (const kind of kinds) {
        source.addEventListener(kind, (event) => {
          const happened = { kind, ...parsed((event as MessageEvent<string>).data) };
          channel.postMessage(happened);
          listen(happened);
        });
      }
      stop.signal.addEventListener('abort', () => {
        source.close();
        done();
      });
    });

  // Without locks (plain http on another host) every tab holds its own stream.
  if (navigator.locks) void navigator.locks.request('jingwei.stream', { signal: stop.signal }, lead).catch(() => {});
  else void lead();
  return () => {
    stop.abort();
    channel.close();
  };
}

function parsed(data: string): { type?: string; id?: string } {
  try {
    return JSON.parse(data) as { type?: string; id?: string };
  } catch {
    return {};
  }
}
