import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { paperTemplatesQuery } from '@/api/paper-templates';
import { Nothing } from '@/components/feedback/Nothing';
import { Loaded } from '@/components/Loaded';
import { PageHead } from '@/components/PageHead';
import { Panel } from '@/components/Panel';
import { useJoin, useLabel } from '@/lib/language';
import { addPaperTexts } from '@/lib/paper-texts';
import { formatInstant } from '@/lib/time';

// The print templates that the person may look after.
export function PapersPage() {
  addPaperTexts();
  const { t } = useTranslation('papers');
  const text = useLabel();
  const join = useJoin();
  const query = useQuery(paperTemplatesQuery());
  return (
    <>
      <PageHead title={t('title')} />
      <Panel flush>
        <Loaded query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing text={t('none')} />
            ) : (
              <ul className="jw-list">
                {items.map((paper) => (
                  <li key={paper.id}>
                    <Link to="/papers/$paper" params={{ paper: paper.id }} className="jw-item">
                      <span className="jw-main">
                        <span className="jw-title">{text(paper.title)}</span>
                        <span className="jw-meta">
                          <span>{t('version', { version: paper.version })}</span>
                          <span>
                            {paper.published_by && paper.published_at
                              ? t('by', { name: paper.published_by.name, at: formatInstant(paper.published_at) })
                              : t('packed')}
                          </span>
                          {paper.processes.length > 0 && <span>{t('prints', { names: join(paper.processes.map((process) => text(process.title))) })}</span>}
                        </span>
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            )
          }
        </Loaded>
      </Panel>
    </>
  );
}
