import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useLabel } from '@/lib/language';

// The processes in force that ask or tell the system, each with its steps.
export function Uses({ subscriber }: { subscriber: Schemas['Subscriber'] }) {
  const { t } = useTranslation('subscribers');
  const text = useLabel();
  if (subscriber.used_by.length === 0) return null;
  return (
    <ul className="jw-uses">
      {subscriber.used_by.map(({ process, element, setting }) => (
        <li key={`${process.id}-${element?.id}-${setting}`}>
          <Link to="/waiting/$process" params={{ process: process.id }}>
            {text(process.title)}
          </Link>
          {element && ` · ${text(element.title)}`} <span className="jw-soft">{t(`use.${wordOf(setting)}`)}</span>
        </li>
      ))}
    </ul>
  );
}

type Word = 'ask' | 'begin' | 'after' | 'end';
const words: Record<string, Word> = { begin: 'begin', after: 'after', end: 'end' };
const wordOf = (setting: string): Word => words[setting.replace('jw:callback.', '')] ?? 'ask';
