import { SearchOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { useEffect, useState } from 'react';

interface WordsInputProps {
  value: string;
  label: string;
  onChange: (words: string) => void;
}

const waitMs = 300;

// A search field that asks once typing pauses.
export function WordsInput({ value, label, onChange }: WordsInputProps) {
  const [words, setWords] = useState(value);
  useEffect(() => setWords(value), [value]);
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(() => onChange(words), waitMs);
    return () => clearTimeout(timer);
  }, [words, value, onChange]);
  return (
    <Input
      className="jw-words-input"
      prefix={<SearchOutlined />}
      placeholder={label}
      aria-label={label}
      allowClear
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onPressEnter={() => onChange(words)}
    />
  );
}
