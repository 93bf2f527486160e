import { DeleteOutlined } from '@ant-design/icons';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { draftsQuery } from '@/api/drafts-query';
import { dropRecordDraft } from '@/api/drop-record-draft';
import { dropStartDraft } from '@/api/drop-start-draft';
import { dropTaskDraft } from '@/api/drop-task-draft';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { Pager } from '@/components/Pager';
import { useRefresh } from '@/components/records/useRefresh';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';

type Draft = Schemas['Draft'];

// What was begun and kept: each draft opens where it was left.
export function DraftItems({ page, onPage }: { page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  const refresh = useRefresh();
  const query = useQuery(draftsQuery(page));
  const drop = useMutation({
    mutationFn: dropDraft,
    onSettled: refresh,
  });

  return (
    <Loaded query={query}>
      {(list) => (
        <>
          {list.items.length === 0 && <Nothing text={t('none.drafts')} />}
          <ul className="jw-list">
            {list.items.map((draft) => (
              <li key={draft.id} className="jw-draft">
                <DraftLink draft={draft} />
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  aria-label={t('dropDraft', { title: [text(draft.title), draft.subject].filter(Boolean).join(' · ') })}
                  onClick={() => drop.mutate(draft)}
                />
              </li>
            ))}
          </ul>
          <Pager page={list.page} size={list.size} total={list.total} onChange={onPage} />
        </>
      )}
    </Loaded>
  );
}

function dropDraft({ task, record, process }: Draft) {
  if (task) return dropTaskDraft(task);
  if (record) return dropRecordDraft(record.type, record.parent, record.link);
  return dropStartDraft(process?.id ?? '');
}

function DraftLink({ draft }: { draft: Draft }) {
  const { t } = useTranslation('tasks');
  const text = useLabel();
  return (
    <Link {...placeOf(draft)} className="jw-item">
      <span className="jw-main">
        <span className="jw-title">
          {text(draft.title)}
          {draft.subject && <span className="jw-of"> · {draft.subject}</span>}
        </span>
        <span className="jw-meta">
          <span>{t(`draft.${draft.kind}`)}</span>
          <span>{t('savedAt', { at: formatInstant(draft.saved_at) })}</span>
        </span>
      </span>
    </Link>
  );
}

// Where it is filled in further.
function placeOf({ task, record, process }: Draft) {
  if (task) return { to: `/tasks/${task}` };
  if (!record) return { to: `/start/${process?.id ?? ''}` };
  return { to: `/records/${record.type}`, search: { create: record.parent ?? '0', link: record.link } };
}
