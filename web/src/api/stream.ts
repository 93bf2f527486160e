// What the server says has changed. One tab of the browser holds the stream and tells the others.
import { apiBase } from './client';

export interface Happened {
  kind: 'counts' | 'task' | 'record' | 'instance' | 'notice' | 'clock';
  type?: string;
  id?: string;
}

const kinds = ['counts', 'task', 'record', 'instance', 'notice', 'clock'] as const;
const againMs = 15_000;

// Calls `listen` for every event until the returned function is called.
export function followStream(listen: (happened: Happened) => void): () => void {
  const channel = new BroadcastChannel('jingwei.stream');
  const stop = new AbortController();
  channel.onmessage = (message: MessageEvent<Happened>) => listen(message.data);

  const tell = (happened: Happened) => {
    channel.postMessage(happened);
    listen(happened);
  };

  const lead = () =>
    new Promise<void>((done) => {
      let source: EventSource;
      let timer: ReturnType<typeof setTimeout>;
      let broken = false;
      const connect = () => {
        source = new EventSource(`${apiBase}/stream`);
        for (const kind of kinds) {
          source.addEventListener(kind, (event) => tell({ kind, ...parsed((event as MessageEvent<string>).data) }));
        }
        // What happened while nobody listened is not told again: everything is asked for.
        source.onopen = () => {
          if (broken) for (const kind of kinds) tell({ kind });
          broken = false;
        };
        source.onerror = () => {
          broken = true;
          if (source.readyState === EventSource.CLOSED) timer = setTimeout(connect, againMs);
        };
      };
      connect();
      stop.signal.addEventListener('abort', () => {
        clearTimeout(timer);
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
