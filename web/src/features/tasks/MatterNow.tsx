import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import { instanceQuery } from '@/api/instance-query';
import { CurrentSteps } from '@/components/CurrentSteps';
import { useRefused } from '@/components/matter/ActMenu';
import { useInstanceActs } from '@/components/matter/useInstanceActs';

// Where the matter of a step that is over is now, and whom it waits for: a copy or notice of the step leads on from here.
export function MatterNow({ instance }: { instance: string }) {
  const { t } = useTranslation('tasks');
  const refused = useRefused();
  const { data } = useQuery(instanceQuery(instance));
  const { acts } = useInstanceActs(data, (error) => error && refused(error));
  if (!data || data.ended_at || data.current.length === 0) return null;
  const urge = acts.find((one) => one.key === 'urge');
  return (
    <Alert
      className="jw-returned"
      type="info"
      showIcon
      title={<CurrentSteps steps={data.current} />}
      action={
        <Space>
          {urge && (
            <Button size="small" loading={urge.isPending} onClick={urge.onClick}>
              {urge.label}
            </Button>
          )}
          <Link to="/instances/$key" params={{ key: instance }}>
            {t('openMatter')}
          </Link>
        </Space>
      }
    />
  );
}
