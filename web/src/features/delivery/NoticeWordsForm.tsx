import { Button, Form, Input } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { NoticeWords } from '@/api/notice-words';
import { type Part, partOf, parts, withPart, withPlaceholder } from './insertion';

interface FormProps {
  words: NoticeWords;
  placeholders: string[];
  onChange: (words: NoticeWords) => void;
}

const idOf = (part: Part) => `notice-${part.id}`;
const inputOf = (part: Part) => document.getElementById(idOf(part)) as HTMLInputElement | HTMLTextAreaElement | null;

// Title and text in both languages; a placeholder goes where the cursor was last.
export function NoticeWordsForm({ words, placeholders, onChange }: FormProps) {
  const { t } = useTranslation('notice-words');
  const last = useRef<Part>(parts[0]);
  const insert = (name: string) => {
    const part = last.current;
    const input = inputOf(part);
    const value = partOf(words, part);
    const { text, at } = withPlaceholder(value, input?.selectionStart ?? value.length, input?.selectionEnd ?? value.length, name);
    onChange(withPart(words, part, text));
    requestAnimationFrame(() => {
      input?.focus();
      input?.setSelectionRange(at, at);
    });
  };
  return (
    <Form layout="vertical">
      <Form.Item label={t('insert')} extra={t('insertHint')}>
        <div className="jw-notice-chips">
          {placeholders.map((name) => (
            <Button key={name} size="small" onClick={() => insert(name)} title={`{${name}}`}>
              {t(`placeholder.${name}`)}
            </Button>
          ))}
        </div>
      </Form.Item>
      <div className="jw-notice-columns">
        {(['zh', 'en'] as const).map((language) => (
          <div key={language}>
            {parts
              .filter((part) => part.language === language)
              .map((part) => (
                <PartInput
                  key={part.id}
                  part={part}
                  value={partOf(words, part)}
                  onFocus={() => {
                    last.current = part;
                  }}
                  onChange={(value) => onChange(withPart(words, part, value))}
                />
              ))}
          </div>
        ))}
      </div>
    </Form>
  );
}

interface InputProps {
  part: Part;
  value: string;
  onFocus: () => void;
  onChange: (value: string) => void;
}

function PartInput({ part, value, onFocus, onChange }: InputProps) {
  const { t } = useTranslation('notice-words');
  const isTitle = part.of === 'title';
  return (
    <Form.Item label={t(part.id)} htmlFor={idOf(part)} required={isTitle}>
      {isTitle ? (
        <Input id={idOf(part)} maxLength={200} value={value} onFocus={onFocus} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <Input.TextArea id={idOf(part)} rows={3} maxLength={2000} value={value} onFocus={onFocus} onChange={(event) => onChange(event.target.value)} />
      )}
    </Form.Item>
  );
}
