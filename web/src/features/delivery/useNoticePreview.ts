import { useEffect, useState } from 'react';
import { type NoticeWords, tryNoticeWords } from '@/api/notice-words';

const quietFor = 300; // milliseconds without a change

interface Preview {
  words?: NoticeWords;
  error?: unknown;
}

// What the words come to on an example, asked for whenever the pen rests.
export function useNoticePreview(kind: string, words: NoticeWords): Preview {
  const [preview, setPreview] = useState<Preview>({});
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      tryNoticeWords(kind, words)
        .then((shown) => !gone && setPreview({ words: shown }))
        .catch((error: unknown) => !gone && setPreview({ error }));
    }, quietFor);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [kind, words]);
  return preview;
}
