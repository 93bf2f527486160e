import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type Label, type Language, pick, useLanguage } from '@/lib/language';
import { moneyInWords, moneyText } from '@/lib/money';
import { nameOf, type Names } from '@/lib/names';
import { isEmpty } from '@/lib/path';
import { formatInstant } from '@/lib/time';
import { type Attachment, AttachmentList } from './form/AttachmentList';
import { SignatureImage } from './form/SignatureImage';
import type { Signature } from './form/SignatureInput';
import { LinkedInstances } from './LinkedInstances';

export interface FieldValueProps {
  kind: string;
  value: unknown;
  options?: Record<string, string>;
  names?: Names;
  unit?: string;
  currency?: string;
  // In a cell of a table: one line, no links.
  brief?: boolean;
}

// The one place that turns a stored value into something to read.
export function FieldValue({ kind, value, options = {}, names = {}, unit, currency, brief }: FieldValueProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (isEmpty(value)) return <span className="jw-soft">—</span>;
  if (kind === 'checkbox' || kind === 'boolean') return <>{t(value === true ? 'yes' : 'no')}</>;
  if (kind === 'money') return <Money amount={value as string} currency={currency ?? 'CNY'} brief={brief} />;
  if (kind === 'percent') return <>{String(value)}%</>;
  if (kind === 'number' && unit) return <>{`${String(value)} ${unit}`}</>;
  if (['date', 'date_time', 'datetime'].includes(kind)) return <>{formatInstant(String(value))}</>;
  if (kind === 'time') return <>{String(value).replace(/^(\d{2}:\d{2}):00\b/, '$1')}</>;
  if (kind === 'signature') return <SignatureImage signature={value as Signature} />;
  if (['attachment', 'photo', 'filepicker'].includes(kind) && Array.isArray(value)) {
    return brief ? <>{value.length}</> : <AttachmentList files={value as Attachment[]} />;
  }

  const items = Array.isArray(value) ? value : [value];
  if (kind === 'instance') return <LinkedInstances ids={items.map(String)} names={names} brief={brief} />;
  const comma = language === 'en' ? ', ' : '、';
  return (
    <span className={brief ? undefined : 'jw-pre'}>
      {items.map((item, index) => (
        <span key={`${index}-${idOf(item)}`}>
          {index > 0 && comma}
          {oneValue(item)}
        </span>
      ))}
    </span>
  );

  function oneValue(item: unknown) {
    const id = idOf(item);
    const type = names[id]?.type;
    const text = options[id] ?? ownTitle(item, language) ?? nameOf(names, id, language);
    if (!type || brief) return text;
    return (
      <Link to="/records/$type/$id" params={{ type, id }}>
        {text}
      </Link>
    );
  }
}

// Capital words are written of yuan only, and for who reads Chinese.
function Money({ amount, currency, brief }: { amount: string; currency: string; brief?: boolean }) {
  const language = useLanguage();
  const words = currency === 'CNY' && language !== 'en' ? moneyInWords(amount) : '';
  if (brief) return <span title={words || undefined}>{moneyText(amount, currency)}</span>;
  return (
    <span>
      {moneyText(amount, currency)} {words && <span className="jw-words">{words}</span>}
    </span>
  );
}

function idOf(item: unknown): string {
  if (item === null || typeof item !== 'object') return String(item);
  return String((item as { id?: unknown }).id ?? JSON.stringify(item));
}

function ownTitle(item: unknown, language: Language): string | undefined {
  if (item === null || typeof item !== 'object') return undefined;
  if ('zh' in item) return pick(item as Label, language);
  const named = item as { title?: unknown; name?: unknown };
  const title = named.title ?? named.name;
  return typeof title === 'string' ? title : undefined;
}
