import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { formatMoney, moneyInWords } from '@/lib/money';
import { isEmpty } from '@/lib/path';
import { formatInstant } from '@/lib/time';
import { type Attachment, AttachmentList } from './form/AttachmentList';
import { SignatureImage } from './form/SignatureImage';
import type { Signature } from './form/SignatureInput';

export interface FieldValueProps {
  kind: string;
  value: unknown;
  options?: Record<string, string>;
  names?: Record<string, string>;
  unit?: string;
  link?: string;
  brief?: boolean;
}

// The one place that turns a stored value into something to read.
export function FieldValue({ kind, value, options = {}, names = {}, unit, link, brief }: FieldValueProps) {
  const { t } = useTranslation();
  if (isEmpty(value)) return <span className="jw-soft">—</span>;
  if (kind === 'checkbox' || kind === 'boolean') return <>{t(value === true ? 'yes' : 'no')}</>;
  if (kind === 'money') {
    return (
      <span title={moneyInWords(value as string)}>
        ¥ {formatMoney(value as string)}
        {!brief && <span className="jw-words"> {moneyInWords(value as string)}</span>}
      </span>
    );
  }
  if (kind === 'percent') return <>{String(value)}%</>;
  if (kind === 'number' && unit) return <>{`${String(value)} ${unit}`}</>;
  if (['date', 'date_time', 'datetime'].includes(kind)) return <>{formatInstant(String(value))}</>;
  if (kind === 'signature') return <SignatureImage signature={value as Signature} />;
  if (['attachment', 'photo', 'filepicker'].includes(kind) && Array.isArray(value)) {
    return <AttachmentList files={value as Attachment[]} />;
  }
  if (kind === 'link' || kind === 'record') return <Links value={value} names={names} type={link} brief={brief} />;
  if (Array.isArray(value)) return <>{value.map(oneText).join('、')}</>;
  return <span className={brief ? undefined : 'jw-pre'}>{oneText(value)}</span>;

  function oneText(one: unknown): string {
    if (one !== null && typeof one === 'object') {
      const named = one as { title?: unknown; name?: unknown; id?: unknown };
      return String(named.title ?? named.name ?? named.id ?? JSON.stringify(one));
    }
    const key = String(one);
    return options[key] ?? names[key] ?? key;
  }
}

interface LinksProps {
  value: unknown;
  names: Record<string, string>;
  type?: string;
  brief?: boolean;
}

function Links({ value, names, type, brief }: LinksProps) {
  const ids = (Array.isArray(value) ? value : [value]).map(idOf);
  return (
    <>
      {ids.map(({ id, title }, index) => (
        <span key={id}>
          {index > 0 && '、'}
          {type && !brief ? (
            <Link to="/records/$type/$id" params={{ type: type.split('.').at(-1)!, id }}>
              {title ?? names[id] ?? id}
            </Link>
          ) : (
            (title ?? names[id] ?? id)
          )}
        </span>
      ))}
    </>
  );
}

function idOf(value: unknown): { id: string; title?: string } {
  if (value === null || typeof value !== 'object') return { id: String(value) };
  const linked = value as { id?: unknown; title?: string; name?: string; number?: string };
  return { id: String(linked.id), title: linked.title ?? linked.name ?? linked.number };
}
