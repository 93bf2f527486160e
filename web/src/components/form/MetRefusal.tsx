import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { asProblem } from '@/api/problem';
import { Refusal } from '../feedback/Refusal';
import { changedMeanwhile } from './useMetForm';

interface MetRefusalProps {
  error: unknown;
  undecided: number;
  onClose: () => void;
}

// Above a form that met what somebody else has stored: what was refused, and how to go on.
export function MetRefusal({ error, undecided, onClose }: MetRefusalProps) {
  const { t } = useTranslation('form');
  const way = t(undecided > 0 ? 'collision.choose' : 'collision.joined', { count: undecided });
  if (!error && undecided > 0) return <Alert className="jw-refusal" type="warning" showIcon title={t('collision.title')} description={way} />;
  return (
    <Refusal error={error} onClose={onClose}>
      {asProblem(error).code === changedMeanwhile && <p>{way}</p>}
    </Refusal>
  );
}
