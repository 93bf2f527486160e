import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';

// The four numbers of the day; each opens the list that it counts.
export function NumberCards({ counts }: { counts: Schemas['Counts'] }) {
  const { t } = useTranslation('workbench');
  return (
    <div className="jw-cards">
      <Link to="/tasks" search={{ box: 'todo' }} className="jw-number">
        {t('card.todo')}
        <b>{counts.todo}</b>
      </Link>
      <Link to="/tasks" search={{ box: 'todo', state: 'overdue' }} className={counts.overdue > 0 ? 'jw-number warm' : 'jw-number'}>
        {t('card.overdue')}
        <b>{counts.overdue}</b>
      </Link>
      <Link to="/tasks" search={{ box: 'copied', state: 'unread' }} className="jw-number">
        {t('card.copied')}
        <b>{counts.copied_unread}</b>
      </Link>
      <Link to="/tasks" search={{ box: 'started' }} className="jw-number">
        {t('card.started')}
        <b>{counts.started}</b>
      </Link>
    </div>
  );
}
