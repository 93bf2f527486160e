import { Link } from '@tanstack/react-router';
import { Button, Space } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { useLabel } from '@/lib/language';
import { DeadEnd } from './DeadEnd';

interface FailureProps {
  error: unknown;
  retry?: () => void;
  back?: ReactNode; // of a page that has nothing else to show: where one goes on, beside the workbench
}

// A place that could not be loaded: what happened, and the way on.
export function Failure({ error, retry, back }: FailureProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const problem = asProblem(error);
  const isFinal = problem.status === 403 || problem.status === 404;
  const known: Record<number, string> = { 0: 'unreachable', 403: 'forbidden', 404: 'notFound' };
  return (
    <DeadEnd title={label(problem.title) || t(`problem.${known[problem.status] ?? 'failed'}`)} code={problem.code}>
      {retry && !isFinal && <Button onClick={retry}>{t('retry')}</Button>}
      {isFinal && back && (
        <Space wrap size="middle">
          {back !== true && back}
          <Link to="/">{t('home')}</Link>
        </Space>
      )}
    </DeadEnd>
  );
}
