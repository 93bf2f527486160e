import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

const keepAfterMs = 1500;

interface Filling {
  // What is typed; the parts keep their identity until they change.
  parts: unknown[];
  // While it is being handed in nothing is kept.
  pending: boolean;
  // When the draft that the page was opened with was kept; it may become known while the page is open.
  savedAt?: string;
  // Keeps what is typed and says when, by the server's clock; null: there is nothing to keep any more.
  save: (() => Promise<{ saved_at: string }>) | null;
}

// Keeps what is being filled in as a draft: a moment after typing stops, when the page is hidden and when it is left.
export function useKeptDraft(filling: Filling) {
  const [state, setState] = useState<{ savedAt?: string; failed: boolean }>({ failed: false });
  const kept = useRef(filling.parts);
  const running = useRef<Promise<unknown>>(Promise.resolve());
  const now = useRef(filling);
  const released = useRef(false);
  useLayoutEffect(() => {
    now.current = filling;
  });

  const keepNow = useCallback(async () => {
    const { parts, save } = now.current;
    if (!save || released.current) return;
    kept.current = parts;
    const saving = save();
    running.current = saving.then(
      ({ saved_at }) => setState({ savedAt: saved_at, failed: false }),
      () => setState((before) => ({ ...before, failed: true })),
    );
    await saving;
  }, []);
  const keepChanges = useCallback(() => {
    const { parts, pending } = now.current;
    if (!pending && parts.some((part, place) => part !== kept.current[place])) keepNow().catch(() => {});
  }, [keepNow]);

  useEffect(() => {
    const timer = setTimeout(keepChanges, keepAfterMs);
    return () => clearTimeout(timer);
  }, [...filling.parts, filling.pending, keepChanges]);

  useEffect(() => {
    const hidden = () => document.visibilityState === 'hidden' && keepChanges();
    document.addEventListener('visibilitychange', hidden);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      keepChanges();
    };
  }, [keepChanges]);

  return {
    savedAt: state.savedAt ?? filling.savedAt,
    failed: state.failed,
    keepNow,
    // Waits for the draft that is on its way, so that it cannot arrive after what is handed in.
    settled: () => running.current,
    // What was handed in is no draft any more.
    release: () => (released.current = true),
  };
}
