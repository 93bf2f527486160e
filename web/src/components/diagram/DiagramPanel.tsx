import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { diagramQuery } from '@/api/diagram-query';
import { Loaded } from '../Loaded';
import { Panel } from '../Panel';
import { BpmnDiagram } from './BpmnDiagram';

// The drawn process of an instance and where it stands.
export function DiagramPanel({ instance }: { instance: string }) {
  const { t } = useTranslation('diagram');
  const query = useQuery(diagramQuery(instance));
  return (
    <Panel
      title={t('title')}
      flush
      extra={
        <span className="jw-legend">
          <i className="done" /> {t('done')} <i className="active" /> {t('active')} <i className="incident" /> {t('incident')}
        </span>
      }
    >
      <Loaded query={query}>{(diagram) => <BpmnDiagram diagram={diagram} />}</Loaded>
    </Panel>
  );
}
