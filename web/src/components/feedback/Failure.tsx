import { Button, Result } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLabel } from '@/lib/language';

// A place that could not be loaded: what happened, and one way on.
export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const label = useLabel();
  const problem = asProblem(error);
  const known: Record<number, '403' | '404' | '500'> = { 403: '403', 404: '404' };
  const name = problem.status === 403 ? 'forbidden' : problem.status === 404 ? 'notFound' : 'failed';
  return (
    <Result
      className="jw-failure"
      status={known[problem.status] ?? (problem.status === 0 ? 'warning' : '500')}
      title={label(problem.title) || t(problem.status === 0 ? 'problem.unreachable' : `problem.${name}`)}
      subTitle={<code className="jw-code">{problem.code}</code>}
      extra={retry && problem.status !== 403 && <Button onClick={retry}>{t('retry')}</Button>}
    />
  );
}
