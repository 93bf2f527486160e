import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLabel } from '@/lib/language';
import { DeadEnd } from './DeadEnd';

// A place that could not be loaded: what happened, and one way on.
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const problem = asProblem(error);
  const isFinal = problem.status === 403 || problem.status === 404;
  const known: Record<number, string> = { 0: 'unreachable', 403: 'forbidden', 404: 'notFound' };
  return (
    <DeadEnd title={label(problem.title) || t(`problem.${known[problem.status] ?? 'failed'}`)} code={problem.code}>
      {retry && !isFinal && <Button onClick={retry}>{t('retry')}</Button>}
    </DeadEnd>
  );
}
