import { useTranslation } from 'react-i18next';
import type { Reason } from './model';

// What in a model keeps it from being shown as cards: the first of them, and how many there are beside.
export function Reasons({ reasons, most = reasons.length }: { reasons: Reason[]; most?: number }) {
  const { t } = useTranslation('tree');
  const left = reasons.length - most;
  return (
    <ul className="jw-tree-reasons">
      {reasons.slice(0, most).map((each) => (
        <li key={`${each.element} ${each.why}`}>
          {each.element && <b>{each.name || each.element}</b>} {t(`why.${each.why}`)}
        </li>
      ))}
      {left > 0 && <li>{t('whyMore', { count: left })}</li>}
    </ul>
  );
}
