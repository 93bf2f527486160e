import type { SelectProps } from 'antd';
import { useState } from 'react';

export interface Found {
  value: string;
  label: string;
  hint: string;
  note?: string; // what to know before it is picked
  disabled?: boolean;
}

interface Picking {
  value: unknown;
  many: boolean;
  found: Found[];
  // What is called how that is held and not among what was found.
  known: (id: string) => string;
  onSearch: (words: string) => void;
  onChange: (value: unknown) => void;
}

// What the fields have in common that hold one thing or several, found on the server by words.
export function usePicker({ value, many, found, known, onSearch, onChange }: Picking): SelectProps<string | string[], Found> {
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const ids = (Array.isArray(value) ? value : value ? [value] : []).map(String);
  const absent = ids
    .filter((one) => !found.some((row) => row.value === one))
    .map((one) => ({ value: one, label: chosen[one] ?? known(one), hint: '' }));
  return {
    className: 'jw-wide',
    mode: many ? 'multiple' : undefined,
    allowClear: true,
    showSearch: { filterOption: false, onSearch },
    value: many ? ids : ids[0],
    options: [...absent, ...found],
    optionRender: (option) => (
      <span>
        {option.data.label} <span className="jw-soft jw-small">{option.data.hint}</span>
        {option.data.note && <div className="jw-away-note">{option.data.note}</div>}
      </span>
    ),
    onChange: (next) => {
      setChosen({ ...chosen, ...Object.fromEntries(found.map((row) => [row.value, row.label])) });
      onChange(next ?? (many ? [] : null));
    },
  };
}
