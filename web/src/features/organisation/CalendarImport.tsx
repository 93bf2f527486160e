import { Alert, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Schemas } from '@/api/client';
import { importCalendar } from '@/api/import-calendar';
import { useLabel } from '@/lib/language';
import { formatInstant } from '@/lib/time';
import { TableImport } from './TableImport';

interface CalendarImportProps {
  year: number;
  site?: string;
  onClose: () => void;
}

// A year of holidays and shifted days from a table: what it says and which due dates it moves,
// then the import.
export function CalendarImport({ year, site, onClose }: CalendarImportProps) {
  const { t } = useTranslation('organisation');
  return (
    <TableImport
      title={t('calendar.import', { year })}
      hint={t('calendar.importHint', { year })}
      template={{ file: `calendar-${year}.csv`, text: `date,name,kind\r\n${year}-01-01,元旦,off` }}
      send={(csv, mode) => importCalendar(csv, year, site, mode)}
      onClose={onClose}
    >
      {({ days = [], moved, moved_duties }, isDone) => (
        <>
          <Alert
            type="success"
            showIcon
            title={t(isDone ? 'calendar.done' : 'calendar.ready', { count: days.length, moved: moved.length, duties: moved_duties })}
          />
          <DayTable days={days} />
          <MovedTable moved={moved} />
        </>
      )}
    </TableImport>
  );
}

function DayTable({ days }: { days: Schemas['CalendarDay'][] }) {
  const { t } = useTranslation('organisation');
  return (
    <Table
      size="small"
      rowKey="date"
      scroll={{ x: true }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      dataSource={days}
      columns={[
        { title: t('import.line'), dataIndex: 'line' },
        { title: t('calendar.date'), dataIndex: 'date' },
        { title: t('calendar.name'), dataIndex: 'name' },
        {
          title: t('calendar.what'),
          dataIndex: 'kind',
          render: (kind: string) => t(`calendar.kind.${kind === 'work' ? 'shifted' : kind}`),
        },
      ]}
    />
  );
}

function MovedTable({ moved }: { moved: Schemas['CalendarChange']['moved'] }) {
  const { t } = useTranslation('organisation');
  const text = useLabel();
  if (moved.length === 0) return null;
  return (
    <Table
      size="small"
      rowKey="task"
      scroll={{ x: true }}
      pagination={{ pageSize: 10, hideOnSinglePage: true }}
      dataSource={moved}
      columns={[
        { title: t('calendar.task'), dataIndex: 'title', render: text },
        { title: t('calendar.dueBefore'), dataIndex: 'from', render: formatInstant },
        { title: t('calendar.dueAfter'), dataIndex: 'to', render: formatInstant },
      ]}
    />
  );
}
