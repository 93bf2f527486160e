import { Link } from '@tanstack/react-router';
import { Result, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import type { TasksNarrowed } from '@/api/tasks-query';
import { useRecordTitle } from '@/lib/record-title';
import { PersonName } from './PersonName';

interface ActResultProps {
  instance: string;
  record?: Schemas['RecordRef'];
  next: Schemas['PersonRef'][];
  finished?: boolean;
  list?: TasksNarrowed; // what the list was narrowed to that one goes back to
  again?: { process: string; onAgain: () => void };
}

// After a submission: that it was taken, its number, and who acts next.
export function ActResult({ instance, record, next, finished = true, list = {}, again }: ActResultProps) {
  const { t } = useTranslation();
  const titleOf = useRecordTitle();
  return (
    <Result
      status="success"
      title={t(again ? 'result.started' : finished ? 'result.done' : 'result.counted')}
      subTitle={record && `${record.number} ${titleOf(record)}`}
      extra={
        <Space wrap>
          <Link to="/instances/$key" params={{ key: instance }}>
            {t('result.instance')}
          </Link>
          {record && (
            <Link to="/records/$type/$id" params={{ type: record.type, id: record.id }}>
              {t('result.record')}
            </Link>
          )}
          {again && (
            <Link to="/start/$process" params={{ process: again.process }} onClick={again.onAgain}>
              {t('result.again')}
            </Link>
          )}
          <Link to="/tasks" search={list}>{t('result.tasks')}</Link>
        </Space>
      }
    >
      {next.length > 0 && (
        <div className="jw-next">
          <span className="jw-soft">{t('result.next')}</span>
          {next.map((person) => (
            <PersonName key={person.id} name={person.name} />
          ))}
        </div>
      )}
    </Result>
  );
}
