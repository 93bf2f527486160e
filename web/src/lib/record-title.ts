import { useCallback } from 'react';
import { useLabel } from './language';

interface Titled {
  title: string;
  title_en?: string;
}

// What a record is called: as somebody wrote it, or, where a choice or its kind names it, in the
// language of the reader.
export function useRecordTitle() {
  const text = useLabel();
  return useCallback((record: Titled) => text({ zh: record.title, en: record.title_en }), [text]);
}
