import { Alert, type GetRef } from 'antd';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { asProblem, type Missing } from '@/api/problem';
import { useLabel } from '@/lib/language';
import { ClauseTag } from '../ClauseTag';
import { MissingThing } from './MissingThing';
import { turnTo } from './turn-to';

interface RefusalProps {
  error: unknown;
  onClose?: () => void;
  say?: (detail: string) => string; // the detail in the language of the page, line by line
  quiet?: boolean; // the focus stays: nothing was handed in, or the owner moves it
  children?: ReactNode; // the way on
}

// Says which rule refused an act, in words, and everything that is missing. Who did it gets there, or in a dialog to the
// field that is wrong.
export function Refusal({ error, onClose, say = (detail) => detail, quiet = false, children }: RefusalProps) {
  const { t } = useTranslation();
  const label = useLabel();
  const alert = useRef<GetRef<typeof Alert>>(null);
  useEffect(() => {
    const place = alert.current?.nativeElement;
    if (error && place && !quiet) turnTo(place, place.closest('[role="dialog"]'), error);
  }, [error, quiet]);
  if (!error) return null;
  const problem = asProblem(error);
  // The page asks to sign in over itself, and then it is no longer true.
  if (problem.code === 'access.not_signed_in') return null;
  const title = label(problem.title) || problemTitle(problem.status, t);
  const missing = problem.missing.filter((one) => one.field || label(one.label) !== title);
  // A table names the line; the whole of it has none.
  const lineOf = (one: Missing) => (one.condition === 'file' && problem.place ? t('table.line', { line: problem.place }) : undefined);
  return (
    <Alert
      ref={alert}
      className="jw-refusal"
      type={problem.status === 409 ? 'warning' : 'error'}
      showIcon
      role="alert"
      closable={onClose ? { onClose } : false}
      title={
        <span>
          {title}
          {problem.clause && <ClauseTag ids={[problem.clause]} />}
        </span>
      }
      description={
        <>
          {problem.detail && <div className="jw-detail">{say(problem.detail.trim())}</div>}
          {missing.length > 0 && (
            <ul className="jw-missing">
              {missing.map((one, index) => (
                <MissingThing key={`${one.field ?? one.condition ?? ''}-${index}`} missing={one} name={lineOf(one)} />
              ))}
            </ul>
          )}
          {children}
          <code className="jw-code">{problem.code}</code>
        </>
      }
    />
  );
}

function problemTitle(status: number, t: (key: string) => string): string {
  if (status === 0) return t('problem.unreachable');
  if (status === 401) return t('problem.signedOut');
  if (status === 403) return t('problem.forbidden');
  if (status === 404) return t('problem.notFound');
  if (status === 409) return t('problem.changed');
  return t('problem.failed');
}
