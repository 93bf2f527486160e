import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { useJoin, useLabel } from '@/lib/language';

// What taking the matter back does to its record and to others, and who is told.
export function WithdrawalWords({ ahead }: { ahead: Schemas['WithdrawalAhead'] }) {
  const { t } = useTranslation('instances');
  const text = useLabel();
  const join = useJoin();
  const { transition, from, to, also = [], persons } = ahead;
  return (
    <ul className="jw-missing">
      {transition && (
        <li>
          <b>{t('withdrawal.record')}</b>
          <span>{to ? t('withdrawal.moves', { transition: text(transition), from: text(from), to: text(to) }) : text(transition)}</span>
        </li>
      )}
      {also.map(({ record, type, transition: moved }) => (
        <li key={`${record.type}/${record.id}`}>
          <b>
            {text(type)} {[record.number, record.title].filter(Boolean).join(' ')}
          </b>
          <span>{text(moved)}</span>
        </li>
      ))}
      <li>
        <b>{t('withdrawal.told')}</b>
        <span>{persons.length > 0 ? join(persons.map((person) => person.name)) : t('withdrawal.nobody')}</span>
      </li>
    </ul>
  );
}
